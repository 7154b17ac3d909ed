# METADATA
# title: Bucket or object can be accessed by everybody
# description: |
#   Access for everybody needs no account and leaves no name in a log. `allAuthenticatedUsers` is everybody with a
#   Google account.
# related_resources:
#   - ref: https://cloud.google.com/storage/docs/access-control/making-data-public
#     description: Making data public
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Grant named groups or service accounts, and set `public_access_prevention = "enforced"` on the bucket.
#   resources:
#     - google_storage_bucket_access_control
#     - google_storage_bucket_acl
#     - google_storage_bucket_iam_binding
#     - google_storage_bucket_iam_member
#     - google_storage_bucket_iam_policy
#     - google_storage_default_object_access_control
#     - google_storage_default_object_acl
#     - google_storage_object_access_control
#     - google_storage_object_acl
#   topics:
#     - gcp-storage-public
#   frameworks:
#     cis-gcp-3.0:
#       - "5.1"
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.google.storage.public

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.resources

deny contains finding.on(grant.resource, grant.attribute, message) if {
	some grant in google.grants({"google_storage_bucket"})

	google.is_everybody(grant.member)
	message := $"{grant.resource.address} grants {google.role_of(grant)} to {grant.member}; expected named members"
}

deny contains finding.on(acl, ["role_entity", index], message) if {
	some acl in resources.of_types(_lists)

	some index, entry in acl.after.role_entity
	[role, entity] := split(entry, ":")
	google.is_everybody(entity)
	message := $"{acl.address} grants {role} to {entity}; expected named entities"
}

deny contains finding.on(acl, ["predefined_acl"], message) if {
	some acl in resources.of_types(_lists)

	acl.after.predefined_acl in {"authenticatedRead", "publicRead", "publicReadWrite"}
	message := $"{acl.address} is {acl.after.predefined_acl}; expected a private predefined_acl"
}

deny contains finding.on(control, ["entity"], message) if {
	some control in resources.of_types(_controls)

	google.is_everybody(control.after.entity)
	message := $"{control.address} grants {control.after.role} to {control.after.entity}; expected a named entity"
}

_lists := {"google_storage_bucket_acl", "google_storage_default_object_acl", "google_storage_object_acl"}

_controls := {
	"google_storage_bucket_access_control",
	"google_storage_default_object_access_control",
	"google_storage_object_access_control",
}
