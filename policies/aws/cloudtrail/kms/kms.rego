# METADATA
# title: Trail is not encrypted with a key of yours
# description: |
#   Everybody who may read the bucket then reads the record of all that happens in the account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
#     description: Encrypting log files
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `kms_key_id` to the ARN of a key whose policy lets CloudTrail use it.
#   resources:
#     - aws_cloudtrail
#   topics:
#     - aws-cloudtrail-kms
#   frameworks:
#     cis-aws-3.0:
#       - "3.5"
#     nist-800-53:
#       - "AU-9"
#       - "SC-28"
package policies.aws.cloudtrail.kms

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(trail, ["kms_key_id"], $"{trail.address} has no key of yours; expected a kms_key_id") if {
	some trail in resources.of_type("aws_cloudtrail")

	setting.is_absent(trail, ["kms_key_id"])
}
