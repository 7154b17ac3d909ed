# METADATA
# title: Runner of one's own runs what strangers propose
# description: |
#   A pull request of a public repository can be opened by anybody. On a self-hosted runner its code stays: in the
#   caches, the tools and the network of the machine that runs the next job.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners
#     description: Hardening self-hosted runners
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Run pull requests on runners of GitHub, or on ones that are thrown away after each job.
#   resources:
#     - workflow
#   topics:
#     - gha-self-hosted
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     owasp-cicd:
#       - "CICD-SEC-7"
package policies.github_actions.self_hosted

import data.policies.lib.actions
import data.policies.lib.finding

_of_strangers := {
	"discussion", "discussion_comment", "fork", "issue_comment", "issues", "pull_request", "pull_request_review",
	"pull_request_review_comment", "pull_request_target", "watch", "workflow_run",
}

deny contains finding.on(job.resource, array.concat(job.path, ["runs-on"]), message) if {
	some job in actions.jobs

	events := sort(actions.triggers(job.resource) & _of_strangers)
	count(events) > 0
	_is_self_hosted(job.spec["runs-on"])
	names := concat(", ", events)
	message := $"{job.resource.address}: job {job.id} runs on self-hosted for {names}; expected a fresh runner"
}

_is_self_hosted(runs_on) if lower(runs_on) == "self-hosted"

_is_self_hosted(runs_on) if {
	is_array(runs_on)
	some label in runs_on
	lower(label) == "self-hosted"
}

_is_self_hosted(runs_on) if _is_self_hosted_label(runs_on.labels)

_is_self_hosted_label(labels) if lower(labels) == "self-hosted"

_is_self_hosted_label(labels) if {
	is_array(labels)
	"self-hosted" in labels
}
