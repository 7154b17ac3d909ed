package policies.azure.storage.default_deny_test

import data.policies.azure.storage.default_deny as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_storage_account.this", "attribute": ["network_rules", 0, "default_action"], "fix": [{"op": "add", "path": "/network_rules/0/default_action", "value": "Deny"}], "message": "azurerm_storage_account.this answers every network; expected network_rules with default_action = \"Deny\""}} with input as testing.review([testing.terraform("azurerm_storage_account", {"network_rules": [{"default_action": "Allow"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {"name": "a"})],
		[testing.terraform("azurerm_storage_account", {"network_rules": []})],
		[testing.terraform("azurerm_storage_account_network_rules", {"default_action": "Allow"})],
		[testing.terraform("azurerm_storage_account", {"name": "a"}), testing.sketched(testing.terraform("azurerm_storage_account_network_rules", {"default_action": "Deny", "storage_account_id": null}), "/storage_account_id", "(known after apply: azurerm_storage_account.other.id)")],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {"network_rules": [{"default_action": "Deny"}]})],
		[testing.terraform("azurerm_storage_account", {"public_network_access_enabled": false})],
		[testing.terraform("azurerm_storage_account", {"name": "a"}), testing.sketched(testing.terraform("azurerm_storage_account_network_rules", {"default_action": "Deny", "storage_account_id": null}), "/storage_account_id", "(known after apply: azurerm_storage_account.this.id)")],
		[testing.terraform("azurerm_storage_account", {"name": "a"}), testing.terraform("azurerm_storage_account_network_rules", {"default_action": "Deny", "storage_account_name": "a"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_storage_account", {"network_rules": [{"default_action": null}]}), [["network_rules", 0, "default_action"]])],
		[testing.unknown(testing.terraform("azurerm_storage_account", {"network_rules": null}), [["network_rules"]])],
		[testing.unknown(testing.terraform("azurerm_storage_account", {"public_network_access_enabled": null}), [["public_network_access_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
