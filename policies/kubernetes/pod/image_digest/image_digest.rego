# METADATA
# title: Image is not pinned by digest
# description: |
#   A tag can be moved: a restart may run another image than the one that was tested and reviewed.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/
#     description: Images
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: 'Name the digest: `image: name:1.4.2@sha256:…`.'
#   resources:
#     - apps.kruise.io/*
#     - apps.openshift.io/*
#     - apps/*
#     - argoproj.io/*
#     - batch.volcano.sh/*
#     - batch/*
#     - extensions/*
#     - jobset.x-k8s.io/*
#     - kubeflow.org/*
#     - leaderworkerset.x-k8s.io/*
#     - machinelearning.seldon.io/*
#     - ray.io/*
#     - serving.knative.dev/*
#     - serving.kserve.io/*
#     - trainer.kubeflow.org/*
#     - v1/Pod
#     - v1/PodTemplate
#     - v1/ReplicationController
#   topics:
#     - k8s-image-digest
#   frameworks:
#     nist-800-53:
#       - "SI-7"
#       - "SR-3"
#     slsa:
#       - "provenance"
package policies.kubernetes.pod.image_digest

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	image := container.spec.image
	is_string(image)
	image != ""
	every sign in ["$", "{", "<"] { not contains(image, sign) }
	not regex.match(`@[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-f]{32,}$`, image)
	path := array.concat(container.path, ["image"])
	message := $"{container.resource.address}: image {image} has no digest; expected @sha256:…"
}
