# METADATA
# title: Value that policies need is known only after apply
# description: |
#   Policies could not look at it: that nothing else is said of the attribute does not mean that it is right.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/expressions/references#values-not-yet-known
#     description: Values that are not yet known
# schemas:
#   - input: schema.review
# custom:
#   severity: info
#   remediation: >-
#     Write the value out, or give the variable a value for the review (`projects[].variables` in the
#     configuration).
#   resources:
#     - aws_db_instance
#     - aws_ebs_volume
#     - aws_efs_file_system
#     - aws_eks_cluster
#     - aws_iam_policy
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_instance
#     - aws_kms_key
#     - aws_lambda_permission
#     - aws_launch_template
#     - aws_rds_cluster
#     - aws_redshift_cluster
#     - aws_s3_bucket_acl
#     - aws_s3_bucket_policy
#     - aws_s3_bucket_public_access_block
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_sns_topic_policy
#     - aws_sqs_queue_policy
#     - aws_vpc_security_group_ingress_rule
#   topics:
#     - plan-unknown-sensitive
#   frameworks:
#     nist-800-53:
#       - "CM-3"
package policies.terraform.plan.unknown_value

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.resources
import data.policies.lib.unknown

deny contains finding.on(resource, [attribute], message) if {
	some type, attributes in _attributes
	some resource in resources.of_type(type)

	some attribute in attributes
	_is_unknown(resource, attribute)
	not iam.document_text(resource, [attribute])
	message := $"{attribute} of {resource.address} is known only after apply; policies could not look at it"
}

_is_unknown(resource, attribute) if unknown.at(resource, [attribute])

_is_unknown(resource, attribute) if unknown.within(resource, [attribute])

_attributes := {
	"aws_db_instance": ["deletion_protection", "publicly_accessible", "storage_encrypted"],
	"aws_ebs_volume": ["encrypted"],
	"aws_efs_file_system": ["encrypted"],
	"aws_eks_cluster": ["vpc_config"],
	"aws_iam_policy": ["policy"],
	"aws_iam_role": ["assume_role_policy"],
	"aws_iam_role_policy": ["policy"],
	"aws_instance": [
		"associate_public_ip_address",
		"ebs_block_device",
		"metadata_options",
		"root_block_device",
		"user_data",
	],
	"aws_kms_key": ["policy"],
	"aws_lambda_permission": ["principal"],
	"aws_launch_template": ["block_device_mappings", "metadata_options"],
	"aws_rds_cluster": ["deletion_protection", "storage_encrypted"],
	"aws_redshift_cluster": ["publicly_accessible", "encrypted"],
	"aws_s3_bucket_acl": ["acl"],
	"aws_s3_bucket_policy": ["policy"],
	"aws_s3_bucket_public_access_block": [
		"block_public_acls",
		"block_public_policy",
		"ignore_public_acls",
		"restrict_public_buckets",
	],
	"aws_security_group": ["ingress"],
	"aws_security_group_rule": ["cidr_blocks", "from_port", "to_port", "protocol"],
	"aws_sns_topic_policy": ["policy"],
	"aws_sqs_queue_policy": ["policy"],
	"aws_vpc_security_group_ingress_rule": ["cidr_ipv4", "cidr_ipv6", "ip_protocol"],
}
