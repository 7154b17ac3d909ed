# METADATA
# title: Load balancer can be deleted by one call
# description: |
#   Its name and addresses go with it, and every record that points there.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
#     description: Deletion protection
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `enable_deletion_protection = true`.
#   resources:
#     - aws_alb
#     - aws_lb
#   topics:
#     - aws-lb-deletion-protection
#   frameworks:
#     nist-800-53:
#       - "CP-10"
#     soc2:
#       - "A1.2"
package policies.aws.load_balancer.deletion_protection

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enable_deletion_protection"]

_types := {"aws_alb", "aws_lb"}

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_types(_types)

	setting.is_off(resource, _path)
	message := $"{resource.address} can be deleted by one call; expected enable_deletion_protection = true"
}
