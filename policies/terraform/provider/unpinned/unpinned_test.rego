package policies.terraform.provider.unpinned_test

import data.policies.lib.testing
import data.policies.terraform.provider.unpinned as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "terraform.this", "message": "terraform.this requires aws without a version; expected a version or a lock file", "attribute": ["required_providers", 0, "aws"]}} with input as testing.configured([], [testing.terraform("terraform", {"required_providers": [{"aws": {"source": "hashicorp/aws"}}], "has_lock_file": false})])
}

test_deny_every_shape if {
	every block in [testing.terraform("provider.aws", {"region": "x"})] {
		count(policy.deny) > 0 with input as testing.configured([], [block])
	}
}

test_allow if {
	every block in [testing.terraform("terraform", {"required_providers": [{"aws": {"version": "~> 6.0"}}], "has_lock_file": false}), testing.terraform("terraform", {"required_providers": [{"aws": {}}], "has_lock_file": true}), testing.terraform("terraform", {"required_providers": [{"aws": "~> 2.0"}], "has_lock_file": false}), testing.terraform("provider.aws", {"version": "~> 2.0"})] {
		count(policy.deny) == 0 with input as testing.configured([], [block])
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.configured([], [testing.unknown(testing.terraform("provider.aws", {"version": null}), [["version"]])])
}

test_allow_provider_that_is_required if {
	count(policy.deny) == 0 with input as testing.configured([], [testing.terraform("provider.aws", {}), testing.terraform("terraform", {"required_providers": [{"aws": {"version": "~> 6.0"}}]})])
}

test_allow_provider_that_is_locked if {
	count(policy.deny) == 0 with input as testing.configured([], [testing.terraform("provider.aws", {}), testing.terraform("terraform", {"has_lock_file": true})])
}
