package policies.azure.key_vault.expiry_test

import data.policies.azure.key_vault.expiry as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_key_vault_secret.this", "attribute": ["expiration_date"], "message": "azurerm_key_vault_secret.this never expires; expected an expiration_date"}} with input as testing.review([testing.terraform("azurerm_key_vault_secret", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_key_vault_key", {"expiration_date": ""})],
		[testing.terraform("azurerm_key_vault_key", {"rotation_policy": [{"automatic": [{}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_key_vault_secret", {"expiration_date": "2027-06-30T00:00:00Z"})],
		[testing.terraform("azurerm_key_vault_key", {"rotation_policy": [{"expire_after": "P90D"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_key_vault_secret", {"expiration_date": null}), [["expiration_date"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
