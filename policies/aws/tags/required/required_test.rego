package policies.aws.tags.required_test

import data.policies.aws.tags.required as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_eip.this", "message": "aws_eip.this has no tags; expected owner, cost-centre and environment", "attribute": ["tags"]}} with input as testing.review([testing.terraform("aws_eip", {})])
}

_tagged(tags) := object.union(testing.terraform("aws_eip", {}), {"tags": tags})

test_allow if {
	count(policy.deny) == 0 with input as testing.review([_tagged({"owner": "a"}), testing.terraform("aws_autoscaling_group", {"tag": [{"key": "a"}]})])
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.review([testing.unknown(testing.terraform("aws_eip", {"tags": null}), [["tags"]])])
}

test_deny_missing_keys_and_other_values if {
	settings := {"required_tags": {"env": ["prod", "dev"], "owner": []}}
	found := policy.deny with input as testing.review([_tagged({"env": "x"})]) with data.tollgate as settings
	{finding.message | some finding in found} == {
		"aws_eip.this has the tag env = x; expected one of prod, dev",
		"aws_eip.this lacks the tags owner; expected them on every resource",
	}
}

test_allow_configured if {
	settings := {"required_tags": {"env": ["prod", "dev"], "owner": []}}
	count(policy.deny) == 0 with input as testing.review([_tagged({"env": "dev", "owner": "a"})]) with data.tollgate as settings
}
