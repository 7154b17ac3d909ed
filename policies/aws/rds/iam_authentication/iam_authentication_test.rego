package policies.aws.rds.iam_authentication_test

import data.policies.aws.rds.iam_authentication as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_instance.this", "message": "aws_db_instance.this does not accept IAM authentication; expected iam_database_authentication_enabled = true", "attribute": ["iam_database_authentication_enabled"], "fix": [{"op": "add", "path": "/iam_database_authentication_enabled", "value": true}]}} with input as testing.review([testing.terraform("aws_db_instance", {"engine": "postgres"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_db_instance", {"engine": "postgres", "iam_database_authentication_enabled": false})],
		[testing.terraform("aws_db_instance", {"engine": "postgres", "iam_database_authentication_enabled": "false"})],
		[testing.terraform("aws_db_instance", {"engine": "postgres"})],
		[testing.terraform("aws_neptune_cluster", {"iam_database_authentication_enabled": false})],
		[testing.terraform("aws_neptune_cluster", {"iam_database_authentication_enabled": "false"})],
		[testing.terraform("aws_neptune_cluster", {})],
		[testing.terraform("aws_rds_cluster", {"engine": "aurora-mysql", "iam_database_authentication_enabled": false})],
		[testing.terraform("aws_rds_cluster", {"engine": "aurora-mysql", "iam_database_authentication_enabled": "false"})],
		[testing.terraform("aws_rds_cluster", {"engine": "aurora-mysql"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_db_instance", {"engine": "postgres", "iam_database_authentication_enabled": true})],
		[testing.terraform("aws_db_instance", {"engine": "postgres", "iam_database_authentication_enabled": "true"})],
		[testing.terraform("aws_neptune_cluster", {"iam_database_authentication_enabled": true})],
		[testing.terraform("aws_neptune_cluster", {"iam_database_authentication_enabled": "true"})],
		[testing.terraform("aws_rds_cluster", {"engine": "aurora-mysql", "iam_database_authentication_enabled": true})],
		[testing.terraform("aws_rds_cluster", {"engine": "aurora-mysql", "iam_database_authentication_enabled": "true"})],
		[testing.deleted(testing.terraform("aws_db_instance", {"engine": "postgres"}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_db_instance", {"engine": "postgres", "iam_database_authentication_enabled": null}), [["iam_database_authentication_enabled"]])],
		[testing.unknown(testing.terraform("aws_neptune_cluster", {"iam_database_authentication_enabled": null}), [["iam_database_authentication_enabled"]])],
		[testing.unknown(testing.terraform("aws_rds_cluster", {"engine": "aurora-mysql", "iam_database_authentication_enabled": null}), [["iam_database_authentication_enabled"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_engines_that_cannot if {
	every version, findings in {"10.5": 0, "10.2.43": 0, "10.6.8": 1, "11.4": 1} {
		database := testing.terraform("aws_db_instance", {"engine": "mariadb", "engine_version": version})
		count(policy.deny) == findings with input as testing.review([database])
	}
}
