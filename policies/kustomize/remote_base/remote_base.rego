# METADATA
# title: Remote base is not pinned
# description: |
#   What a branch or a file on the web holds is decided by whoever may write there, and after the review: every build
#   may deploy something else, and nobody sees the difference.
# related_resources:
#   - ref: https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md
#     description: Remote targets
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add `?ref=` with a tag or a commit, take the file of a release, or copy it into the repository.
#   resources:
#     - kustomize.config.k8s.io/*
#   topics:
#     - kustomize-remote-base-unpinned
#   frameworks:
#     nist-800-53:
#       - "SR-3"
#     soc2:
#       - "CC8.1"
package policies.kustomize.remote_base

import data.policies.lib.finding

_fields := ["bases", "components", "configurations", "crds", "generators", "resources", "transformers"]

deny contains finding.on(resource, [field, index], message) if {
	some resource in _kustomizations

	some field in _fields
	some index, entry in resource.after[field]
	_is_remote(entry)
	not _is_pinned(entry)
	message := $"{resource.address} takes {_shown(entry)}, which may change; expected ref= with a tag or a commit"
}

deny contains finding.on(resource, ["helmCharts", index], message) if {
	some resource in _kustomizations

	some index, chart in resource.after.helmCharts
	chart.repo
	not _is_fixed(object.get(chart, "version", ""))
	message := $"{resource.address} takes the chart {object.get(chart, "name", index)} of any version; expected one"
}

_kustomizations := [resource |
	some resource in input.resources
	startswith(resource.type, "kustomize.config.k8s.io/")
	resource.after != null
]

_is_remote(entry) if regex.match(`(?i)^([a-z+]+:|[^/\s]+@)|^(www\.)?[\w-]+\.(com|org|io|net)[/:]`, entry)

_is_pinned(entry) if {
	some match in regex.find_all_string_submatch_n(`[?&](ref|version)=([^&]+)`, entry, -1)
	_is_fixed(match[2])
}

# A file on the web has its version in its path.
_is_pinned(entry) if {
	not contains(entry, "?")
	some index, step in split(entry, "/")
	index > 2 # after scheme and host
	_is_fixed(step)
}

_is_pinned(entry) if contains(entry, "${")

# A commit, or a tag that has a number.
_is_fixed(version) if regex.match(`^[0-9a-f]{7,64}$|^v[0-9]+$`, version)

_is_fixed(version) if regex.match(`^([a-z][a-z0-9]*[-/_])*v?[0-9]+(\.[0-9]+)+([-+._][\w.+-]+)?$`, version)

# Without the account of the address, which may have a password.
_shown(entry) := concat("", [scheme, "://", substring(rest, at + 1, -1)]) if {
	[scheme, rest] := split(entry, "://")
	at := indexof(rest, "@")
	at > 0
	not contains(substring(rest, 0, at), "/")
} else := entry
