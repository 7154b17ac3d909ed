# METADATA
# title: Threat detection is switched off
# description: |
#   A detector that is declared and disabled watches nothing, and looks like one that does.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_suspend-disable.html
#     description: Suspending GuardDuty
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `enable = true`, or remove the argument.
#   resources:
#     - aws_guardduty_detector
#   topics:
#     - aws-guardduty
#   frameworks:
#     nist-800-53:
#       - "SI-4"
#     soc2:
#       - "CC7.2"
package policies.aws.guardduty.disabled

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enable"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_guardduty_detector")

	setting.is_stated_off(resource, _path)
	message := $"{resource.address} is switched off; expected enable = true"
}
