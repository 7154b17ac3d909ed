# METADATA
# title: API version is removed
# description: |
#   Clusters of the version named, and later ones, refuse the object: the next upgrade, or the next deployment after
#   it, fails. `policies.settings.kubernetes_version` in `.github/tollgate.yml` says which version yours has.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/using-api/deprecation-guide/
#     description: Deprecated API migration guide
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Move to the version that the message names; some fields have other names there.
#   resources:
#     - extensions/*
#     - apps/v1beta1/*
#     - apps/v1beta2/*
#     - batch/*
#     - networking.k8s.io/*
#     - policy/*
#     - rbac.authorization.k8s.io/*
#     - apiextensions.k8s.io/*
#     - admissionregistration.k8s.io/*
#     - apiregistration.k8s.io/*
#     - authentication.k8s.io/*
#     - authorization.k8s.io/*
#     - autoscaling/*
#     - certificates.k8s.io/*
#     - coordination.k8s.io/*
#     - discovery.k8s.io/*
#     - events.k8s.io/*
#     - flowcontrol.apiserver.k8s.io/*
#     - node.k8s.io/*
#     - scheduling.k8s.io/*
#     - storage.k8s.io/*
#   topics:
#     - k8s-deprecated-api
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SI-2"
#     soc2:
#       - "CC8.1"
package policies.kubernetes.api.removed

import data.policies.lib.finding

deny contains finding.on(resource, ["apiVersion"], message) if {
	some resource in input.resources

	resource.format == "kubernetes"
	resource.after != null
	steps := split(resource.type, "/")
	count(steps) == 3
	removed := _removed[$"{steps[0]}/{steps[1]}"]
	[version, instead] := object.get(removed, steps[2], object.get(removed, "*", null))
	_minor(version) <= _cluster
	message := $"{resource.address} is of {steps[0]}/{steps[1]}, which Kubernetes {version} removed; expected {instead}"
}

_minor(version) := to_number(split(version, ".")[1])

# Without a setting every removal counts: a cluster only ever gets newer.
default _cluster := 1000

_cluster := _minor(data.tollgate.kubernetes_version)

# API version → kind → Kubernetes version without it, and what to use instead.
_removed := {
	"admissionregistration.k8s.io/v1beta1": {
		"MutatingWebhookConfiguration": ["1.22", "admissionregistration.k8s.io/v1"],
		"ValidatingWebhookConfiguration": ["1.22", "admissionregistration.k8s.io/v1"],
	},
	"apiextensions.k8s.io/v1beta1": {"*": ["1.22", "apiextensions.k8s.io/v1"]},
	"apiregistration.k8s.io/v1beta1": {"*": ["1.22", "apiregistration.k8s.io/v1"]},
	"apps/v1beta1": {"*": ["1.16", "apps/v1"]},
	"apps/v1beta2": {"*": ["1.16", "apps/v1"]},
	"authentication.k8s.io/v1beta1": {"TokenReview": ["1.22", "authentication.k8s.io/v1"]},
	"authorization.k8s.io/v1beta1": {"*": ["1.22", "authorization.k8s.io/v1"]},
	"autoscaling/v2beta1": {"*": ["1.25", "autoscaling/v2"]},
	"autoscaling/v2beta2": {"*": ["1.26", "autoscaling/v2"]},
	"batch/v1beta1": {"*": ["1.25", "batch/v1"]},
	"batch/v2alpha1": {"*": ["1.21", "batch/v1"]},
	"certificates.k8s.io/v1beta1": {"CertificateSigningRequest": ["1.22", "certificates.k8s.io/v1"]},
	"coordination.k8s.io/v1beta1": {"Lease": ["1.22", "coordination.k8s.io/v1"]},
	"discovery.k8s.io/v1beta1": {"*": ["1.25", "discovery.k8s.io/v1"]},
	"events.k8s.io/v1beta1": {"*": ["1.25", "events.k8s.io/v1"]},
	"extensions/v1beta1": {
		"Ingress": ["1.22", "networking.k8s.io/v1"],
		"NetworkPolicy": ["1.16", "networking.k8s.io/v1"],
		"PodSecurityPolicy": ["1.16", "Pod Security Admission"],
		"*": ["1.16", "apps/v1"],
	},
	"flowcontrol.apiserver.k8s.io/v1beta1": {"*": ["1.26", "flowcontrol.apiserver.k8s.io/v1"]},
	"flowcontrol.apiserver.k8s.io/v1beta2": {"*": ["1.29", "flowcontrol.apiserver.k8s.io/v1"]},
	"flowcontrol.apiserver.k8s.io/v1beta3": {"*": ["1.32", "flowcontrol.apiserver.k8s.io/v1"]},
	"networking.k8s.io/v1beta1": {
		"Ingress": ["1.22", "networking.k8s.io/v1"],
		"IngressClass": ["1.22", "networking.k8s.io/v1"],
	},
	"node.k8s.io/v1beta1": {"*": ["1.25", "node.k8s.io/v1"]},
	"policy/v1beta1": {
		"PodDisruptionBudget": ["1.25", "policy/v1"],
		"PodSecurityPolicy": ["1.25", "Pod Security Admission"],
	},
	"rbac.authorization.k8s.io/v1alpha1": {"*": ["1.23", "rbac.authorization.k8s.io/v1"]},
	"rbac.authorization.k8s.io/v1beta1": {"*": ["1.22", "rbac.authorization.k8s.io/v1"]},
	"scheduling.k8s.io/v1beta1": {"*": ["1.22", "scheduling.k8s.io/v1"]},
	"storage.k8s.io/v1beta1": {
		"CSIStorageCapacity": ["1.27", "storage.k8s.io/v1"],
		"*": ["1.22", "storage.k8s.io/v1"],
	},
}
