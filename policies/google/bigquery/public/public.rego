# METADATA
# title: Dataset can be read by everybody
# description: |
#   The tables are then anybody's. `allAuthenticatedUsers` is everybody with a Google account.
# related_resources:
#   - ref: https://cloud.google.com/bigquery/docs/control-access-to-resources-iam
#     description: Access to datasets
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Grant named groups or service accounts.
#   resources:
#     - google_bigquery_dataset
#     - google_bigquery_dataset_access
#     - google_bigquery_dataset_iam_binding
#     - google_bigquery_dataset_iam_member
#     - google_bigquery_dataset_iam_policy
#     - google_bigquery_table_iam_binding
#     - google_bigquery_table_iam_member
#     - google_bigquery_table_iam_policy
#   topics:
#     - gcp-bigquery-public
#   frameworks:
#     cis-gcp-3.0:
#       - "7.1"
#     nist-800-53:
#       - "AC-3"
package policies.google.bigquery.public

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.resources

deny contains finding.on(grant.resource, grant.attribute, message) if {
	some grant in google.grants({"google_bigquery_dataset", "google_bigquery_table"})

	google.is_everybody(grant.member)
	message := $"{grant.resource.address} grants {google.role_of(grant)} to {grant.member}; expected named members"
}

deny contains finding.on(dataset, ["access", index, field], message) if {
	some dataset in resources.of_type("google_bigquery_dataset")

	some index, access in dataset.after.access
	some field in _fields
	google.is_everybody(access[field])
	message := $"{dataset.address} can be accessed by {access[field]}; expected named members"
}

deny contains finding.on(access, [field], message) if {
	some access in resources.of_type("google_bigquery_dataset_access")

	some field in _fields
	google.is_everybody(access.after[field])
	message := $"{access.address} grants access to {access.after[field]}; expected named members"
}

_fields := ["group_by_email", "iam_member", "special_group"]
