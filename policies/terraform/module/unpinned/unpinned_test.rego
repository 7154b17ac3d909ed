package policies.terraform.module.unpinned_test

import data.policies.lib.testing
import data.policies.terraform.module.unpinned as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "module.this", "message": "module.this has the source terraform-aws-modules/vpc/aws, a registry without a version; expected version", "attribute": ["source"]}} with input as testing.configured([], [testing.terraform("module", {"source": "terraform-aws-modules/vpc/aws"})])
}

test_deny_every_shape if {
	every block in [testing.terraform("module", {"source": "git::https://example.com/vpc.git"}), testing.terraform("module", {"source": "github.com/example/vpc"}), testing.terraform("module", {"source": "git::https://example.com/vpc.git?ref=master"}), testing.terraform("module", {"source": "http://example.com/vpc.zip"}), testing.terraform("module", {"source": "git@github.com:example/vpc.git//sub"})] {
		count(policy.deny) > 0 with input as testing.configured([], [block])
	}
}

test_allow if {
	every block in [testing.terraform("module", {"source": "./modules/vpc"}), testing.terraform("module", {"source": "../vpc"}), testing.terraform("module", {"source": "terraform-aws-modules/vpc/aws", "version": "~> 5.0"}), testing.terraform("module", {"source": "git::https://example.com/vpc.git?ref=v1.2.0"}), testing.terraform("module", {"source": "git::ssh://git@example.com/vpc.git//sub?depth=1&ref=0123abc"}), testing.terraform("module", {"source": "app.terraform.io/example/vpc/aws", "version": "1.2.3"})] {
		count(policy.deny) == 0 with input as testing.configured([], [block])
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.configured([], [testing.unknown(testing.terraform("module", {"source": null}), [["source"]])])
}
