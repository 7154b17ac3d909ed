package policies.aws.vpc.flow_logs_test

import data.policies.aws.vpc.flow_logs as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_vpc.this", "message": "aws_vpc.this has no flow logs; expected an aws_flow_log for it"}} with input as testing.review([testing.terraform("aws_vpc", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_vpc", {}), testing.terraform("aws_flow_log", {"vpc_id": "vpc-1"})],
		[testing.terraform("aws_vpc", {}), testing.sketched(testing.terraform("aws_flow_log", {"vpc_id": null}), "/vpc_id", "(known after apply: aws_vpc.other.id)")],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_vpc", {}), testing.sketched(testing.terraform("aws_flow_log", {"vpc_id": null}), "/vpc_id", "(known after apply: aws_vpc.this.id)")],
		[testing.deleted(testing.terraform("aws_vpc", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.terraform("aws_vpc", {}), testing.unknown(testing.terraform("aws_flow_log", {"vpc_id": null}), [["vpc_id"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
