package policies.aws.provider.static_keys_test

import data.policies.aws.provider.static_keys as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "provider.aws.this", "message": "provider.aws.this has its access_key written out; expected a role or the environment", "attribute": ["access_key"]}} with input as testing.configured([], [testing.terraform("provider.aws", {"access_key": "AKIAIOSFODNN7EXAMPLE"})])
}

test_allow if {
	every attributes in [{}, {"access_key": "test", "secret_key": "test"}, {"access_key": "mine", "endpoints": [{"s3": "http://localhost:4566"}]}] {
		count(policy.deny) == 0 with input as testing.configured([], [testing.terraform("provider.aws", attributes)])
	}
}

test_allow_unknown if {
	block := testing.unknown(testing.terraform("provider.aws", {"access_key": null}), [["access_key"]])
	count(policy.deny) == 0 with input as testing.configured([], [block])
}
