package policies.aws.kms.rotation_test

import data.policies.aws.kms.rotation as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_kms_key.this", "message": "aws_kms_key.this is never rotated; expected enable_key_rotation = true", "attribute": ["enable_key_rotation"], "fix": [{"op": "add", "path": "/enable_key_rotation", "value": true}]}} with input as testing.review([testing.terraform("aws_kms_key", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_kms_key", {"enable_key_rotation": false})],
		[testing.terraform("aws_kms_key", {"enable_key_rotation": "false"})],
		[testing.terraform("aws_kms_key", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_kms_key", {"enable_key_rotation": true})],
		[testing.terraform("aws_kms_key", {"enable_key_rotation": "true"})],
		[testing.terraform("aws_kms_key", {"key_usage": "SIGN_VERIFY"})],
		[testing.deleted(testing.terraform("aws_kms_key", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_kms_key", {"enable_key_rotation": null}), [["enable_key_rotation"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
