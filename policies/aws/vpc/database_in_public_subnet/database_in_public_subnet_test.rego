package policies.aws.vpc.database_in_public_subnet_test

import data.policies.aws.vpc.database_in_public_subnet as policy
import data.policies.lib.testing

_subnet := testing.named("aws_subnet", "a", {})

_association := testing.referring(
	testing.terraform("aws_route_table_association", {}),
	["aws_route_table.this", "aws_subnet.a"],
)

_group := testing.referring(testing.terraform("aws_db_subnet_group", {"name": "db"}), ["aws_subnet.a"])

_database := testing.terraform("aws_db_instance", {"db_subnet_group_name": "db"})

_known_route(range, gateway) := testing.terraform("aws_route_table", {"route": [{
	"cidr_block": range,
	"gateway_id": gateway,
}]})

_table := testing.sketched(
	_known_route("0.0.0.0/0", null),
	"/route/0/gateway_id",
	"(known after apply: aws_internet_gateway.this.id)",
)

_route(range) := testing.sketched(
	testing.referring(
		testing.terraform("aws_route", {"destination_ipv6_cidr_block": range, "gateway_id": null}),
		["aws_route_table.this"],
	),
	"/gateway_id",
	"(known after apply: aws_internet_gateway.this.id)",
)

_plain_table := testing.terraform("aws_route_table", {})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "aws_db_instance.this",
		"attribute": ["db_subnet_group_name"],
		"message": concat("", [
			"aws_db_instance.this lies in aws_subnet.a, which has a route to an internet gateway; ",
			"expected private subnets",
		]),
	}} with input as testing.review([_subnet, _association, _group, _database, _table])
}

test_deny_every_shape if {
	cluster := testing.terraform("aws_rds_cluster", {"db_subnet_group_name": null})
	every resources in [
		[_database, _known_route("0.0.0.0/0", "igw-1")],
		[_database, _plain_table, _route("::/0")],
		[testing.referring(cluster, ["aws_db_subnet_group.this"]), _table],
	] {
		count(policy.deny) == 1 with input as testing.review(array.concat([_subnet, _association, _group], resources))
	}
}

test_allow if {
	every resources in [
		[_database, _known_route("10.0.0.0/8", "igw-1")],
		[_database, _known_route("0.0.0.0/0", "vgw-1")],
		[_database, _plain_table],
		[testing.terraform("aws_db_instance", {"db_subnet_group_name": "other"}), _table],
		[testing.terraform("aws_db_instance", {}), _table],
	] {
		count(policy.deny) == 0 with input as testing.review(array.concat([_subnet, _association, _group], resources))
	}
}

# A gateway that is not known may be a private one.
test_allow_unknown if {
	table := testing.unknown(_known_route("0.0.0.0/0", null), [["route", 0, "gateway_id"]])
	count(policy.deny) == 0 with input as testing.review([_subnet, _association, _group, _database, table])
}
