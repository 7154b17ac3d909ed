# METADATA
# title: Token may do more than the job needs
# description: |
#   Without `permissions` the token has what the repository's setting gives, often the right to write everything. Any
#   step, and any action that it uses, can then push commits and releases.
# related_resources:
#   - ref: https://docs.github.com/en/actions/tutorials/authenticate-with-github_token
#     description: Permissions of the token
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Write `permissions: {contents: read}` at the top of the workflow, and add what a job needs in that job.
#   resources:
#     - workflow
#   topics:
#     - gha-permissions
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     openssf-scorecard:
#       - "Token-Permissions"
#     owasp-cicd:
#       - "CICD-SEC-5"
package policies.github_actions.permissions

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(resource, ["on"], message) if {
	some resource in actions.workflows

	not "permissions" in object.keys(resource.after)
	not actions.triggers(resource) == {"workflow_call"} # the caller's permissions hold
	open := [id | some id, job in resource.after.jobs; not "permissions" in object.keys(job)]
	count(open) > 0
	message := $"{resource.address} has no permissions, and neither has job {sort(open)[0]}; expected contents: read"
}

deny contains finding.on(place.resource, place.path, message) if {
	some place in _places

	place.permissions == "write-all"
	message := $"{place.resource.address} sets permissions: write-all; expected only what is needed"
}

deny contains finding.on(place.resource, array.concat(place.path, [scope]), message) if {
	some place in _places

	place.path == ["permissions"]
	some scope, access in place.permissions
	access == "write"
	message := $"{place.resource.address} gives {scope}: write to every job; expected it in the job that needs it"
}

_places contains {"resource": resource, "path": ["permissions"], "permissions": resource.after.permissions} if {
	some resource in actions.workflows
}

_places contains place if {
	some job in actions.jobs
	path := array.concat(job.path, ["permissions"])
	place := {"resource": job.resource, "path": path, "permissions": job.spec.permissions}
}
