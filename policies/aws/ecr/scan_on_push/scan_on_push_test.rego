package policies.aws.ecr.scan_on_push_test

import data.policies.aws.ecr.scan_on_push as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_ecr_repository.this", "message": "aws_ecr_repository.this does not scan images on push; expected scan_on_push = true", "attribute": ["image_scanning_configuration", 0, "scan_on_push"], "fix": [{"op": "add", "path": "/image_scanning_configuration/0/scan_on_push", "value": true}]}} with input as testing.review([testing.terraform("aws_ecr_repository", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": false}]})],
		[testing.terraform("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": "false"}]})],
		[testing.terraform("aws_ecr_repository", {})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": true}]})],
		[testing.terraform("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": "true"}]})],
		[testing.deleted(testing.terraform("aws_ecr_repository", {}))],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_ecr_repository", {"image_scanning_configuration": [{"scan_on_push": null}]}), [["image_scanning_configuration", 0, "scan_on_push"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
