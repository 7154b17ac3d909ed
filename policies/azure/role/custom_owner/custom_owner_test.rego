package policies.azure.role.custom_owner_test

import data.policies.azure.role.custom_owner as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_role_definition.this", "attribute": ["permissions", 0, "actions"], "message": "azurerm_role_definition.this may do everything; expected named actions"}} with input as testing.review([testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0", "permissions": [{"actions": ["*"]}]})])
}

_of(permission) := testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0", "permissions": [permission]})

test_deny_every_shape if {
	every resources in [
		[_of({"actions": ["*"], "not_actions": ["Microsoft.Network/vpnGateways/*"]})],
		[testing.sketched(testing.terraform("azurerm_role_definition", {"scope": null, "permissions": [{"actions": ["*"]}]}), "/scope", "(known after apply: data.azurerm_subscription.primary.id)")],
		[testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0/resourceGroups/a", "assignable_scopes": ["/"], "permissions": [{"actions": ["*"]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0", "permissions": [{"actions": ["*/read"]}]})],
		[_of({"actions": ["*"], "not_actions": ["Microsoft.KeyVault/*", "Microsoft.Authorization/*/write"]})],
		[_of({"actions": ["*"], "not_actions": ["Microsoft.Authorization/roleAssignments/*"]})],
		[testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0/resourceGroups/a", "permissions": [{"actions": ["*"]}]})],
		[testing.sketched(testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0", "assignable_scopes": [null], "permissions": [{"actions": ["*"]}]}), "/assignable_scopes/0", "(known after apply: azurerm_resource_group.a.id)")],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_warn_handing_out if {
	every actions in [
		["Microsoft.Authorization/roleAssignments/write"],
		["Microsoft.Compute/*", "microsoft.authorization/*"],
		["*/write"],
	] {
		count(policy.warn) == 1 with input as testing.review([_of({"actions": actions})])
		count(policy.deny) == 0 with input as testing.review([_of({"actions": actions})])
	}
}

test_allow_not_handing_out if {
	every permission in [
		{"actions": ["Microsoft.Authorization/*/read", "Microsoft.Authorization/roleAssignments/read"]},
		{"actions": ["*/write"], "not_actions": ["Microsoft.Authorization/*/write"]},
		{"actions": ["*"]},
	] {
		count(policy.warn) == 0 with input as testing.review([_of(permission)])
	}
	bounded := testing.terraform("azurerm_role_definition", {
		"scope": "/subscriptions/0/resourceGroups/a",
		"permissions": [{"actions": ["Microsoft.Authorization/*"]}],
	})
	count(policy.warn) == 0 with input as testing.review([bounded])
	unknown := testing.unknown(_of({"actions": ["*/write"], "not_actions": null}), [["permissions", 0, "not_actions"]])
	count(policy.warn) == 0 with input as testing.review([unknown])
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_role_definition", {"scope": "/subscriptions/0", "permissions": [{"actions": null}]}), [["permissions", 0, "actions"]])],
		[testing.unknown(_of({"actions": ["*"], "not_actions": null}), [["permissions", 0, "not_actions"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
