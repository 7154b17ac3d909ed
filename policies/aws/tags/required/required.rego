# METADATA
# title: Resource says not whose it is
# description: |
#   Nobody can tell what it costs whom, whom to call when it fails, or whether it may be removed. Without
#   configuration any tag is enough; `policies.settings.required_tags` in `.github/tollgate.yml` lists the keys that
#   your organisation needs, and the values that they may have.
# related_resources:
#   - ref: https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html
#     description: Tagging best practices
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add `tags`, or `default_tags` in the provider, with owner, cost-centre and environment.
#   resources:
#     - aws_autoscaling_group
#     - aws_cloudfront_distribution
#     - aws_db_instance
#     - aws_docdb_cluster
#     - aws_dynamodb_table
#     - aws_ebs_volume
#     - aws_ecs_cluster
#     - aws_ecs_service
#     - aws_efs_file_system
#     - aws_eip
#     - aws_eks_cluster
#     - aws_eks_node_group
#     - aws_elasticache_cluster
#     - aws_elasticache_replication_group
#     - aws_elasticsearch_domain
#     - aws_elb
#     - aws_instance
#     - aws_kinesis_stream
#     - aws_kms_key
#     - aws_lambda_function
#     - aws_lb
#     - aws_mq_broker
#     - aws_msk_cluster
#     - aws_nat_gateway
#     - aws_neptune_cluster
#     - aws_opensearch_domain
#     - aws_rds_cluster
#     - aws_redshift_cluster
#     - aws_s3_bucket
#     - aws_sagemaker_endpoint
#     - aws_sagemaker_notebook_instance
#     - aws_secretsmanager_secret
#     - aws_sqs_queue
#     - aws_vpc_endpoint
#   topics:
#     - aws-required-tags
#     - cost-missing-tags
#   frameworks:
#     nist-800-53:
#       - "CM-8"
#     soc2:
#       - "CC8.1"
package policies.aws.tags.required

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.unknown

deny contains finding.on(resource, ["tags"], message) if {
	some resource in resources.of_types(_types)

	not _is_configured
	count(resource.tags) == 0
	not _is_unknown(resource)
	message := $"{resource.address} has no tags; expected owner, cost-centre and environment"
}

deny contains finding.on(resource, ["tags"], message) if {
	some resource in resources.of_types(_types)

	not _is_unknown(resource)
	missing := [key | some key, _ in _required; not _has(resource, key)]
	count(missing) > 0
	message := $"{resource.address} lacks the tags {concat(", ", missing)}; expected them on every resource"
}

deny contains finding.on(resource, ["tags", key], message) if {
	some resource in resources.of_types(_types)

	some key, allowed in _required
	count(allowed) > 0
	value := resource.tags[key]
	not value in allowed
	message := $"{resource.address} has the tag {key} = {value}; expected one of {concat(", ", allowed)}"
}

_is_configured if count(_required) > 0

# Key to allowed values; an empty list allows any.
default _required := {}

_required := data.tollgate.required_tags

_has(resource, key) if resource.tags[key] != ""

# Auto scaling groups have blocks, and a tag that is not known may be the one.
_is_unknown(resource) if unknown.within(resource, ["tags"])

_is_unknown(resource) if unknown.at(resource, ["tags"])

_is_unknown(resource) if count(resource.after.tag) > 0

_types := {
	"aws_autoscaling_group",
	"aws_cloudfront_distribution",
	"aws_db_instance",
	"aws_docdb_cluster",
	"aws_dynamodb_table",
	"aws_ebs_volume",
	"aws_ecs_cluster",
	"aws_ecs_service",
	"aws_efs_file_system",
	"aws_eip",
	"aws_eks_cluster",
	"aws_eks_node_group",
	"aws_elasticache_cluster",
	"aws_elasticache_replication_group",
	"aws_elasticsearch_domain",
	"aws_elb",
	"aws_instance",
	"aws_kinesis_stream",
	"aws_kms_key",
	"aws_lambda_function",
	"aws_lb",
	"aws_mq_broker",
	"aws_msk_cluster",
	"aws_nat_gateway",
	"aws_neptune_cluster",
	"aws_opensearch_domain",
	"aws_rds_cluster",
	"aws_redshift_cluster",
	"aws_s3_bucket",
	"aws_sagemaker_endpoint",
	"aws_sagemaker_notebook_instance",
	"aws_secretsmanager_secret",
	"aws_sqs_queue",
	"aws_vpc_endpoint",
}
