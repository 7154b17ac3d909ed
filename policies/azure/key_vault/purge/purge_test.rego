package policies.azure.key_vault.purge_test

import data.policies.azure.key_vault.purge as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_key_vault.this", "attribute": ["purge_protection_enabled"], "fix": [{"op": "add", "path": "/purge_protection_enabled", "value": true}], "message": "azurerm_key_vault.this can be purged; expected purge_protection_enabled = true"}} with input as testing.review([testing.terraform("azurerm_key_vault", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_key_vault", {"purge_protection_enabled": "false"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_key_vault", {"purge_protection_enabled": true})],
		[testing.deleted(testing.terraform("azurerm_key_vault", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_key_vault", {"purge_protection_enabled": null}), [["purge_protection_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
