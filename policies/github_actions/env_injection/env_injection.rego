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
	some holder in [script.resource.after, script.job, script.step.spec]
	some name, value in holder.env
	is_string(value)
	actions.has_taint(value)
	regex.match(concat("", [`\$\{?(env:)?`, name, `\b`]), script.text)
	regex.match(`\$\{?(env:)?([a-z]\w*|[A-FH-Z]\w*)`, line)
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
