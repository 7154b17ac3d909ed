# METADATA
# title: Production follows a branch or a range
# description: |
#   Whatever is pushed is in production minutes later, and nobody can say afterwards which version ran when.
# related_resources:
#   - ref: https://fluxcd.io/flux/components/source/gitrepositories/#reference
#     description: References of sources
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Name a tag, a commit or a digest, and move it by a pull request.
#   resources:
#     - source.toolkit.fluxcd.io/*
#     - helm.toolkit.fluxcd.io/*
#   topics:
#     - flux-source-floating
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "CM-3"
#     soc2:
#       - "CC8.1"
package policies.flux.floating_source

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(source, ["spec", "ref"], message) if {
	some source in k8s.of_kinds(["source.toolkit.fluxcd.io/GitRepository", "source.toolkit.fluxcd.io/OCIRepository"])

	k8s.is_production(source)
	reference := object.get(source.after.spec, "ref", {})
	followed := _followed(reference)
	message := $"{source.address} is production and follows {followed}; expected a tag, a commit or a digest"
}

deny contains finding.on(release, ["spec", "chart", "spec", "version"], message) if {
	some release in k8s.of_kinds(["helm.toolkit.fluxcd.io/HelmRelease"])

	k8s.is_production(release)
	version := object.get(release.after.spec.chart.spec, "version", "*")
	regex.match(`[*^~<>|]|\.x`, version)
	not release.after.spec.chart.spec.sourceRef.kind == "GitRepository"
	message := $"{release.address} is production and takes the chart {version}; expected one version"
}

_followed(reference) := $"the range {reference.semver}" if {
	not _is_fixed(reference)
	reference.semver
}

_followed(reference) := $"the branch {object.get(reference, "branch", "master")}" if {
	not _is_fixed(reference)
	not reference.semver
	not reference.tag
	not startswith(object.get(reference, "name", ""), "refs/tags/")
}

_followed(reference) := "the tag latest" if {
	not _is_fixed(reference)
	not reference.semver
	reference.tag == "latest"
}

_is_fixed(reference) if {
	some field in ["commit", "digest"]
	reference[field]
}
