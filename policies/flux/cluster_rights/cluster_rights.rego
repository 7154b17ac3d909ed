# METADATA
# title: Flux deploys with the rights of its controllers
# description: |
#   What names no service account is applied as cluster-admin. Where the administrators of the cluster write all of it,
#   that is how Flux is meant to be; where others may merge too, an account of its own bounds what a mistake can reach.
#   Said once for a directory, and not of files that lie beside what they deploy.
# related_resources:
#   - ref: https://fluxcd.io/flux/installation/configuration/multitenancy/
#     description: Multi-tenancy
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: >-
#     Set `serviceAccountName`, or give the controllers `--default-service-account` as Flux's multi-tenancy lockdown has
#     it; switch this policy off where administrators alone may merge.
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
package policies.flux.cluster_rights

import data.policies.lib.finding
import data.policies.lib.flux

deny contains finding.on(resource, ["spec"], message) if {
	places := [[resource.location.path, resource.location.line, resource.address] | some resource in _shared]
	first := min(places)

	some resource in _shared
	resource.address == first[2]
	others := _others[min([count(_shared), 3])]
	message := $"{resource.address}{others} {_says} as administrator of the cluster"
}

_shared := [resource |
	some resource in flux.unaccounted
	_is_placed(resource)
	not flux.is_of_tenant(resource)
]

_is_placed(resource) if {
	flux.is_kustomization(resource)
	not flux.is_beside(resource)
}

# Without a namespace it is a part of an overlay, which names it.
_is_placed(resource) if {
	not flux.is_kustomization(resource)
	resource.namespace != null
}

_others := {1: "", 2: " and another beside it", 3: $" and {count(_shared) - 1} others beside it"}

default _says := "name no serviceAccountName and act"

_says := "names no serviceAccountName and acts" if count(_shared) == 1
