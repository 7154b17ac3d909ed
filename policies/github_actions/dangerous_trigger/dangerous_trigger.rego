# METADATA
# title: Workflow with rights runs code of a fork
# description: |
#   Workflows that pull_request_target, workflow_run or a comment starts have the secrets and a token that may write.
#   With a checkout of the pull request's head, building or testing it hands both to whoever opened it.
# related_resources:
#   - ref: https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/
#     description: Preventing pwn requests
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Build and test in a workflow on `pull_request`; pass results on as data, and check out the base here.
#   resources:
#     - workflow
#   topics:
#     - gha-dangerous-trigger
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     openssf-scorecard:
#       - "Dangerous-Workflow"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.dangerous_trigger

import data.policies.lib.actions
import data.policies.lib.finding

_privileged := {"issue_comment", "pull_request_target", "workflow_run"}

deny contains finding.on(step.resource, path, message) if {
	some step in actions.steps

	events := sort(actions.triggers(step.resource) & _privileged)
	count(events) > 0
	field := _checks_out(step.spec)
	not _is_only_fetched(step)
	not _is_guarded(step)
	path := array.concat(step.path, field)
	message := $"{step.resource.address} checks out a pull request's head on {concat(", ", events)}; expected the base"
}

# What a run of a pull request uploaded is as foreign as its code.
warn contains finding.on(step.resource, array.concat(step.path, ["uses"]), message) if {
	some step in actions.steps

	"workflow_run" in actions.triggers(step.resource)
	_downloads(step.spec)
	not _is_guarded(step)
	message := $"{step.resource.address} downloads files of the run that started it; expected to treat them as hostile"
}

# Whoever checks out a fork names both; one of them is enough to say so.
_checks_out(step) := ["with", names[0]] if {
	contains(lower(actions.action_of(step.uses)), "checkout")
	names := [name | some name in ["ref", "repository"]; actions.names_head(step["with"][name])]
}

_checks_out(step) := ["run"] if {
	some pattern in [`\b(gh|hub)\s+pr\s+checkout\b`, `\bgit\s+(fetch|pull|checkout)\b[^\n;&|]*\bpull/`]
	regex.match(pattern, step.run)
}

_checks_out(step) := ["run"] if {
	some line in split(step.run, "\n")
	regex.match(`\bgit\s+(checkout|fetch|pull|clone|switch|merge|reset|worktree)\b`, line)
	actions.names_head(line)
}

# What is fetched to be compared with is run by nothing.
_is_only_fetched(step) if {
	step.spec.run
	not regex.match(`\b(gh|hub)\s+pr\s+checkout\b`, step.spec.run)
	every other in actions.steps {
		not _takes(step, other)
	}
}

_takes(step, other) if {
	other.resource.address == step.resource.address
	array.slice(other.path, 0, 2) == array.slice(step.path, 0, 2)
	regex.match(
		`\bgit(\s+-[cC]\s+\S+)*\s+(checkout|switch|merge|reset|worktree|rebase|restore|pull|clone)\b`,
		other.spec.run,
	)
}

_downloads(step) if actions.action_of(step.uses) == "dawidd6/action-download-artifact"

_downloads(step) if {
	actions.action_of(step.uses) == "actions/download-artifact"
	contains(step["with"]["run-id"], "workflow_run")
}

_is_guarded(step) if actions.asks_for_own_head(step)

# One who is named has opened the request, or it is none.
_is_guarded(step) if {
	some part in [step.job, step.spec]
	plain := actions.dotted(lower(part["if"]))
	some pattern in [
		`pull_request\.user\.login\s*==\s*'|pull_request\.author_association\s*==\s*'(owner|member|collaborator)'`,
		`workflow_run\.event\s*==\s*'(push|release|schedule|workflow_dispatch)'`,
	]
	regex.match(pattern, plain)
}
