# METADATA
# title: Repository lets anybody pull or push images
# description: |
#   Whoever pulls has your code and what is baked into it; whoever pushes runs theirs in your cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
#     description: Repository policies
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Name the principals, or add a condition on `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceAccount`.
#   resources:
#     - aws_ecr_registry_policy
#     - aws_ecr_repository_policy
#   topics:
#     - aws-ecr-public-policy
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.ecr.public_policy

import data.policies.lib.finding
import data.policies.lib.iam

_types := {"aws_ecr_registry_policy", "aws_ecr_repository_policy"}

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.resource_statements(_types)

	iam.is_public(statement)
	actions := concat(", ", array.slice(array.concat(statement.actions, statement.not_actions), 0, 3))
	message := $"{statement.resource.address} allows {actions} to anybody; expected named principals or a condition"
}
