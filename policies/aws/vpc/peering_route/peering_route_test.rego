package policies.aws.vpc.peering_route_test

import data.policies.aws.vpc.peering_route as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_route.this", "message": "aws_route.this sends 0.0.0.0/0 over a peering link; expected its range", "attribute": ["destination_cidr_block"]}} with input as testing.review([testing.terraform("aws_route", {"destination_cidr_block": "0.0.0.0/0", "vpc_peering_connection_id": "pcx-1"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.unknown(testing.terraform("aws_route", {"destination_ipv6_cidr_block": "::/0", "vpc_peering_connection_id": null}), [["vpc_peering_connection_id"]])],
		[testing.terraform("aws_route_table", {"route": [{"cidr_block": "0.0.0.0/0", "vpc_peering_connection_id": "pcx-1"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_route", {"destination_cidr_block": "10.1.0.0/16", "vpc_peering_connection_id": "pcx-1"})],
		[testing.terraform("aws_route", {"destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"})],
		[testing.terraform("aws_route_table", {"route": [{"cidr_block": "0.0.0.0/0", "vpc_peering_connection_id": ""}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_route", {"destination_cidr_block": null, "vpc_peering_connection_id": "pcx-1"}), [["destination_cidr_block"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
