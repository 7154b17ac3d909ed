# METADATA
# title: Text of strangers becomes an environment variable
# description: |
#   A line break in the text adds variables of the attacker's choice, such as LD_PRELOAD or NODE_OPTIONS, and every
#   step that follows runs their program.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
#     description: Secure use reference
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Write the value to `$GITHUB_OUTPUT` instead, or check it against a narrow pattern before it is written.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-env-injection
#   frameworks:
#     nist-800-53:
#       - "SI-10"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.env_injection

import data.policies.lib.actions
import data.policies.lib.finding

_privileged := {"issue_comment", "pull_request_target", "workflow_run"}

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts

	regex.match(`GITHUB_(ENV|PATH)`, script.text)
	some line in split(script.text, "\n")
	regex.match(_write, line)
	_is_foreign(script, line)
	message := $"{script.resource.address} writes foreign text to GITHUB_ENV or GITHUB_PATH; expected GITHUB_OUTPUT"
}

_write := `(>>?|tee( -a)?)\s*["']?\$\{?(env:)?GITHUB_(ENV|PATH)|GITHUB_(ENV|PATH)["']?\s*,`

_is_foreign(_, line) if actions.has_taint(line)

# A variable that holds the text, or one that the script makes of it.
_is_foreign(script, line) if {
	foreign := _foreign_variables(script)
	count(_read(line) & foreign) > 0
}

# What is read from files or programs on an event of strangers, after their code or files were fetched.
_is_foreign(script, line) if {
	count(actions.triggers(script.resource) & _privileged) > 0
	regex.match("\\b(cat|jq|grep|head|tail|sed|awk)\\b|\\$\\((cat |<|jq |grep )|`(cat|jq|grep) |^\\s*(unzip|cat)\\b", line)
	_fetches(script.job)
}

_fetches(job) if {
	some step in job.steps
	some name in ["download-artifact", "checkout"]
	contains(lower(step.uses), name)
}

_foreign_variables(script) := graph.reachable(made, given) if {
	given := {name |
		some holder in [script.resource.after, script.job, script.step.spec]
		some name, value in holder.env
		is_string(value)
		actions.has_taint(value)
	}
	count(given) > 0
	lines := _commands(script.text)
	made := {name: others |
		some name in (given | {read | some line in lines; some read in _read(line)})
		others := {other | some line in lines; _passes(line); name in _read(line); some other in _made(line)}
	}
}

# Lines of the script, those that go on in the next one joined.
_commands(text) := split(strings.replace_n({"\\\n": " ", "|\n": " | ", "\n|": " | "}, trimmed), "\n") if {
	trimmed := concat("\n", [trim_space(line) | some line in split(text, "\n")])
}

_read(line) := {match[2] | some match in regex.find_all_string_submatch_n(`\$\{?(env:)?(\w+)`, line, -1)}

_made(line) := {match[1] | some match in regex.find_all_string_submatch_n(_assignments, line, -1)}

_assignments := `(?:^|[\s;(])(?:read\s+(?:-\S+\s+)*|for\s+|printf\s+-v\s*|\$(?:env:)?)?(\w+)\s*(?:\+?=|\s+in\s|<<<)`

# What is left of the text is made of few characters, so that no line break is among them.
_passes(line) if not regex.match(_filter, line)

_filter := concat("|", [
	`\bgrep\s+(-[A-Za-z]+\s+)*-[A-Za-z]*o[A-Za-z]*\s+['"](?:[^.\[\\'"]|\\[^SWD]|\[[^\^\]][^\]]*\])*['"]`,
	`\btr\s+-(cd|dc)\s+['"][\w\[:\]-]*['"]`,
	`\b(sha|md5)\d*sum\b|\bwc\s+-|\bbase64\b|\bjq\s+(-[A-Za-z]+\s+)*['"]?(length|\.?\s*\|\s*length)`,
])
