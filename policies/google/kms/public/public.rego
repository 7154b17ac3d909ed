# METADATA
# title: Key can be used by everybody
# description: |
#   What the key encrypts is then open to whoever gets hold of it. `allAuthenticatedUsers` is everybody with a
#   Google account.
# related_resources:
#   - ref: https://cloud.google.com/kms/docs/iam
#     description: Access to keys
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Grant the service accounts that need the key.
#   resources:
#     - google_kms_crypto_key_iam_binding
#     - google_kms_crypto_key_iam_member
#     - google_kms_crypto_key_iam_policy
#     - google_kms_key_ring_iam_binding
#     - google_kms_key_ring_iam_member
#     - google_kms_key_ring_iam_policy
#   topics:
#     - gcp-kms-public
#   frameworks:
#     cis-gcp-3.0:
#       - "1.9"
#     nist-800-53:
#       - "AC-3"
package policies.google.kms.public

import data.policies.lib.finding
import data.policies.lib.google

deny contains finding.on(grant.resource, grant.attribute, message) if {
	some grant in google.grants({"google_kms_crypto_key", "google_kms_key_ring"})

	google.is_everybody(grant.member)
	message := $"{grant.resource.address} grants {google.role_of(grant)} to {grant.member}; expected named members"
}
