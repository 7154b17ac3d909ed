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
import data.policies.lib.actions_flow
import data.policies.lib.finding
import data.policies.lib.values

deny contains finding.on(step.resource, path, message) if {
	some step in actions.steps

	events := sort(actions.triggers(step.resource) & actions.privileged)
	count(events) > 0
	field := _checks_out(step)
	not _is_only_fetched(step)
	not _is_guarded(step)
	not _is_approved(step)
	path := array.concat(step.path, field)
	message := $"{step.resource.address} checks out a pull request's head on {concat(", ", events)}; expected the base"
}

# Who approved it has seen an earlier commit, or may not be asked at all: the settings of environments are not known.
warn contains finding.on(step.resource, array.concat(step.path, field), message) if {
	some step in actions.steps

	count(actions.triggers(step.resource) & actions.privileged) > 0
	field := _checks_out(step)
	not _is_only_fetched(step)
	not _is_guarded(step)
	_is_approved(step)
	message := $"{step.resource.address} checks out a pull request's head once it is approved; expected the base"
}

# What a run of a pull request uploaded is as foreign as its code.
warn contains finding.on(step.resource, array.concat(step.path, [field]), message) if {
	some step in actions.steps

	events := actions.triggers(step.resource) & actions.privileged
	count(events) > 0
	actions.downloads(step.spec, events)
	some field in ["run", "uses"]
	step.spec[field]
	not _is_guarded(step)
	message := $"{step.resource.address} downloads files of a pull request's run; expected to treat them as hostile"
}

_checks_out(step) := actions.head_field(step.spec)

# By an output of an earlier step, or a variable.
_checks_out(step) := ["with", names[0]] if {
	not actions.head_field(step.spec)
	contains(lower(actions.action_of(step.spec.uses)), "checkout")
	names := [name | some name in ["ref", "repository"]; actions_flow.leads_to_head(step, step.spec["with"][name])]
}

_checks_out(step) := ["run"] if {
	not actions.head_field(step.spec)
	some line in split(step.spec.run, "\n")
	regex.match(actions.fetching, line)
	actions_flow.reads_head(step, line)
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

_is_approved(step) if step.job.environment

_is_approved(step) if {
	some part in [step.job, step.spec]
	plain := actions.dotted(lower(part["if"]))
	some pattern in [
		`(comment|issue|review)\.author_association\s*==\s*'(owner|member|collaborator)'`,
		`(comment\.user\.login|sender\.login|github\.(triggering_)?actor)\s*==\s*'[^'\[]+'`,
		`contains\(\s*fromjson\(\s*'[^']*(owner|member|collaborator)[^']*'\s*\)\s*,[^)]*\.author_association`,
	]
	regex.match(pattern, plain)
}

# A label stands for the commit that it was put on, where nothing else starts the workflow.
_is_approved(step) if {
	object.get(step.resource.after.on, ["pull_request_target", "types"], []) in ["labeled", ["labeled"]]
	count(actions.triggers(step.resource) & actions.privileged) == 1
	contains(step.spec["with"].ref, ".sha")
	some part in [step.job, step.spec]
	regex.match(`\blabels\.\*\.name|event\.label\.name`, actions.dotted(lower(part["if"])))
}

_is_approved(step) if {
	jobs := step.resource.after.jobs
	some job in array.concat([step.job], [jobs[name] | some name in values.list(object.get(step.job, "needs", []))])
	some other in job.steps
	_asks_for_rights(other)
}

_asks_for_rights(step) if actions.action_of(step.uses) in {
	"actions-cool/check-user-permission", "im-open/is-actor-authorized", "lannonbr/repo-permission-check-action",
	"morfien101/actions-authorized-user", "prince-chrismc/check-actor-permissions-action",
	"scherermichael-oss/action-has-permission", "shogo82148/actions-check-permissions",
	"skjnldsv/check-actor-permission", "sushichop/action-repository-permission", "thor/check-membership",
}

_asks_for_rights(step) if {
	some text in [object.get(step, "run", ""), object.get(step, ["with", "script"], "")]
	regex.match(`getCollaboratorPermissionLevel|checkMembershipForUser|/collaborators/[^\s"']+/permission\b`, text)
}
