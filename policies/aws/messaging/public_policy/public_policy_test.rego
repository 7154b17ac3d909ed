package policies.aws.messaging.public_policy_test

import data.policies.aws.messaging.public_policy as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sqs_queue_policy.this", "message": "aws_sqs_queue_policy.this allows sqs:sendmessage to anybody; expected named principals or a condition", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_sqs_queue_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sqs:SendMessage\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sns_topic", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"sqs:SendMessage\"]}}"})],
		[testing.terraform("aws_sns_topic_policy", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"sqs:SendMessage\"]}}"})],
		[testing.terraform("aws_sqs_queue", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"sqs:SendMessage\"]}}"})],
		[testing.terraform("aws_sqs_queue_policy", {"policy": "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"*\"]}, \"Action\": [\"sqs:SendMessage\"]}}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sqs_queue_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"*\"}]}"})],
		[testing.terraform("aws_sqs_queue_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"sqs:SendMessage\", \"Condition\": {\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:s3:::b\"}}}]}"})],
		[testing.terraform("aws_sqs_queue_policy", {"policy": "{\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\"}]}"})],
		[testing.terraform("aws_sqs_queue_policy", {"policy": "not json"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sqs_queue_policy", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
