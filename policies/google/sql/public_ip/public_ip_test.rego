package policies.google.sql.public_ip_test

import data.policies.google.sql.public_ip as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_sql_database_instance.this", "attribute": ["settings", 0, "ip_configuration", 0, "ipv4_enabled"], "fix": [{"op": "add", "path": "/settings/0/ip_configuration/0/ipv4_enabled", "value": false}], "message": "google_sql_database_instance.this has a public address; expected ipv4_enabled = false"}} with input as testing.review([testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ipv4_enabled": true}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"tier": "x"}]})],
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"private_network": "x"}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ipv4_enabled": false}]}]})],
		[testing.terraform("google_sql_database_instance", {"clone": [{}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ipv4_enabled": null}]}]}), [["settings", 0, "ip_configuration", 0, "ipv4_enabled"]])],
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": null}), [["settings"]])],
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": null}]}), [["settings", 0, "ip_configuration"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
