package policies.azure.storage.public_blob_test

import data.policies.azure.storage.public_blob as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_storage_account.this", "attribute": ["allow_nested_items_to_be_public"], "fix": [{"op": "add", "path": "/allow_nested_items_to_be_public", "value": false}], "message": "azurerm_storage_account.this lets its containers be made public; expected allow_nested_items_to_be_public = false"}} with input as testing.review([testing.terraform("azurerm_storage_account", {"allow_nested_items_to_be_public": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {"allow_blob_public_access": true})],
		[testing.terraform("azurerm_storage_container", {"container_access_type": "blob"})],
		[testing.terraform("azurerm_storage_container", {"container_access_type": "container"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_warn_every_shape if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {})],
		[testing.terraform("azurerm_storage_account", {"account_kind": "StorageV2"})],
		[testing.unknown(testing.terraform("azurerm_storage_account", {"account_kind": null}), [["account_kind"]])],
	] {
		count(policy.warn) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {"allow_nested_items_to_be_public": false})],
		[testing.terraform("azurerm_storage_account", {"allow_blob_public_access": "false"})],
		[testing.terraform("azurerm_storage_account", {"public_network_access_enabled": false})],
		[testing.terraform("azurerm_storage_account", {"account_kind": "FileStorage"})],
		[testing.terraform("azurerm_storage_container", {})],
		[testing.terraform("azurerm_storage_container", {"container_access_type": "private"})],
	] {
		count(policy.deny | policy.warn) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_storage_account", {"allow_nested_items_to_be_public": null}), [["allow_nested_items_to_be_public"]])],
		[testing.unknown(testing.terraform("azurerm_storage_container", {"container_access_type": null}), [["container_access_type"]])],
	] {
		count(policy.deny | policy.warn) == 0 with input as testing.review(resources)
	}
}
