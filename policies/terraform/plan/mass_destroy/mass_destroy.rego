# METADATA
# title: Change destroys a large part of what is there
# description: |
#   Such a change is more often a wrong workspace, a renamed module or an empty variable file than what somebody
#   wanted.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/moved
#     description: Renaming without destroying
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Look at what goes; split the change, or add `moved` blocks for what was renamed.
#   topics:
#     - plan-mass-destroy
#   frameworks:
#     nist-800-53:
#       - "CM-3"
#     soc2:
#       - "CC8.1"
package policies.terraform.plan.mass_destroy

import data.policies.lib.finding

# Fewer are looked at one by one.
_least := 5

_most := 20

_share := 30

deny contains finding.overall(message) if {
	gone := count([1 | some resource in input.resources; resource.action in {"delete", "replace"}])
	before := count([1 | some resource in input.resources; resource.before != null])
	gone >= _least
	_is_much(gone, before)
	message := concat("; ", [
		$"the change destroys {gone} of {before} resources of {input.project.name}",
		$"expected fewer than {_most} or {_share} %",
	])
}

_is_much(gone, _) if gone >= _most

_is_much(gone, before) if (100 * gone) / before >= _share
