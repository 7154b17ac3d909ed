# METADATA
# title: Source is not verified
# description: |
#   Whoever can push to the repository or registry, or stands in between, decides what runs in the cluster; a
#   signature says that it was one of yours.
# related_resources:
#   - ref: https://fluxcd.io/flux/components/source/gitrepositories/#verification
#     description: Verification
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add `verify` with the keys or identities that may sign.
#   resources:
#     - source.toolkit.fluxcd.io/*
#   topics:
#     - flux-source-unverified
#   frameworks:
#     nist-800-53:
#       - "SI-7"
#       - "SR-4"
#     slsa:
#       - "provenance"
package policies.flux.unverified_source

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(source, ["spec"], message) if {
	some source in k8s.of_kinds([
		"source.toolkit.fluxcd.io/GitRepository", "source.toolkit.fluxcd.io/HelmChart",
		"source.toolkit.fluxcd.io/OCIRepository",
	])

	object.get(source.after, ["spec", "verify"], null) == null
	not _has_no_signature(source)
	not k8s.is_unknown({"resource": source, "path": []}, ["spec", "verify"])
	message := $"{source.address} takes what is there without verify; expected a signature to be asked for"
}

# Only charts from OCI registries can be signed so.
_has_no_signature(source) if {
	k8s.group_and_kind(source.type) == "source.toolkit.fluxcd.io/HelmChart"
	source.after.spec.sourceRef.kind != "HelmRepository"
}
