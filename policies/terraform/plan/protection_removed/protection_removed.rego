# METADATA
# title: Protection against destruction is taken away
# description: |
#   The change that destroys comes next; without the protection nothing stops it, also where nobody meant it.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
#     description: prevent_destroy
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Keep `prevent_destroy` and deletion protection as long as the resource is needed.
#   topics:
#     - tf-prevent-destroy-removed
package policies.terraform.plan.protection_removed

import data.policies.lib.finding
import data.policies.lib.values

deny contains finding.at(resource, message) if {
	some lifecycle in input.blocks

	lifecycle.type == "lifecycle"
	values.is_on(lifecycle.before, "prevent_destroy")
	not _is_kept(lifecycle)
	some resource in input.resources
	resource.address == trim_suffix(lifecycle.address, ".lifecycle")
	resource.after != null
	message := $"{resource.address} loses prevent_destroy; expected it as long as the resource is needed"
}

deny contains finding.on(resource, [attribute], message) if {
	some resource in input.resources

	resource.action in {"replace", "update"}
	some attribute in _attributes
	values.is_on(resource.before, attribute)
	not values.is_on(resource.after, attribute)
	not [attribute] in resource.unknown
	message := $"{resource.address} loses {attribute}; expected it as long as the resource is needed"
}

_is_kept(lifecycle) if values.is_on(lifecycle.after, "prevent_destroy")

_attributes := {
	"deletion_protection", "deletion_protection_enabled", "disable_api_termination", "enable_deletion_protection",
	"purge_protection_enabled", "termination_protection",
}
