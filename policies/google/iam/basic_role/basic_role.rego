# METADATA
# title: Owner or editor of a whole project, folder or organisation
# description: |
#   Basic roles hold thousands of permissions that nobody needs together, on everything that is there and will be.
# related_resources:
#   - ref: https://cloud.google.com/iam/docs/roles-overview
#     description: Roles
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Grant the predefined roles that the work needs, on the things that it is about.
#   resources:
#     - data.google_iam_policy
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
#     - gcp-iam-basic-role
#   frameworks:
#     cis-gcp-3.0:
#       - "1.5"
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.google.iam.basic_role

import data.policies.lib.finding
import data.policies.lib.google
import data.policies.lib.resources

deny contains finding.on(grant.resource, grant.attribute, message) if {
	some grant in google.grants({"google_folder", "google_organization", "google_project"})

	grant.role in {"roles/editor", "roles/owner"}
	not _is_of_google(grant.member)
	message := $"{grant.resource.address} grants {grant.role}; expected the roles that are needed"
}

# A document that is put on nothing here is meant for something.
deny contains finding.on(document, ["binding", index, "role"], message) if {
	some document in resources.blocks("data.google_iam_policy")

	some index, binding in document.after.binding
	binding.role in {"roles/editor", "roles/owner"}
	not _is_used(document)
	some member in object.get(binding, "members", [null])
	not _is_of_google(member)
	message := $"{document.address} grants {binding.role}; expected the roles that are needed"
}

_is_used(document) if {
	some resource in input.resources
	document.address in resource.references
}

# The agent through which Google makes things for a project.
_is_of_google(member) if endswith(member, "@cloudservices.gserviceaccount.com")
