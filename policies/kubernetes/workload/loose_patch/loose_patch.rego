# METADATA
# title: Patch that nothing applies
# description: |
#   A part of a workload that no kustomization names as a patch is not looked at: what it is applied to, and what comes
#   out, is decided elsewhere. A cluster refuses it as it stands.
# related_resources:
#   - ref: https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#customizing
#     description: Patches of a kustomization
# schemas:
#   - input: schema.review
# custom:
#   severity: info
#   remediation: Name it under `patches` of a kustomization, or make it a whole workload.
#   resources:
#     - apps/*
#     - batch/*
#     - v1/Pod
package policies.kubernetes.workload.loose_patch

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.at(patch, message) if {
	some patch in k8s.patches

	message := $"{patch.address} is a part of a workload and was not looked at; expected a kustomization that names it"
}
