package policies.azure.key_vault.network_test

import data.policies.azure.key_vault.network as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_key_vault.this", "attribute": ["network_acls", 0, "default_action"], "message": "azurerm_key_vault.this answers every network; expected network_acls with default_action = \"Deny\""}} with input as testing.review([testing.terraform("azurerm_key_vault", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_key_vault", {"network_acls": [{"default_action": "Allow"}]})],
		[testing.terraform("azurerm_key_vault", {"network_acls": [], "public_network_access_enabled": true})],
		[testing.unknown(testing.terraform("azurerm_key_vault", {"network_acls": [{"default_action": "Allow", "ip_rules": null}]}), [["network_acls", 0, "ip_rules"]])],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_key_vault", {"network_acls": [{"default_action": "Deny"}]})],
		[testing.terraform("azurerm_key_vault", {"public_network_access_enabled": false})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_key_vault", {"network_acls": null}), [["network_acls"]])],
		[testing.unknown(testing.terraform("azurerm_key_vault", {"network_acls": [{"default_action": null}]}), [["network_acls", 0, "default_action"]])],
		[testing.unknown(testing.terraform("azurerm_key_vault", {"public_network_access_enabled": null}), [["public_network_access_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
