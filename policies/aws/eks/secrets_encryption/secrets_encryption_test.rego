package policies.aws.eks.secrets_encryption_test

import data.policies.aws.eks.secrets_encryption as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_eks_cluster.this", "message": "aws_eks_cluster.this does not encrypt secrets; expected an encryption_config for secrets"}} with input as testing.review([testing.terraform("aws_eks_cluster", {"name": "c"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_eks_cluster", {"name": "c", "encryption_config": []})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_eks_cluster", {"name": "c", "encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn"}]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_eks_cluster", {"encryption_config": null}), [["encryption_config"]])],
		[testing.unknown(testing.terraform("aws_eks_cluster", {"encryption_config": [{"resources": null}]}), [["encryption_config", 0, "resources"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
