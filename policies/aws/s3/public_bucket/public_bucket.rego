# METADATA
# title: Bucket or object is readable or writable by anyone
# description: |
#   A canned ACL or a grant to AllUsers or AuthenticatedUsers serves objects to the whole internet, or lets it write
#   them. Publish through a CDN with an origin access control instead.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
#     description: Canned ACLs and grantees
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
#     description: Blocking public access
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Remove the ACL or grant, or set `acl` to "private".
#   resources:
#     - aws_s3_bucket
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_object
#     - aws_s3_object
#   topics:
#     - aws-s3-public-acl
#   frameworks:
#     cis-aws-3.0:
#       - "2.1.4"
#     nist-800-53:
#       - "AC-3"
#       - "SC-7"
#     soc2:
#       - "CC6.1"
package policies.aws.s3.public_bucket

import data.policies.lib.finding
import data.policies.lib.fix

_types := {"aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_bucket_object", "aws_s3_object"}

_public_acls := {"public-read", "public-read-write", "authenticated-read"}

_public_groups := {"AllUsers", "AuthenticatedUsers"}

deny contains fix.set(found, ["acl"], "private") if {
	some resource in input.resources

	resource.type in _types
	resource.after.acl in _public_acls
	found := finding.on(resource, ["acl"], $"{resource.address} grants {resource.after.acl} to everyone")
}

deny contains finding.on(resource, path, $"{resource.address} grants {permission} to {group}") if {
	some resource in input.resources

	some [path, permission, uri] in _grants(resource)
	group := split(uri, "/groups/global/")[1]
	group in _public_groups
}

_grants(resource) := [[["grant", index, "uri"], concat(", ", grant.permissions), grant.uri] |
	some index, grant in resource.after.grant
] if {
	resource.type == "aws_s3_bucket"
}

_grants(resource) := [[["access_control_policy", at, "grant", index], grant.permission, grantee.uri] |
	some at, acl in resource.after.access_control_policy
	some index, grant in acl.grant
	some grantee in grant.grantee
] if {
	resource.type == "aws_s3_bucket_acl"
}
