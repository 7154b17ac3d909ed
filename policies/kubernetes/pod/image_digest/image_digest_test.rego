package policies.kubernetes.pod.image_digest_test

import data.policies.kubernetes.pod.image_digest as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "image"],
		"message": "apps/v1/Deployment.this: image nginx:1.29 has no digest; expected @sha256:…",
	}} with input as testing.review([testing.container({"image": "nginx:1.29"})])
}

_digest := "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

test_deny_every_case if {
	every spec in [{"image": "nginx"}, {"image": "a.example/b:latest"}, {"image": "a@sha256:abc"}] {
		count(policy.deny) == 1 with input as testing.review([testing.container(spec)])
	}
}

test_allow if {
	every image in ["", $"a@sha256:{_digest}", $"a:1@sha256:{_digest}", $"a@blake3:{_digest}", "${IMAGE}"] {
		count(policy.deny) == 0 with input as testing.review([testing.container({"image": image})])
	}
	count(policy.deny) == 0 with input as testing.review([testing.container({})])
}

test_allow_unknown if {
	path := array.concat(["spec", "template", "spec"], ["containers", 0, "image"])
	workload := testing.unknown(testing.container({}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
