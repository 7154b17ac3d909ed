# METADATA
# title: Flux deploys for a tenant as administrator of the cluster
# description: |
#   Without a service account the controller uses its own rights, which are those of cluster-admin: whoever writes to
#   the tenant's source can change anything in the cluster. A tenant is recognised by a Kustomization whose source is in
#   its own namespace, the label `toolkit.fluxcd.io/tenant`, a directory `tenants`, neighbours that do name an account,
#   or a second repository whose branch moves. Where the administrators of a cluster write all that it runs, no account
#   draws a line, and `flux.cluster_rights` says it once.
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
import data.policies.lib.flux

deny contains finding.on(resource, ["spec"], message) if {
	some resource in flux.unaccounted

	flux.is_of_tenant(resource)
	message := $"{resource.address} names no serviceAccountName; expected one with the rights that it needs"
}
