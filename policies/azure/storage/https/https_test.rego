package policies.azure.storage.https_test

import data.policies.azure.storage.https as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_storage_account.this", "attribute": ["https_traffic_only_enabled"], "fix": [{"op": "add", "path": "/https_traffic_only_enabled", "value": true}], "message": "azurerm_storage_account.this accepts plain HTTP; expected https_traffic_only_enabled = true"}} with input as testing.review([testing.terraform("azurerm_storage_account", {"https_traffic_only_enabled": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {"enable_https_traffic_only": false})],
		[testing.terraform("azurerm_storage_account", {"enable_https_traffic_only": "false"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_storage_account", {})],
		[testing.terraform("azurerm_storage_account", {"enable_https_traffic_only": true})],
		[testing.deleted(testing.terraform("azurerm_storage_account", {"https_traffic_only_enabled": false}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

_files := testing.terraform("azurerm_storage_account", {"account_kind": "FileStorage", "https_traffic_only_enabled": false})

_share(after) := object.union(testing.terraform("azurerm_storage_share", after), {"references": ["azurerm_storage_account.this"]})

test_allow_shares_of_nfs if {
	count(policy.deny) == 0 with input as testing.review([_files, _share({"enabled_protocol": "NFS"})])
}

test_deny_other_shares if {
	every resources in [
		[_files],
		[_files, _share({"enabled_protocol": "SMB"})],
		[_files, testing.unknown(_share({"enabled_protocol": null}), [["enabled_protocol"]])],
		[_files, object.union(_share({"enabled_protocol": "NFS"}), {"references": ["azurerm_storage_account.other"]})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_storage_account", {"https_traffic_only_enabled": null}), [["https_traffic_only_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
