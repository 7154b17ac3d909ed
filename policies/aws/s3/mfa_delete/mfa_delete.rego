# METADATA
# title: Versions can be deleted without a second factor
# description: |
#   Versions protect from mistakes, but whoever holds a key that may delete can remove them for good.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
#     description: MFA delete
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Switch MFA delete on as the root user, and state `mfa_delete = "Enabled"` with the `mfa` argument.
#   resources:
#     - aws_s3_bucket
#     - aws_s3_bucket_versioning
#   topics:
#     - aws-s3-mfa-delete
#   frameworks:
#     cis-aws-3.0:
#       - "2.1.2"
#     nist-800-53:
#       - "CP-9"
package policies.aws.s3.mfa_delete

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(versioning, ["versioning_configuration"], message) if {
	some versioning in resources.of_type("aws_s3_bucket_versioning")

	setting.of(versioning, ["versioning_configuration", 0, "status"], "Disabled") == "Enabled"
	setting.of(versioning, ["versioning_configuration", 0, "mfa_delete"], "Disabled") == "Disabled"
	message := $"{versioning.address} lets versions be deleted without a second factor; expected mfa_delete = Enabled"
}

deny contains finding.on(bucket, ["versioning"], message) if {
	some bucket in resources.of_type("aws_s3_bucket")

	setting.is_stated_on(bucket, ["versioning", 0, "enabled"])
	setting.is_off(bucket, ["versioning", 0, "mfa_delete"])
	message := $"{bucket.address} lets versions be deleted without a second factor; expected mfa_delete = true"
}
