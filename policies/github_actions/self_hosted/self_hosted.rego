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
import data.policies.lib.values

_of_strangers := {
	"discussion", "discussion_comment", "fork", "issue_comment", "issues", "pull_request", "pull_request_review",
	"pull_request_review_comment", "pull_request_target", "watch", "workflow_run",
}

deny contains finding.on(job.resource, array.concat(job.path, ["runs-on"]), message) if {
	some job in actions.jobs

	events := sort(actions.triggers(job.resource) & _of_strangers)
	count(events) > 0
	some runs_on in _runners(job.spec)
	_is_self_hosted(runs_on)
	names := concat(", ", events)
	message := $"{job.resource.address}: job {job.id} runs on self-hosted for {names}; expected a fresh runner"
}

# A matrix may list the runners.
_runners(spec) := [value |
	some value in _values(spec.strategy.matrix, name)
	not {name: value} in values.list(object.get(spec.strategy.matrix, "exclude", []))
] if {
	name := regex.find_all_string_submatch_n(`^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$`, spec["runs-on"], 1)[0][1]
} else := [spec["runs-on"]]

_values(matrix, name) := array.concat(
	values.list(object.get(matrix, name, [])),
	[value | some entry in values.list(object.get(matrix, "include", [])); value := entry[name]],
)

_is_self_hosted(runs_on) if {
	written := [label |
		some holder in [runs_on, object.get(_object(runs_on), "labels", [])]
		some label in values.list(holder)
		is_string(label)
	]
	some label in written
	lower(label) in _own_labels
}

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

# A runner of one's own has those by itself; GitHub's have a version or `latest` behind the name of their system.
_own_labels := {"arm", "arm64", "linux", "macos", "self-hosted", "windows", "x64", "x86"}
