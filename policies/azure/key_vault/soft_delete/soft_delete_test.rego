package policies.azure.key_vault.soft_delete_test

import data.policies.azure.key_vault.soft_delete as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_key_vault.this", "attribute": ["soft_delete_enabled"], "message": "azurerm_key_vault.this deletes at once; expected soft_delete_enabled = true"}} with input as testing.review([testing.terraform("azurerm_key_vault", {"soft_delete_enabled": false})])
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_key_vault", {})],
		[testing.terraform("azurerm_key_vault", {"soft_delete_enabled": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_key_vault", {"soft_delete_enabled": null}), [["soft_delete_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
