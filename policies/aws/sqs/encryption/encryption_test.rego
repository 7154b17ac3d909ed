package policies.aws.sqs.encryption_test

import data.policies.aws.sqs.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sqs_queue.this", "message": "aws_sqs_queue.this states no encryption; expected kms_master_key_id or sqs_managed_sse_enabled = true", "attribute": ["kms_master_key_id"]}} with input as testing.review([testing.terraform("aws_sqs_queue", {"name": "t"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sqs_queue", {"name": "t", "sqs_managed_sse_enabled": false})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sqs_queue", {"name": "t", "kms_master_key_id": "alias/aws/sqs"})],
		[testing.terraform("aws_sqs_queue", {"name": "t", "sqs_managed_sse_enabled": true})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sqs_queue", {"kms_master_key_id": null}), [["kms_master_key_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
