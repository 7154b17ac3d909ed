package policies.flux.floating_source_test

import data.policies.flux.floating_source as policy
import data.policies.lib.testing

_git(ref) := testing.manifest("source.toolkit.fluxcd.io/v1/GitRepository", "prod", "shop", {"spec": {"ref": ref}})

_release(namespace, chart) := testing.manifest("helm.toolkit.fluxcd.io/v2/HelmRelease", namespace, "shop", {"spec": {
	"chart": {"spec": chart},
}})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "source.toolkit.fluxcd.io/v1/GitRepository/prod/shop",
		"attribute": ["spec", "ref"],
		"message": concat("", [
			"source.toolkit.fluxcd.io/v1/GitRepository/prod/shop is production and follows the branch main; ",
			"expected a tag, a commit or a digest",
		]),
	}} with input as testing.review([_git({"branch": "main"})])
}

test_deny_every_shape if {
	every ref in [{}, {"semver": ">=1.0"}, {"tag": "latest"}, {"name": "refs/heads/main"}] {
		count(policy.deny) == 1 with input as testing.review([_git(ref)])
	}
	every chart in [{"chart": "a"}, {"chart": "a", "version": "1.x"}, {"chart": "a", "version": ">=1.0"}] {
		count(policy.deny) == 1 with input as testing.review([_release("prod", chart)])
	}
}

test_allow if {
	every ref in [{"tag": "v1"}, {"commit": "abc", "branch": "main"}, {"digest": "sha256:a"}, {"name": "refs/tags/v1"}] {
		count(policy.deny) == 0 with input as testing.review([_git(ref)])
	}
	every resource in [
		_release("prod", {"version": "1.4.2"}),
		_release("shop", {"version": "1.x"}),
		_release("prod", {"chart": "./a", "sourceRef": {"kind": "GitRepository"}}),
		testing.manifest("source.toolkit.fluxcd.io/v1/GitRepository", "shop", "shop", {"spec": {"ref": {"branch": "main"}}}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_release("prod", {"version": null})])
