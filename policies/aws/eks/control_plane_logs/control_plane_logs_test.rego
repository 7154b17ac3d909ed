package policies.aws.eks.control_plane_logs_test

import data.policies.aws.eks.control_plane_logs as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_eks_cluster.this", "message": "aws_eks_cluster.this does not log api, audit, authenticator, controllerManager, scheduler; expected all five types", "attribute": ["enabled_cluster_log_types"], "fix": [{"op": "add", "path": "/enabled_cluster_log_types", "value": ["api", "audit", "authenticator", "controllerManager", "scheduler"]}]}} with input as testing.review([testing.terraform("aws_eks_cluster", {"name": "c"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_eks_cluster", {"name": "c", "enabled_cluster_log_types": ["audit"]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_eks_cluster", {"name": "c", "enabled_cluster_log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_eks_cluster", {"enabled_cluster_log_types": null}), [["enabled_cluster_log_types"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
