package policies.aws.rds.minor_upgrade_test

import data.policies.aws.rds.minor_upgrade as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_instance.this", "message": "aws_db_instance.this switches minor upgrades off; expected auto_minor_version_upgrade = true", "attribute": ["auto_minor_version_upgrade"], "fix": [{"op": "add", "path": "/auto_minor_version_upgrade", "value": true}]}} with input as testing.review([testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": false})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": false})],
		[testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": "false"})],
		[testing.terraform("aws_rds_cluster_instance", {"auto_minor_version_upgrade": false})],
		[testing.terraform("aws_rds_cluster_instance", {"auto_minor_version_upgrade": "false"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_db_instance", {})],
		[testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": true})],
		[testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": "true"})],
		[testing.terraform("aws_rds_cluster_instance", {})],
		[testing.terraform("aws_rds_cluster_instance", {"auto_minor_version_upgrade": true})],
		[testing.terraform("aws_rds_cluster_instance", {"auto_minor_version_upgrade": "true"})],
		[testing.deleted(testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": false}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_db_instance", {"auto_minor_version_upgrade": null}), [["auto_minor_version_upgrade"]])],
		[testing.unknown(testing.terraform("aws_rds_cluster_instance", {"auto_minor_version_upgrade": null}), [["auto_minor_version_upgrade"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
