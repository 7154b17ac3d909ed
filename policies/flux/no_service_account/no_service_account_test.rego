package policies.flux.no_service_account_test

import data.policies.flux.no_service_account as policy
import data.policies.lib.testing

_kustomization(name, spec) := testing.manifest(
	"kustomize.toolkit.fluxcd.io/v1/Kustomization",
	"flux-system", name,
	{"spec": spec},
)

test_deny_whole_finding if {
	policy.deny == {{
		"address": "kustomize.toolkit.fluxcd.io/v1/Kustomization/flux-system/shop",
		"attribute": ["spec"],
		"message": concat("", [
			"kustomize.toolkit.fluxcd.io/v1/Kustomization/flux-system/shop names no serviceAccountName; ",
			"expected one with the rights that it needs",
		]),
	}} with input as testing.review([_kustomization("shop", {"path": "./a"})])
}

test_deny_release if {
	release := testing.kubernetes("helm.toolkit.fluxcd.io/v2/HelmRelease", {"spec": {"serviceAccountName": ""}})
	count(policy.deny) == 1 with input as testing.review([release])
}

test_allow if {
	every resource in [
		_kustomization("shop", {"serviceAccountName": "shop"}),
		_kustomization("shop", {"kubeConfig": {"secretRef": {"name": "a"}}}),
		_kustomization("flux-system", {}),
		testing.kubernetes("kustomize.config.k8s.io/v1beta1/Kustomization", {"resources": []}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	resource := testing.unknown(_kustomization("shop", {}), [["spec", "serviceAccountName"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
