package policies.google.sql.tls_test

import data.policies.google.sql.tls as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_sql_database_instance.this", "attribute": ["settings", 0, "ip_configuration", 0, "ssl_mode"], "message": "google_sql_database_instance.this accepts connections without TLS; expected ssl_mode = \"ENCRYPTED_ONLY\""}} with input as testing.review([testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"require_ssl": false}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"tier": "x"}]})],
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ssl_mode": "ALLOW_UNENCRYPTED_AND_ENCRYPTED"}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"require_ssl": true}]}]})],
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ssl_mode": "ENCRYPTED_ONLY"}]}]})],
		[testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ssl_mode": "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"}]}]})],
		[testing.terraform("google_sql_database_instance", {"clone": [{}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": [{"ssl_mode": null}]}]}), [["settings", 0, "ip_configuration", 0, "ssl_mode"]])],
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": [{"ip_configuration": null}]}), [["settings", 0, "ip_configuration"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
