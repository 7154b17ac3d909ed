package policies.kustomize.remote_base_test

import data.policies.kustomize.remote_base as policy
import data.policies.lib.testing

_taking(after) := testing.review([testing.kubernetes("kustomize.config.k8s.io/v1beta1/Kustomization", after)])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "kustomize.config.k8s.io/v1beta1/Kustomization.this",
		"attribute": ["resources", 1],
		"message": concat("", [
			"kustomize.config.k8s.io/v1beta1/Kustomization.this takes https://github.com/example/base?ref=main, ",
			"which may change; expected ref= with a tag or a commit",
		]),
	}} with input as _taking({"resources": ["api.yaml", "https://github.com/example/base?ref=main"]})
}

test_deny_every_shape if {
	every after in [
		{"bases": ["github.com/example/base"]},
		{"bases": ["git@github.com:example/base.git//overlays?ref=release"]},
		{"resources": ["https://raw.githubusercontent.com/example/base/main/deploy.yaml"]},
		{"resources": ["https://github.com/example/base/releases/latest/download/install.yaml"]},
		{"resources": ["http://192.0.2.1/base.yaml"]},
		{"components": ["ssh://git@git.example.com/base"]},
		{"helmCharts": [{"name": "x", "repo": "https://charts.example.com"}]},
		{"helmCharts": [{"name": "x", "repo": "https://charts.example.com", "version": "~1.2"}]},
	] {
		count(policy.deny) == 1 with input as _taking(after)
	}
}

test_deny_without_showing_credentials if {
	some found in policy.deny with input as _taking({"bases": ["https://user:hunter2@git.example.com/base"]})
	not contains(found.message, "hunter2")
}

test_allow if {
	every after in [
		{"resources": ["../base", "api.yaml", "a.b/c.yaml"]},
		{"resources": ["https://github.com/example/base//deploy?ref=v1.2.3"]},
		{"resources": ["https://github.com/example/base?timeout=90s&ref=08c6903cd8c0fde910a37f88322edcfb5dd907a8"]},
		{"resources": ["https://github.com/example/base/releases/download/v1.2.3/install.yaml"]},
		{"bases": ["github.com/example/base//k8s?ref=chart-1.2.3"]},
		{"helmCharts": [{"name": "x", "repo": "https://charts.example.com", "version": "1.2.3"}]},
		{"helmCharts": [{"name": "local"}]},
	] {
		count(policy.deny) == 0 with input as _taking(after)
	}
}

# What is filled in before the build may be a tag.
test_allow_unknown if count(policy.deny) == 0 with input as _taking({"bases": ["github.com/example/base?ref=${TAG}"]})
