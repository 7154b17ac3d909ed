# METADATA
# title: Every service account of a project can be used
# description: |
#   Who may act as every service account has the rights of all of them together, of those made later too.
# related_resources:
#   - ref: https://cloud.google.com/iam/docs/service-account-permissions
#     description: Acting as service accounts
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Grant the role on single accounts with `google_service_account_iam_member`.
#   resources:
#     - google_folder_iam_binding
#     - google_folder_iam_member
#     - google_folder_iam_policy
#     - google_organization_iam_binding
#     - google_organization_iam_member
#     - google_organization_iam_policy
#     - google_project_iam_binding
#     - google_project_iam_member
#     - google_project_iam_policy
#   topics:
#     - gcp-iam-token-creator
#   frameworks:
#     cis-gcp-3.0:
#       - "1.6"
#     nist-800-53:
#       - "AC-6"
package policies.google.iam.token_creator

import data.policies.lib.finding
import data.policies.lib.google

deny contains finding.on(grant.resource, grant.attribute, message) if {
	some grant in google.grants({"google_folder", "google_organization", "google_project"})

	grant.role in _roles
	not _is_of_google(grant.member)
	message := $"{grant.resource.address} grants {grant.role} on every service account; expected it on single accounts"
}

_roles := {
	"roles/iam.serviceAccountKeyAdmin",
	"roles/iam.serviceAccountTokenCreator",
	"roles/iam.serviceAccountUser",
	"roles/iam.workloadIdentityUser",
}

# Agents of Google's own services.
_is_of_google(member) if regex.match(_agents, member)

_agents := `@(gcp-sa-[a-z0-9-]+\.iam|cloudservices|[a-z0-9-]+\.google\.com\.iam)\.gserviceaccount\.com$`
