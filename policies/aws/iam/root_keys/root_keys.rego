# METADATA
# title: Access key belongs to the root user
# description: |
#   The root user can do everything and nothing can stop it; a key of it in a state file is the account in a state
#   file.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
#     description: Root user best practices
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Delete the key and use a role.
#   resources:
#     - aws_iam_access_key
#   topics:
#     - aws-iam-root-keys
#   frameworks:
#     cis-aws-3.0:
#       - "1.4"
#     nist-800-53:
#       - "AC-6"
#       - "IA-2"
package policies.aws.iam.root_keys

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(key, ["user"], $"{key.address} is a key of the root user; expected a role") if {
	some key in resources.of_type("aws_iam_access_key")

	lower(key.after.user) == "root"
}
