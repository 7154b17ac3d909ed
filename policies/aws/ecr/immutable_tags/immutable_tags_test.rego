package policies.aws.ecr.immutable_tags_test

import data.policies.aws.ecr.immutable_tags as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_ecr_repository.this", "message": "aws_ecr_repository.this lets tags be moved; expected image_tag_mutability = IMMUTABLE", "attribute": ["image_tag_mutability"], "fix": [{"op": "add", "path": "/image_tag_mutability", "value": "IMMUTABLE"}]}} with input as testing.review([testing.terraform("aws_ecr_repository", {"name": "a"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ecr_repository", {"image_tag_mutability": "MUTABLE"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_ecr_repository", {"image_tag_mutability": "IMMUTABLE"})],
		[testing.terraform("aws_ecr_repository", {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_ecr_repository", {"image_tag_mutability": null}), [["image_tag_mutability"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
