# METADATA
# title: State is kept without encryption or locking
# description: |
#   The state holds every secret of the configuration in the clear. Without a lock two runs at once write it over
#   each other.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/backend/s3
#     description: The s3 backend
#   - ref: https://developer.hashicorp.com/terraform/language/state/locking
#     description: State locking
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     For s3 set `encrypt = true` and `use_lockfile = true` (or `dynamodb_table`); for http set https addresses and
#     `lock_address`.
#   resources:
#     - terraform
#   topics:
#     - tf-backend-insecure
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#       - "SC-28"
package policies.terraform.backend.insecure

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(block, ["backend"], message) if {
	some block in resources.blocks("terraform")

	block.after.backend[0].type == "s3"
	not _is_partial(block)
	setting.is_off(block, ["backend", 0, "use_lockfile"])
	setting.is_absent(block, ["backend", 0, "dynamodb_table"])
	lock := "use_lockfile = true or a dynamodb_table"
	message := $"{block.address} keeps its state in s3 without locking; expected {lock}"
}

# S3 encrypts by itself since 2023; buckets may be older, and asking for it costs nothing.
warn contains finding.on(block, ["backend"], message) if {
	some block in resources.blocks("terraform")

	block.after.backend[0].type == "s3"
	not _is_partial(block)
	setting.is_off(block, ["backend", 0, "encrypt"])
	setting.is_absent(block, ["backend", 0, "kms_key_id"])
	message := $"{block.address} does not ask s3 for encryption of its state; expected encrypt = true"
}

deny contains finding.on(block, ["backend", 0, attribute], message) if {
	some block in resources.blocks("terraform")

	block.after.backend[0].type == "http"
	some attribute in ["address", "lock_address"]
	startswith(object.get(block.after.backend[0], attribute, ""), "http://")
	message := $"{block.address} sends its state over plain HTTP; expected https"
}

deny contains finding.on(block, ["backend"], $"{block.address} keeps its state over http without a lock_address") if {
	some block in resources.blocks("terraform")

	block.after.backend[0].type == "http"
	is_string(block.after.backend[0].address)
	setting.is_absent(block, ["backend", 0, "lock_address"])
}

# The rest is given to `terraform init`, and may be there.
_is_partial(block) if {
	some attribute in ["bucket", "key"]
	object.get(block.after, ["backend", 0, attribute], "") in {"", null}
}
