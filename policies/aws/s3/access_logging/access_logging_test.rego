package policies.aws.s3.access_logging_test

import data.policies.aws.s3.access_logging as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket.logs", "message": "aws_s3_bucket.logs does not log access; expected an aws_s3_bucket_logging for it"}} with input as testing.review([testing.named("aws_s3_bucket", "logs", {"bucket": "logs"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_logging", {"bucket": "other", "target_bucket": "x"})],
		[testing.unknown(testing.named("aws_s3_bucket", "data", {"bucket": null}), [["bucket"]]), testing.unknown(testing.terraform("aws_s3_bucket", {"bucket": null, "logging": [{"target_bucket": null}]}), [["bucket"], ["logging", 0, "target_bucket"]])],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_logging", {"bucket": "logs", "target_bucket": "x"})],
		[testing.terraform("aws_s3_bucket", {"logging": [{"target_bucket": "x"}]})],
		[testing.terraform("aws_s3_bucket", {"acl": "log-delivery-write"})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_acl", {"bucket": "logs", "acl": "log-delivery-write"})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_logging", {"bucket": "other", "target_bucket": "logs"})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.sketched(testing.terraform("aws_s3_bucket_logging", {"bucket": "other", "target_bucket": null}), "/target_bucket", "(known after apply: aws_s3_bucket.logs.id)")],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket", {"bucket": "x", "logging": [{"target_bucket": "logs"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket", {"logging": null}), [["logging"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
