# METADATA
# title: Image has no fixed version
# description: |
#   An image without a tag, or with one that moves, is another image tomorrow: a restart deploys what nobody reviewed,
#   and a rollback does not roll back.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/containers/images/
#     description: Images
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Name a version, or better a digest (`image@sha256:…`).
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
#     - k8s-image-tag
#     - helm-image-latest
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SI-7"
#     soc2:
#       - "CC8.1"
package policies.kubernetes.pod.image_tag

import data.policies.lib.finding
import data.policies.lib.k8s

_floating := {"canary", "dev", "develop", "edge", "latest", "main", "master", "nightly", "stable"}

deny contains finding.on(container.resource, path, message) if {
	some container in k8s.containers

	reason := _reason(container.spec.image)
	path := array.concat(container.path, ["image"])
	message := $"{container.resource.address}: image of container {container.name} {reason}; expected a version or digest"
}

_reason(image) := "has no tag" if {
	_is_literal(image)
	count(_last_step(image)) == 1
}

_reason(image) := $"has the moving tag {tag}" if {
	_is_literal(image)
	[_, tag] := _last_step(image)
	lower(tag) in _floating
}

# A digest fixes the image whatever the tag says; a placeholder is replaced before it is deployed.
_is_literal(image) if {
	is_string(image)
	image != ""
	every sign in ["@", "$", "{", "<"] { not contains(image, sign) }
}

# A registry's port is a colon too, before the last slash.
_last_step(image) := split(steps[count(steps) - 1], ":") if steps := split(image, "/")
