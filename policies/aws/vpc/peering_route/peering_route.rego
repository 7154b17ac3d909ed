# METADATA
# title: Route sends everything over a peering link
# description: |
#   Every address without a better route leads into the other network: a mistake there, or somebody in it, sees all
#   of it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
#     description: Routes for peering
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Route only the range of the other network over the link.
#   resources:
#     - aws_default_route_table
#     - aws_route
#     - aws_route_table
#   topics:
#     - aws-vpc-peering-route-any
#   frameworks:
#     cis-aws-3.0:
#       - "5.5"
#     nist-800-53:
#       - "AC-4"
package policies.aws.vpc.peering_route

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.unknown

_ranges := {"cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block"}

deny contains finding.on(route, [field], $"{route.address} sends {range} over a peering link; expected its range") if {
	some route in resources.of_type("aws_route")

	_is_peering(route, ["vpc_peering_connection_id"], route.after)
	some field in _ranges
	range := route.after[field]
	endswith(range, "/0")
}

deny contains finding.on(table, ["route", index, field], message) if {
	some table in resources.of_types({"aws_default_route_table", "aws_route_table"})

	some index, route in table.after.route
	_is_peering(table, ["route", index, "vpc_peering_connection_id"], route)
	some field in _ranges
	endswith(route[field], "/0")
	message := $"{table.address} sends {route[field]} over a peering link; expected its range"
}

_is_peering(_, _, route) if {
	is_string(route.vpc_peering_connection_id)
	route.vpc_peering_connection_id != ""
}

_is_peering(resource, path, _) if unknown.at(resource, path)
