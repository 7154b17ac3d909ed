package policies.aws.iam.trust_any_principal_test

import data.policies.aws.iam.trust_any_principal as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_role.this", "message": "aws_iam_role.this can be assumed by anybody; expected named principals", "attribute": ["assume_role_policy"]}} with input as testing.review([testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"*\"}}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": \"*\"}]}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}}]}"})],
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}}]}"})],
		[testing.terraform("aws_iam_role", {"assume_role_policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": \"*\", \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1\"}}}]}"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_role", {"assume_role_policy": null}), [["assume_role_policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
