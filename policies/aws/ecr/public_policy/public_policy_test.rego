package policies.aws.ecr.public_policy_test

import data.policies.aws.ecr.public_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_ecr_repository_policy.this", "message": "aws_ecr_repository_policy.this allows ecr:batchgetimage to anybody; expected named principals or a condition", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_ecr_repository_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:BatchGetImage\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ecr_registry_policy", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"ecr:BatchGetImage\"]}}"})],
		[testing.terraform("aws_ecr_repository_policy", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"ecr:BatchGetImage\"]}}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_ecr_repository_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"*\"}]}"})],
		[testing.terraform("aws_ecr_repository_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"ecr:BatchGetImage\", \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:s3:::b\"}}}]}"})],
		[testing.terraform("aws_ecr_repository_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\"}]}"})],
		[testing.terraform("aws_ecr_repository_policy", {"policy": "not json"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_ecr_repository_policy", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
