package policies.aws.sns.encryption_test

import data.policies.aws.sns.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sns_topic.this", "message": "aws_sns_topic.this is not encrypted; expected a kms_master_key_id", "attribute": ["kms_master_key_id"]}} with input as testing.review([testing.terraform("aws_sns_topic", {"name": "t"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sns_topic", {"name": "t", "kms_master_key_id": ""})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sns_topic", {"name": "t", "kms_master_key_id": "alias/aws/sns"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sns_topic", {"kms_master_key_id": null}), [["kms_master_key_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
