# METADATA
# title: Flux deploys as administrator of the cluster
# description: |
#   Without a service account the controller uses its own rights, which are those of cluster-admin: a pull request to
#   the source can change anything in the cluster.
# related_resources:
#   - ref: https://fluxcd.io/flux/installation/configuration/multitenancy/
#     description: Multi-tenancy
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `serviceAccountName` to an account of the namespace with the rights that are needed.
#   resources:
#     - kustomize.toolkit.fluxcd.io/*
#     - helm.toolkit.fluxcd.io/*
#   topics:
#     - flux-no-service-account
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.flux.no_service_account

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(resource, ["spec"], message) if {
	some resource in k8s.of_kinds(["helm.toolkit.fluxcd.io/HelmRelease", "kustomize.toolkit.fluxcd.io/Kustomization"])

	object.get(resource.after, ["spec", "serviceAccountName"], null) in {null, ""}
	not k8s.is_unknown({"resource": resource, "path": []}, ["spec", "serviceAccountName"])
	not _is_own(resource)
	not _is_elsewhere(resource)
	message := $"{resource.address} names no serviceAccountName; expected one with the rights that it needs"
}

# What `flux bootstrap` writes for Flux itself.
_is_own(resource) if {
	resource.name == "flux-system"
	resource.namespace == "flux-system"
}

# Another cluster's rights are those of the kubeconfig.
_is_elsewhere(resource) if resource.after.spec.kubeConfig
