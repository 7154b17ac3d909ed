package policies.aws.s3.policy_any_principal_test

import data.policies.aws.s3.policy_any_principal as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_s3_bucket_policy.this", "message": "aws_s3_bucket_policy.this allows s3:getobject to anybody; expected named principals or a condition", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]})})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:*"}})})],
		[testing.terraform("aws_s3_bucket", {"policy": json.marshal({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject"}})})],
		[testing.sketched(testing.terraform("aws_s3_bucket_policy", {"policy": null}), "/policy", json.marshal({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "(known after apply: aws_s3_bucket.a.arn)"}}))],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*"}})})],
		[testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:*"}})})],
		[testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}})})],
		[testing.deleted(testing.terraform("aws_s3_bucket_policy", {"bucket": "logs", "policy": json.marshal({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*"}})}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_s3_bucket_policy", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
