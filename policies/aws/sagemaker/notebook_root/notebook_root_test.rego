package policies.aws.sagemaker.notebook_root_test

import data.policies.aws.sagemaker.notebook_root as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_sagemaker_notebook_instance.this", "message": "aws_sagemaker_notebook_instance.this has root_access enabled; expected root_access = Disabled", "attribute": ["root_access"], "fix": [{"op": "add", "path": "/root_access", "value": "Disabled"}]}} with input as testing.review([testing.terraform("aws_sagemaker_notebook_instance", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_sagemaker_notebook_instance", {"root_access": "Enabled"})],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_sagemaker_notebook_instance", {"root_access": "Disabled"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_sagemaker_notebook_instance", {"root_access": null}), [["root_access"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
