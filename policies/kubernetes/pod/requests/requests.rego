# METADATA
# title: Container requests no CPU or memory
# description: |
#   The scheduler takes it for a container that needs nothing: nodes are filled beyond what they have, and its pod is
#   the first to be evicted.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
#     description: Requests and limits
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `resources.requests` with `cpu` and `memory`.
#   resources:
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - batch/*
#     - extensions/*
#     - serving.knative.dev/*
#     - v1/Pod
#     - v1/PodTemplate
#     - v1/ReplicationController
#   topics:
#     - k8s-requests
#   frameworks:
#     nist-800-53:
#       - "SC-6"
#     soc2:
#       - "A1.1"
package policies.kubernetes.pod.requests

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	container.field in {"containers", "initContainers"}
	missing := [name | some name in ["cpu", "memory"]; not _requests(container, name)]
	count(missing) > 0
	path := array.concat(container.path, ["resources"])
	message := $"{container.resource.address}: container {container.name} requests no {concat(" and no ", missing)}"
}

# A limit without a request is a request too.
_requests(container, name) if {
	some field in ["requests", "limits"]
	object.get(container.spec, ["resources", field, name], null) != null
}

_requests(container, name) if k8s.is_unknown(container, ["resources", "requests", name])
