package policies.aws.iam.star_action_test

import data.policies.aws.iam.star_action as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_policy.this", "message": "aws_iam_policy.this allows s3:*; expected the actions that are needed", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"ec2:*\", \"s3:GetObject\"], \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}}}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"NotResource\": \"arn:aws:s3:::a\"}]}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\", \"ec2:Describe*\", \"logs:*\"], \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": [\"arn:aws:s3:::a\", \"arn:aws:s3:::a/*\"]}]}"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_policy", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

_role(action) := testing.terraform("aws_iam_role", {"assume_role_policy": json.marshal({"Statement": [{
	"Effect": "Allow",
	"Action": action,
	"Principal": {"Service": "ec2.amazonaws.com"},
}]})})

test_deny_trust_of_every_action if {
	policy.deny == {{
		"address": "aws_iam_role.this",
		"attribute": ["assume_role_policy"],
		"message": "aws_iam_role.this lets its principals do *; expected sts:AssumeRole",
	}} with input as testing.review([_role("*")])
	count(policy.deny) == 0 with input as testing.review([_role("sts:AssumeRole")])
}

# A boundary gives nothing, unless it is attached as well.
test_boundaries if {
	text := json.marshal({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
	boundary := testing.named("aws_iam_policy", "limit", {"policy": text})
	bounded := testing.sketched(
		testing.terraform("aws_iam_role", {"permissions_boundary": null}),
		"/permissions_boundary",
		"(known after apply: aws_iam_policy.limit.arn)",
	)
	attachment := testing.referring(
		testing.terraform("aws_iam_role_policy_attachment", {"policy_arn": null}),
		["aws_iam_policy.limit"],
	)
	count(policy.deny) == 0 with input as testing.review([boundary, bounded])
	count(policy.deny) == 1 with input as testing.review([boundary])
	count(policy.deny) == 1 with input as testing.review([boundary, bounded, attachment])

	by_name := testing.named("aws_iam_policy", "team-boundary", {"policy": text})
	count(policy.deny) == 0 with input as testing.review([by_name])
}
