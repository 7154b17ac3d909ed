package policies.aws.sagemaker.notebook_internet_test

import data.policies.aws.sagemaker.notebook_internet as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sagemaker_notebook_instance.this", "message": "aws_sagemaker_notebook_instance.this has direct_internet_access enabled; expected direct_internet_access = Disabled", "attribute": ["direct_internet_access"], "fix": [{"op": "add", "path": "/direct_internet_access", "value": "Disabled"}]}} with input as testing.review([testing.terraform("aws_sagemaker_notebook_instance", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sagemaker_notebook_instance", {"direct_internet_access": "Enabled"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sagemaker_notebook_instance", {"direct_internet_access": "Disabled"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sagemaker_notebook_instance", {"direct_internet_access": null}), [["direct_internet_access"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
