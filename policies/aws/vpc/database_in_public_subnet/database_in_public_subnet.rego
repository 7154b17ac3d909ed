# METADATA
# title: Database lies in a public subnet
# description: |
#   A subnet whose routes lead to an internet gateway is one switch away from the internet: whoever makes the database
#   public, or opens its security group, publishes it. Subnets without such a route cannot.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
#     description: Databases in a VPC
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Put subnets without a route to an internet gateway into the subnet group.
#   resources:
#     - aws_db_instance
#     - aws_dms_replication_instance
#     - aws_docdb_cluster
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_neptune_cluster
#     - aws_rds_cluster
#     - aws_redshift_cluster
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.vpc.database_in_public_subnet

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(database, [attribute], message) if {
	some type, attribute in _databases
	some database in resources.of_type(type)

	some group in _groups
	_is_in(database, attribute, group)
	public := sort({subnet.address | some subnet in _public_subnets; _names(group, subnet)})
	count(public) > 0
	message := concat("; ", [
		$"{database.address} lies in {public[0]}, which has a route to an internet gateway",
		"expected private subnets",
	])
}

_databases := {
	"aws_db_instance": "db_subnet_group_name",
	"aws_dms_replication_instance": "replication_subnet_group_id",
	"aws_docdb_cluster": "db_subnet_group_name",
	"aws_elasticache_cluster": "subnet_group_name",
	"aws_elasticache_replication_group": "subnet_group_name",
	"aws_neptune_cluster": "neptune_subnet_group_name",
	"aws_rds_cluster": "db_subnet_group_name",
	"aws_redshift_cluster": "cluster_subnet_group_name",
}

_groups := resources.of_types({
	"aws_db_subnet_group",
	"aws_dms_replication_subnet_group",
	"aws_docdb_subnet_group",
	"aws_elasticache_subnet_group",
	"aws_neptune_subnet_group",
	"aws_redshift_subnet_group",
})

_is_in(database, attribute, group) if {
	is_string(database.after[attribute])
	some key in ["id", "name", "replication_subnet_group_id"]
	database.after[attribute] == group.after[key]
}

_is_in(database, _, group) if _names(database, group)

_names(resource, other) if {
	some reference in resource.references
	resources.means(reference, other)
}

_public_subnets := [subnet |
	some subnet in resources.of_type("aws_subnet")
	some association in resources.of_type("aws_route_table_association")
	_names(association, subnet)
	some table in _public_tables
	_names(association, table)
]

_public_tables := [table |
	some table in resources.of_types({"aws_default_route_table", "aws_route_table"})
	_leads_out(table)
]

_leads_out(table) if {
	some index, route in table.after.route
	_is_world(route)
	_is_gateway(table, ["route", index, "gateway_id"])
}

_leads_out(table) if {
	some route in resources.of_type("aws_route")
	_names(route, table)
	_is_world(route.after)
	_is_gateway(route, ["gateway_id"])
}

_is_world(route) if {
	some field in ["cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block"]
	endswith(route[field], "/0")
}

_is_gateway(resource, path) if startswith(object.get(resource.after, path, ""), "igw-")

_is_gateway(resource, path) if contains(resources.referent(resource, path), "aws_internet_gateway.")
