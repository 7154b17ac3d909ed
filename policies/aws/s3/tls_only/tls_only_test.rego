package policies.aws.s3.tls_only_test

import data.policies.aws.s3.tls_only as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket.logs", "message": "aws_s3_bucket.logs takes requests without TLS; expected a policy that denies them"}} with input as testing.review([testing.named("aws_s3_bucket", "logs", {"bucket": "logs"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:*"}]})})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_policy", {"bucket": "other", "policy": json.marshal({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})})],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}]})})],
		[object.union(testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), {"after": {"policy": json.marshal({"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}})}})],
		[testing.deleted(testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.unknown(testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": null}), [["policy"]])],
		[testing.named("aws_s3_bucket", "logs", {"bucket": "logs"}), testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": [{"Effect": "(known after apply)"}]})})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
