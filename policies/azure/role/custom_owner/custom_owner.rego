# METADATA
# title: Custom role may do everything
# description: |
#   Such a role is an owner under another name: who holds it is in no list of owners. A role whose `not_actions` keep it
#   from handing out rights is none, and one that may hand them out is soon.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/role-based-access-control/custom-roles
#     description: Custom roles
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Name the actions that are needed in `actions`, or assign a built-in role.
#   resources:
#     - azurerm_role_definition
#   topics:
#     - az-role-custom-owner
#   frameworks:
#     cis-azure-2.0:
#       - "1.23"
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.azure.role.custom_owner

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.unknown

deny contains finding.on(role, ["permissions", index, "actions"], message) if {
	some role in resources.of_type("azurerm_role_definition")

	some index, permission in role.after.permissions
	"*" in permission.actions
	not _is_held_back(permission)
	not unknown.within(role, ["permissions", index, "not_actions"])
	not _is_bounded(role)
	message := $"{role.address} may do everything; expected named actions"
}

# Some have to hand out rights: they should be few, and known.
warn contains finding.on(role, ["permissions", index, "actions"], message) if {
	some role in resources.of_type("azurerm_role_definition")

	some index, permission in role.after.permissions
	not "*" in permission.actions
	_hands_out(permission)
	not _is_held_back(permission)
	not unknown.within(role, ["permissions", index, "not_actions"])
	not _is_bounded(role)
	message := $"{role.address} may hand out every right; expected no Microsoft.Authorization/roleAssignments/write"
}

_hands_out(permission) if {
	some action in permission.actions
	regex.match(`(?i)^(\*/write|Microsoft\.Authorization/(\*|(\*|roleAssignments)/(\*|write)))$`, action)
}

# Who cannot hand out rights, as the built-in contributor cannot, is no owner.
_is_held_back(permission) if {
	some action in permission.not_actions
	regex.match(`(?i)^(\*|Microsoft\.Authorization/(\*|(\*|roleAssignments)/(\*|write)))$`, action)
}

# Only in groups of resources.
_is_bounded(role) if {
	scopes := _scopes(role)
	count(scopes) > 0
	every scope in scopes { _is_group(scope) }
}

_scopes(role) := scopes if {
	scopes := [_scope(role, ["assignable_scopes", index], scope) | some index, scope in role.after.assignable_scopes]
	count(scopes) > 0
} else := [_scope(role, ["scope"], role.after.scope)]

_scope(_, _, written) := written if is_string(written)

_scope(role, path, null) := object.get(role.sketches, concat("", [$"/{step}" | some step in path]), "")

_is_group(scope) if regex.match(`(?i)/resourceGroups/|azurerm_resource_group\.`, scope)
