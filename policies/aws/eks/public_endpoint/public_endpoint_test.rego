package policies.aws.eks.public_endpoint_test

import data.policies.aws.eks.public_endpoint as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_eks_cluster.this", "message": "aws_eks_cluster.this answers 0.0.0.0/0; expected a private endpoint or named public_access_cidrs", "attribute": ["vpc_config", 0, "endpoint_public_access"]}} with input as testing.review([testing.terraform("aws_eks_cluster", {"name": "c", "vpc_config": [{}]})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_eks_cluster", {"name": "c", "vpc_config": [{"endpoint_public_access": true, "public_access_cidrs": ["10.0.0.0/8", "0.0.0.0/0"]}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_eks_cluster", {"name": "c", "vpc_config": [{"endpoint_public_access": false}]})],
		[testing.terraform("aws_eks_cluster", {"name": "c", "vpc_config": [{"public_access_cidrs": ["198.51.100.0/24"]}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_deny_empty_list if {
	cluster := testing.terraform("aws_eks_cluster", {"vpc_config": [{"public_access_cidrs": []}]})
	count(policy.deny) == 1 with input as testing.review([cluster])
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_eks_cluster", {"vpc_config": [{"public_access_cidrs": null}]}), [["vpc_config", 0, "public_access_cidrs"]])],
		[testing.unknown(testing.terraform("aws_eks_cluster", {"vpc_config": null}), [["vpc_config"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
