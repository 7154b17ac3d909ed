# METADATA
# title: Bucket takes requests without TLS
# description: |
#   S3 answers plain HTTP too, where everybody on the way can read and change what is sent. Only the bucket's policy
#   can refuse it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit
#     description: Enforcing encryption in transit
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add a statement to the bucket's policy that denies `s3:*` where `aws:SecureTransport` is false.
#   resources:
#     - aws_s3_bucket
#     - aws_s3_bucket_policy
#   topics:
#     - aws-s3-tls-only
#   frameworks:
#     cis-aws-3.0:
#       - "2.1.1"
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.s3.tls_only

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

deny contains finding.at(bucket, message) if {
	some bucket in resources.of_type("aws_s3_bucket")

	not _is_unknown(bucket, _policies(bucket))
	not _refuses(bucket, _policies(bucket))
	not resources.is_left_to_module(bucket, "aws_s3_bucket_policy")
	message := $"{bucket.address} takes requests without TLS; expected a policy that denies them"
}

_policies(bucket) := resources.configuring(bucket, "aws_s3_bucket_policy")

_refuses(bucket, policies) if {
	some source in array.concat([bucket], policies)
	some statement in iam.statements_at(source, ["policy"])
	statement.effect == "Deny"
	some tests in statement.condition
	_demands_tls(tests)
}

_demands_tls(tests) if {
	some key, wanted in tests
	lower(key) == "aws:securetransport"
	some value in values.list(wanted)
	value in {false, "false"}
}

_demands_tls(tests) if {
	some key, _ in tests
	lower(key) == "s3:tlsversion"
}

# Neither written nor left out: what the policy says is known only after apply.
_is_unknown(bucket, policies) if {
	some source in array.concat([bucket], policies)
	not setting.of(source, ["policy"], "")
	not _is_readable(source)
}

# A statement that is not known may be the one that refuses.
_is_unknown(bucket, policies) if {
	some source in array.concat([bucket], policies)
	some statement in iam.statements_at(source, ["policy"])
	startswith(statement.effect, "(known after apply")
}

_is_readable(source) if json.is_valid(iam.document_text(source, ["policy"]))
