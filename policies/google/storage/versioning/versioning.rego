# METADATA
# title: Bucket keeps no earlier versions
# description: |
#   What is overwritten or deleted by mistake, or by an intruder, is gone.
# related_resources:
#   - ref: https://cloud.google.com/storage/docs/object-versioning
#     description: Object versioning
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add `versioning { enabled = true }`, with a lifecycle rule that ends old versions.
#   resources:
#     - google_storage_bucket
#   topics:
#     - gcp-storage-versioning
#   frameworks:
#     nist-800-53:
#       - "CP-9"
#     soc2:
#       - "A1.2"
package policies.google.storage.versioning

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["versioning", 0, "enabled"]

# A retention policy keeps objects as they are, and excludes versions.
deny contains finding.on(bucket, ["versioning"], message) if {
	some bucket in resources.of_type("google_storage_bucket")

	setting.is_off(bucket, _path)
	setting.is_absent(bucket, ["retention_policy"])
	message := $"{bucket.address} keeps no earlier versions; expected versioning with enabled = true"
}
