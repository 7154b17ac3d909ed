package policies.aws.streaming.encryption_test

import data.policies.aws.streaming.encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_kinesis_stream.this", "message": "aws_kinesis_stream.this is not encrypted; expected encryption_type = KMS with a kms_key_id", "attribute": ["encryption_type"]}} with input as testing.review([testing.terraform("aws_kinesis_stream", {"name": "e"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_kinesis_stream", {"encryption_type": "NONE"})],
		[testing.terraform("aws_msk_cluster", {"encryption_info": [{"encryption_in_transit": [{"client_broker": "PLAINTEXT"}]}]})],
		[testing.terraform("aws_msk_cluster", {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS_PLAINTEXT"}]}]})],
		[testing.terraform("aws_msk_cluster", {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS", "in_cluster": false}]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_kinesis_stream", {"encryption_type": "KMS"})],
		[testing.terraform("aws_msk_cluster", {})],
		[testing.terraform("aws_msk_cluster", {"encryption_info": [{"encryption_in_transit": [{"client_broker": "TLS", "in_cluster": true}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_kinesis_stream", {"encryption_type": null}), [["encryption_type"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

_delivery(after) := testing.terraform("aws_kinesis_firehose_delivery_stream", after)

test_warn_delivery if {
	every after in [{}, {"server_side_encryption": [{"enabled": false}]}, {"server_side_encryption": [{}]}] {
		count(policy.warn) == 1 with input as testing.review([_delivery(after)])
	}
}

test_allow_delivery if {
	every resource in [
		_delivery({"server_side_encryption": [{"enabled": true}]}),
		_delivery({"kinesis_source_configuration": [{"role_arn": "a"}]}),
		_delivery({"msk_source_configuration": [{"topic_name": "a"}]}),
		testing.unknown(_delivery({"server_side_encryption": null}), [["server_side_encryption"]]),
	] {
		count(policy.warn) == 0 with input as testing.review([resource])
	}
}
