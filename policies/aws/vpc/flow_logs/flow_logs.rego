# METADATA
# title: Network has no flow logs
# description: |
#   After an intrusion nobody can say what talked to what.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
#     description: Flow logs
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add an `aws_flow_log` with the VPC's id as `vpc_id`.
#   resources:
#     - aws_vpc
#   topics:
#     - aws-vpc-flow-logs
#   frameworks:
#     cis-aws-3.0:
#       - "3.7"
#     nist-800-53:
#       - "AU-12"
#       - "SI-4"
#     soc2:
#       - "CC7.2"
package policies.aws.vpc.flow_logs

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.at(vpc, $"{vpc.address} has no flow logs; expected an aws_flow_log for it") if {
	some vpc in resources.of_type("aws_vpc")

	not resources.is_configured(vpc, "aws_flow_log")
}
