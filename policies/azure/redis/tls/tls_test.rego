package policies.azure.redis.tls_test

import data.policies.azure.redis.tls as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "azurerm_redis_cache.this", "attribute": ["non_ssl_port_enabled"], "fix": [{"op": "add", "path": "/non_ssl_port_enabled", "value": false}], "message": "azurerm_redis_cache.this accepts connections without TLS; expected non_ssl_port_enabled = false"}} with input as testing.review([testing.terraform("azurerm_redis_cache", {"non_ssl_port_enabled": true})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("azurerm_redis_cache", {"enable_non_ssl_port": "true"})],
		[testing.terraform("azurerm_redis_cache", {"minimum_tls_version": "1.0"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("azurerm_redis_cache", {})],
		[testing.terraform("azurerm_redis_cache", {"non_ssl_port_enabled": false, "minimum_tls_version": "1.2"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("azurerm_redis_cache", {"non_ssl_port_enabled": null}), [["non_ssl_port_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
