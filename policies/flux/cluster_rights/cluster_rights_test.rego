package policies.flux.cluster_rights_test

import data.policies.flux.cluster_rights as policy
import data.policies.lib.testing

_type := "kustomize.toolkit.fluxcd.io/v1/Kustomization"

_kustomization(name, spec) := testing.manifest(_type, "flux-system", name, {"spec": spec})

_release(namespace) := testing.manifest("helm.toolkit.fluxcd.io/v2/HelmRelease", namespace, "dns", {"spec": {}})

test_deny_whole_finding if {
	address := $"{_type}/flux-system/apps"
	policy.deny == {{
		"address": address,
		"attribute": ["spec"],
		"message": $"{address} names no serviceAccountName and acts as administrator of the cluster",
	}} with input as testing.review([_kustomization("apps", {"path": "./apps/production"})])
}

test_deny_once if {
	found := policy.deny with input as testing.review([
		_kustomization("apps", {"path": "./a"}),
		_kustomization("infrastructure", {"path": "./b"}),
		_kustomization("monitoring", {"path": "./c"}),
		_release("network"),
	])
	count(found) == 1
	some finding in found
	contains(finding.message, " and 3 others beside it name no serviceAccountName and act as administrator")
}

test_deny_two if {
	resources := [_kustomization("apps", {"path": "./a"}), _kustomization("infrastructure", {"path": "./b"})]
	some finding in policy.deny with input as testing.review(resources)
	contains(finding.message, "/apps and another beside it name no serviceAccountName")
}

test_deny_release if count(policy.deny) == 1 with input as testing.review([_release("network")])

test_allow if {
	every resource in [
		_kustomization("apps", {"path": "./apps", "serviceAccountName": "apps"}),
		_kustomization("apps", {"path": "./apps", "kubeConfig": {"secretRef": {"name": "a"}}}),
		_kustomization("flux-system", {"path": "./clusters/a"}),
		testing.at(_kustomization("dns", {"path": "./kubernetes/dns/app"}), "kubernetes/dns/ks.yaml"),
		testing.at(_kustomization("dns", {"path": "./kubernetes/dns/app"}), "archive/kubernetes/dns/ks.yaml"),
		_release(null),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

# What belongs to a tenant is `flux.no_service_account`.
test_allow_tenant if {
	resource := testing.at(_release("network"), "tenants/network/release.yaml")
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_unknown if {
	resource := testing.unknown(_kustomization("apps", {"path": "./apps"}), [["spec", "serviceAccountName"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
