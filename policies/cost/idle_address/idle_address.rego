# METADATA
# title: Address, disk or load balancer is attached to nothing
# description: |
#   It costs by the hour, whether anything uses it or not.
# related_resources:
#   - ref: https://aws.amazon.com/vpc/pricing/
#     description: Prices of public addresses
#   - ref: https://aws.amazon.com/elasticloadbalancing/pricing/
#     description: Prices of load balancers
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Attach it, or remove it.
#   resources:
#     - aws_alb
#     - aws_ebs_volume
#     - aws_eip
#     - aws_lb
#   topics:
#     - cost-idle-address
package policies.cost.idle_address

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.at(address, $"{address.address} is attached to nothing; an idle address costs by the hour") if {
	some address in resources.of_type("aws_eip")

	every field in ["instance", "network_interface"] { setting.is_absent(address, [field]) }
	not resources.is_configured(address, "aws_eip_association")
	not resources.is_referred_to(address)
	not resources.is_handed_over(address)
}

deny contains finding.at(disk, message) if {
	some disk in resources.of_type("aws_ebs_volume")

	not resources.is_configured(disk, "aws_volume_attachment")
	not resources.is_referred_to(disk)
	not resources.is_handed_over(disk)
	message := $"{disk.address} is attached to no instance; an idle disk costs as much as a used one"
}

deny contains finding.at(balancer, $"{balancer.address} has no listener; an idle load balancer costs by the hour") if {
	some balancer in resources.of_types({"aws_alb", "aws_lb"})

	not resources.is_referred_to(balancer)
	not resources.is_handed_over(balancer)
}
