# METADATA
# title: Flux
# description: Kustomizations and HelmReleases, with whose rights they act, and whose they are.
# schemas:
#   - input: schema.review
package policies.lib.flux

import data.policies.lib.k8s

# METADATA
# description: |
#   The Kustomizations and HelmReleases that name no service account, so that they act with the controller's own rights,
#   those of cluster-admin.
unaccounted := [resource |
	some resource in _reconcilers

	object.get(resource.after, ["spec", "serviceAccountName"], null) in {null, ""}
	not k8s.is_unknown({"resource": resource, "path": []}, ["spec", "serviceAccountName"])
	not _is_own(resource)
	not resource.after.spec.kubeConfig # another cluster's rights are those of the kubeconfig
]

# METADATA
# description: |
#   Whether somebody else than the cluster's administrators decides on what is deployed: a team that has a namespace and
#   a source of its own, or whoever may push to another repository. In a cluster whose administrators write all of it,
#   as most are, their own rights are what Flux needs; its documentation asks for accounts where tenants share one.
is_of_tenant(resource) if {
	is_kustomization(resource)
	_is_of_team(resource.namespace)
	source := resource.after.spec.sourceRef
	object.get(source, "namespace", resource.namespace) == resource.namespace
}

# `flux create tenant` writes it on all that it makes.
is_of_tenant(resource) if {
	some other in input.resources
	"toolkit.fluxcd.io/tenant" in object.keys(other.tags)
	resource.namespace == _namespace(other)
}

is_of_tenant(resource) if regex.match(`(?i)(^|/)tenants?/`, resource.location.path)

# Where others of the namespace have accounts, this one was forgotten.
is_of_tenant(resource) if {
	some other in _reconcilers
	other.namespace == resource.namespace
	object.get(other.after, ["spec", "serviceAccountName"], "") != ""
}

# A second repository, whose branch somebody else may move.
is_of_tenant(resource) if {
	is_kustomization(resource)
	not is_beside(resource)
	reference := resource.after.spec.sourceRef
	some source in k8s.of_kinds([$"source.toolkit.fluxcd.io/{reference.kind}"])
	source.name == reference.name
	source.name != "flux-system"
	not _is_fixed(object.get(source.after.spec, "ref", {}))
}

# METADATA
# description: |
#   Whether what a Kustomization deploys begins in a directory that its own file lies in, so that both are of one
#   repository.
is_beside(resource) if {
	first := split(trim(trim_prefix(resource.after.spec.path, "./"), "/"), "/")[0]
	first in split(resource.location.path, "/")
}

# METADATA
# description: Whether it is one of Flux's own Kustomizations, and no HelmRelease.
is_kustomization(resource) if startswith(resource.type, "kustomize.toolkit.fluxcd.io/")

_reconcilers := k8s.of_kinds(["helm.toolkit.fluxcd.io/HelmRelease", "kustomize.toolkit.fluxcd.io/Kustomization"])

# What `flux bootstrap` writes for Flux itself.
_is_own(resource) if {
	resource.name == "flux-system"
	resource.namespace == "flux-system"
}

_is_of_team(namespace) if {
	is_string(namespace)
	not namespace in {"flux-system", "kube-system"}
}

_namespace(resource) := resource.name if resource.type == "v1/Namespace"

_namespace(resource) := resource.namespace if resource.type != "v1/Namespace"

_is_fixed(reference) if {
	some field in ["commit", "digest", "tag"]
	reference[field]
}
