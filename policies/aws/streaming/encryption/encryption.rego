# METADATA
# title: Stream is not encrypted
# description: |
#   Events wait in the clear on disks, or travel in the clear to those who read them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/streams/latest/dev/server-side-encryption.html
#     description: Encryption of Kinesis streams
#   - ref: https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
#     description: Encryption of MSK
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     For Kinesis set `encryption_type = "KMS"` and `kms_key_id`; for MSK set `client_broker = "TLS"` and
#     `in_cluster = true`.
#   resources:
#     - aws_kinesis_firehose_delivery_stream
#     - aws_kinesis_stream
#     - aws_msk_cluster
#   topics:
#     - aws-msk-kinesis-encryption
#   frameworks:
#     nist-800-53:
#       - "SC-28"
#       - "SC-8"
package policies.aws.streaming.encryption

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.unknown

deny contains finding.on(stream, ["encryption_type"], message) if {
	some stream in resources.of_type("aws_kinesis_stream")

	setting.of(stream, ["encryption_type"], "NONE") == "NONE"
	message := $"{stream.address} is not encrypted; expected encryption_type = KMS with a kms_key_id"
}

# What arrives is encrypted there, what waits for it is not; streams that it comes from keep it themselves.
warn contains finding.on(stream, ["server_side_encryption", 0, "enabled"], message) if {
	some stream in resources.of_type("aws_kinesis_firehose_delivery_stream")

	setting.is_off(stream, ["server_side_encryption", 0, "enabled"])
	every source in ["kinesis_source_configuration", "msk_source_configuration"] {
		setting.is_absent(stream, [source])
		not unknown.within(stream, [source])
	}
	message := $"{stream.address} does not encrypt what waits to be delivered; expected server_side_encryption"
}

deny contains finding.on(cluster, ["encryption_info", 0, "encryption_in_transit"], message) if {
	some cluster in resources.of_type("aws_msk_cluster")

	transit := setting.of(cluster, ["encryption_info", 0, "encryption_in_transit", 0, "client_broker"], "TLS")
	transit != "TLS"
	message := $"{cluster.address} lets clients speak {transit}; expected client_broker = TLS"
}

deny contains finding.on(cluster, ["encryption_info", 0, "encryption_in_transit"], message) if {
	some cluster in resources.of_type("aws_msk_cluster")

	setting.is_stated_off(cluster, ["encryption_info", 0, "encryption_in_transit", 0, "in_cluster"])
	message := $"{cluster.address} does not encrypt between its brokers; expected in_cluster = true"
}
