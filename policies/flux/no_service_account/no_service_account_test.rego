package policies.flux.no_service_account_test

import data.policies.flux.no_service_account as policy
import data.policies.lib.testing

_type := "kustomize.toolkit.fluxcd.io/v1/Kustomization"

_kustomization(namespace, spec) := testing.manifest(_type, namespace, "shop", {"spec": spec})

_release(namespace, spec) := testing.manifest("helm.toolkit.fluxcd.io/v2/HelmRelease", namespace, "shop", {"spec": spec})

_source(reference) := testing.manifest(
	"source.toolkit.fluxcd.io/v1/GitRepository",
	"flux-system", "shop",
	{"spec": {"ref": reference}},
)

# The source is in the same namespace.
_own := {"path": "./deploy", "sourceRef": {"kind": "GitRepository", "name": "shop"}}

_shared := {"path": "./deploy", "sourceRef": {"kind": "GitRepository", "name": "flux-system", "namespace": "flux-system"}}

test_deny_whole_finding if {
	policy.deny == {{
		"address": $"{_type}/shop/shop",
		"attribute": ["spec"],
		"message": $"{_type}/shop/shop names no serviceAccountName; expected one with the rights that it needs",
	}} with input as testing.review([_kustomization("shop", _own)])
}

test_deny_labelled_namespace if {
	namespace := object.union(
		testing.named("v1/Namespace", "shop", {}),
		{"format": "kubernetes", "tags": {"toolkit.fluxcd.io/tenant": "shop"}},
	)
	found := policy.deny with input as testing.review([namespace, _release("shop", {}), _release("other", {})])
	{finding.address | some finding in found} == {"helm.toolkit.fluxcd.io/v2/HelmRelease/shop/shop"}
}

test_deny_directory_of_tenants if {
	release := testing.at(_release(null, {"serviceAccountName": ""}), "tenants/base/shop/release.yaml")
	count(policy.deny) == 1 with input as testing.review([release])
}

test_deny_neighbour_with_account if {
	other := testing.manifest(_type, "shop", "other", {"spec": {"serviceAccountName": "shop"}})
	found := policy.deny with input as testing.review([other, _release("shop", {}), _release("network", {})])
	count(found) == 1
}

test_deny_second_repository if {
	resources := [_source({"branch": "main"}), _kustomization("flux-system", _own)]
	count(policy.deny) == 1 with input as testing.review(resources)
}

test_allow if {
	every resources in [
		[_kustomization("shop", object.union(_own, {"serviceAccountName": "shop"}))],
		[_kustomization("shop", object.union(_own, {"kubeConfig": {"secretRef": {"name": "a"}}}))],
		[_kustomization("flux-system", _own)],
		[_kustomization("shop", _shared)],
		[_release("shop", {"chartRef": {"kind": "OCIRepository", "name": "shop"}})],
		[_source({"tag": "v1.2.0"}), _kustomization("flux-system", _own)],
		[testing.kubernetes("kustomize.config.k8s.io/v1beta1/Kustomization", {"resources": []})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

# The repository deploys itself: what it names lies beside the file.
test_allow_beside if {
	kustomization := testing.at(
		_kustomization("flux-system", object.union(_own, {"path": "./kubernetes/shop/app"})),
		"kubernetes/shop/ks.yaml",
	)
	count(policy.deny) == 0 with input as testing.review([_source({"branch": "main"}), kustomization])
}

test_allow_unknown if {
	resource := testing.unknown(_kustomization("shop", _own), [["spec", "serviceAccountName"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
