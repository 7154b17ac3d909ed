# METADATA
# title: Load balancer passes invalid headers on
# description: |
#   Headers that no standard allows are how requests are smuggled past a proxy. The load balancer can drop them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
#     description: Dropping invalid headers
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `drop_invalid_header_fields = true`.
#   resources:
#     - aws_alb
#     - aws_lb
#   topics:
#     - aws-lb-drop-invalid-headers
#   frameworks:
#     nist-800-53:
#       - "SC-8"
package policies.aws.load_balancer.invalid_headers

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["drop_invalid_header_fields"]

_types := {"aws_alb", "aws_lb"}

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_types(_types)

	setting.is_off(resource, _path)
	setting.of(resource, ["load_balancer_type"], "application") == "application"
	message := $"{resource.address} passes invalid headers on; expected drop_invalid_header_fields = true"
}
