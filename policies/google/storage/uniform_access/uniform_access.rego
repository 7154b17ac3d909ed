# METADATA
# title: Bucket has access lists on single objects
# description: |
#   Who may read what is then spread over every object, and one public object among a million is seen by nobody.
# related_resources:
#   - ref: https://cloud.google.com/storage/docs/uniform-bucket-level-access
#     description: Uniform bucket-level access
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `uniform_bucket_level_access = true`.
#   resources:
#     - google_storage_bucket
#   topics:
#     - gcp-storage-ubla
#   frameworks:
#     cis-gcp-3.0:
#       - "5.2"
#     nist-800-53:
#       - "AC-3"
package policies.google.storage.uniform_access

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["uniform_bucket_level_access"]

deny contains fix.set(finding.on(bucket, _path, message), _path, true) if {
	some bucket in resources.of_type("google_storage_bucket")

	setting.is_off(bucket, _path)
	setting.is_off(bucket, ["bucket_policy_only"])
	message := $"{bucket.address} has access lists on objects; expected uniform_bucket_level_access = true"
}
