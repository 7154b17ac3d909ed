# METADATA
# title: Non-production environment has a NAT gateway in each zone
# description: |
#   A NAT gateway costs the same whether it is used or not. One in each zone buys availability that a test environment
#   does not need.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
#     description: NAT gateway pricing
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Keep one NAT gateway and route the other zones through it.
#   resources:
#     - aws_nat_gateway
#   topics:
#     - cost-nat-per-zone-nonprod
package policies.cost.nat_gateway_per_zone

import data.policies.lib.finding
import data.policies.lib.resources

_names := {"dev", "development", "nonprod", "qa", "sandbox", "stage", "staging", "test", "testing", "uat"}

deny contains finding.at(gateway, message) if {
	some gateway in resources.of_type("aws_nat_gateway")

	_is_non_production(gateway)
	siblings := sort([other.address | some other in _gateways; other.module == gateway.module])
	gateway.address != siblings[0]
	message := $"{gateway.address} is one of {count(siblings)} NAT gateways of a non-production environment; expected one"
}

_gateways := resources.of_type("aws_nat_gateway")

_is_non_production(_) if {
	some step in split(replace(replace(lower(input.project.path), "-", "/"), "_", "/"), "/")
	step in _names
}

_is_non_production(gateway) if {
	some key, value in gateway.tags
	lower(key) in {"env", "environment", "stage"}
	lower(value) in _names
}
