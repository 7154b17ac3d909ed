package policies.aws.s3.mfa_delete_test

import data.policies.aws.s3.mfa_delete as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket_versioning.this", "message": "aws_s3_bucket_versioning.this lets versions be deleted without a second factor; expected mfa_delete = Enabled", "attribute": ["versioning_configuration"]}} with input as testing.review([testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": "Enabled"}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_s3_bucket", {"versioning": [{"enabled": true}]})],
		[testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": "Enabled", "mfa_delete": "Disabled"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": "Enabled", "mfa_delete": "Enabled"}]})],
		[testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": "Suspended"}]})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"})],
		[testing.terraform("aws_s3_bucket", {"versioning": [{"enabled": true, "mfa_delete": true}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket_versioning", {"versioning_configuration": [{"status": "Enabled", "mfa_delete": null}]}), [["versioning_configuration", 0, "mfa_delete"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
