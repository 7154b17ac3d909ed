# METADATA
# title: Key can be used by anybody
# description: |
#   A key policy for every principal lets other accounts decrypt what the key protects.
# related_resources:
#   - ref: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
#     description: Key policies
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Name the principals, or add a condition on `kms:CallerAccount` and `kms:ViaService`.
#   resources:
#     - aws_kms_external_key
#     - aws_kms_key
#     - aws_kms_key_policy
#     - aws_kms_replica_key
#   topics:
#     - aws-kms-wildcard-principal
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#       - "SC-12"
#     soc2:
#       - "CC6.1"
package policies.aws.kms.wildcard_principal

import data.policies.lib.finding
import data.policies.lib.iam

_types := {"aws_kms_external_key", "aws_kms_key", "aws_kms_key_policy", "aws_kms_replica_key"}

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.resource_statements(_types)

	iam.is_public(statement)
	actions := concat(", ", array.slice(array.concat(statement.actions, statement.not_actions), 0, 3))
	message := $"{statement.resource.address} allows {actions} to anybody; expected named principals or a condition"
}
