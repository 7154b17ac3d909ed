package policies.google.sql.open_test

import data.policies.google.sql.open as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_sql_database_instance.this", "attribute": ["settings", 0, "ip_configuration", 0, "authorized_networks", 0, "value"], "message": "google_sql_database_instance.this lets 0.0.0.0/0 in; expected the networks that need access"}} with input as testing.review([testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"authorized_networks": [{"value": "0.0.0.0/0"}]}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"authorized_networks": [{"value": "10.0.0.0/8"}, {"value": "::/0"}]}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"authorized_networks": [{"value": "198.51.100.7/32"}]}]}]})],
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{}]}]})],
		[testing.terraform("google_sql_database_instance", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"authorized_networks": [{"value": null}]}]}]}), [["settings", 0, "ip_configuration", 0, "authorized_networks", 0, "value"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
