package policies.google.sql.backup_test

import data.policies.google.sql.backup as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_sql_database_instance.this", "attribute": ["settings", 0, "backup_configuration", 0, "enabled"], "message": "google_sql_database_instance.this has no backups; expected backup_configuration with enabled = true"}} with input as testing.review([testing.terraform("google_sql_database_instance", {"settings": [{"backup_configuration": [{"enabled": false}]}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"tier": "x"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_sql_database_instance", {"settings": [{"backup_configuration": [{"enabled": true}]}]})],
		[testing.terraform("google_sql_database_instance", {"master_instance_name": "a", "settings": [{"tier": "x"}]})],
		[testing.terraform("google_sql_database_instance", {"instance_type": "READ_REPLICA_INSTANCE", "settings": [{"tier": "x"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_sql_database_instance", {"settings": [{"backup_configuration": null}]}), [["settings", 0, "backup_configuration"]])],
		[testing.unknown(testing.terraform("google_sql_database_instance", {"master_instance_name": null, "settings": [{"tier": "x"}]}), [["master_instance_name"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
