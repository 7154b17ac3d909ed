package policies.aws.s3.public_access_block_test

import data.policies.aws.s3.public_access_block as policy
import data.policies.lib.testing

_on := {
	"block_public_acls": true,
	"block_public_policy": true,
	"ignore_public_acls": true,
	"restrict_public_buckets": true,
}

_bucket := testing.terraform("aws_s3_bucket", {"bucket": "logs"})

_type := "aws_s3_bucket_public_access_block"

_block(name) := testing.terraform(_type, object.union(_on, {"bucket": name}))

_unknown_block := testing.unknown(_block(null), [["bucket"]])

test_deny_no_block if {
	policy.deny == {{
		"address": "aws_s3_bucket.this",
		"message": "aws_s3_bucket.this has no public access block; expected one with all switches on",
	}} with input as testing.review([_bucket])
}

test_deny_block_of_another_bucket if {
	count(policy.deny) == 1 with input as testing.review([_bucket, _block("other")])
}

test_deny_block_that_refers_to_another_bucket if {
	other := testing.named("aws_s3_bucket", "other", {"bucket": "other"})
	block := testing.referring(_unknown_block, ["aws_s3_bucket.other"])
	found := {entry.address | some entry in policy.deny} with input as testing.review([_bucket, other, block])
	found == {"aws_s3_bucket.this"}
}

test_deny_block_of_a_neighbour_in_the_module if {
	bucket := object.union(_bucket, {"address": "module.logs.aws_s3_bucket.this"})
	other := object.union(_bucket, {"address": "module.logs.aws_s3_bucket.other", "after": {}})
	block := testing.referring(_unknown_block, ["module.logs.aws_s3_bucket.other"])
	found := {entry.address | some entry in policy.deny} with input as testing.review([bucket, other, block])
	found == {"module.logs.aws_s3_bucket.this"}
}

test_allow_same_name if {
	count(policy.deny) == 0 with input as testing.review([_bucket, _block("logs")])
}

test_allow_reference if {
	block := testing.referring(_unknown_block, ["aws_s3_bucket.this"])
	count(policy.deny) == 0 with input as testing.review([_bucket, block])
}

test_allow_reference_to_an_instance if {
	bucket := object.union(_bucket, {"address": "module.logs[\"a\"].aws_s3_bucket.this[0]"})
	block := testing.referring(_unknown_block, ["module.logs.aws_s3_bucket.this"])
	count(policy.deny) == 0 with input as testing.review([bucket, block])
}

test_allow_reference_to_its_module if {
	bucket := object.union(_bucket, {"address": "module.logs.aws_s3_bucket.this"})
	block := testing.referring(_unknown_block, ["module.logs.bucket_id"])
	count(policy.deny) == 0 with input as testing.review([bucket, block])
}

test_allow_unknown_bucket if {
	count(policy.deny) == 0 with input as testing.review([_bucket, _unknown_block])
}

test_allow_account_block if {
	account := testing.terraform("aws_s3_account_public_access_block", _on)
	count(policy.deny) == 0 with input as testing.review([_bucket, account])
}

test_allow_deleted if {
	count(policy.deny) == 0 with input as testing.review([testing.deleted(_bucket)])
}

test_deny_account_with_a_switch_off if {
	account := testing.terraform("aws_s3_account_public_access_block", object.union(_on, {"block_public_acls": false}))
	count(policy.deny) == 1 with input as testing.review([_bucket, account])
}

test_allow_what_a_module_is_there_for_that_is_not_here if {
	every source, findings in {
		"example/s3-config/aws": 0,
		"git::https://example.com/modules//bucket": 0,
		"example/app/aws": 1,
	} {
		call := testing.referring(testing.named("module", "m", {"source": source}), ["aws_s3_bucket.this"])
		count(policy.deny) == findings with input as testing.configured([_bucket], [call])
	}
	other := testing.named("module", "s3", {"source": "example/s3/aws"})
	count(policy.deny) == 1 with input as testing.configured([_bucket], [other])
}
