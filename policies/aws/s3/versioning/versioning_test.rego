package policies.aws.s3.versioning_test

import data.policies.aws.s3.versioning as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket.logs", "message": "aws_s3_bucket.logs keeps no versions; expected versioning with status Enabled"}} with input as testing.review([testing.named("aws_s3_bucket", "logs", {"bucket": "logs"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_s3_bucket", {"versioning": [{"enabled": false}]})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_versioning", {"bucket": "other", "versioning_configuration": [{"status": "Enabled"}]})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": "Suspended"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

_called(type, after, expression) := testing.sketched(testing.terraform(type, after), "/bucket", $"(known after apply: {expression})")

_versioning := {"bucket": null, "versioning_configuration": [{"status": "Enabled"}]}

# Both are called by the same variable, whose value nobody knows.
test_same_unknown_name if {
	bucket := _called("aws_s3_bucket", {"bucket": null}, "var.name")
	same := _called("aws_s3_bucket_versioning", _versioning, "var.name")
	count(policy.deny) == 0 with input as testing.review([bucket, same])
	other := _called("aws_s3_bucket_versioning", _versioning, "var.other")
	count(policy.deny) == 1 with input as testing.review([bucket, other])
	elsewhere := object.union(same, {"module": "module.a"})
	count(policy.deny) == 1 with input as testing.review([bucket, elsewhere])
}

test_allow if {
	every resources in [
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": "Enabled"}]})],
		[testing.terraform("aws_s3_bucket", {"versioning": [{"enabled": true}]})],
		[testing.deleted(testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket", {"versioning": [{"enabled": null}]}), [["versioning", 0, "enabled"]])],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.unknown(testing.terraform("aws_s3_bucket_versioning", {"bucket": "logs", "versioning_configuration": [{"status": null}]}), [["versioning_configuration", 0, "status"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
