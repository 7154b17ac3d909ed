# METADATA
# title: Trail does not sign its log files
# description: |
#   Without digests nobody can tell whether somebody with access to the bucket changed or removed the record of what
#   they did.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
#     description: Validation of log files
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `enable_log_file_validation = true`.
#   resources:
#     - aws_cloudtrail
#   topics:
#     - aws-cloudtrail-validation
#   frameworks:
#     cis-aws-3.0:
#       - "3.2"
#     nist-800-53:
#       - "AU-9"
#     soc2:
#       - "CC7.2"
package policies.aws.cloudtrail.validation

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["enable_log_file_validation"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_cloudtrail")

	setting.is_off(resource, _path)
	message := $"{resource.address} does not sign its log files; expected enable_log_file_validation = true"
}
