package policies.aws.kms.wildcard_principal_test

import data.policies.aws.kms.wildcard_principal as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_kms_key.this", "message": "aws_kms_key.this allows kms:decrypt to anybody; expected named principals or a condition", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_kms_key", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"kms:Decrypt\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_kms_external_key", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"kms:Decrypt\"]}}"})],
		[testing.terraform("aws_kms_key", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"kms:Decrypt\"]}}"})],
		[testing.terraform("aws_kms_key_policy", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"kms:Decrypt\"]}}"})],
		[testing.terraform("aws_kms_replica_key", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"kms:Decrypt\"]}}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_kms_key", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"*\"}]}"})],
		[testing.terraform("aws_kms_key", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"kms:Decrypt\", \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:s3:::b\"}}}]}"})],
		[testing.terraform("aws_kms_key", {"policy": "{\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\"}]}"})],
		[testing.terraform("aws_kms_key", {"policy": "not json"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_kms_key", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
