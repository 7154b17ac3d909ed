# METADATA
# title: Production follows a branch
# description: |
#   Whatever is merged is in production minutes later, and nobody can say afterwards which commit ran when.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/
#     description: Tracking strategies
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Name a tag or a commit in `targetRevision`, and move it by a pull request.
#   resources:
#     - argoproj.io/*
#   topics:
#     - argocd-floating-revision
#     - flux-source-floating
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "CM-3"
#     soc2:
#       - "CC8.1"
package policies.argocd.floating_revision

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(application.resource, path, message) if {
	some application in _applications
	some at, source in _sources(application.spec)

	_is_production(application)
	revision := object.get(source, "targetRevision", "HEAD")
	_is_floating(source, revision)
	path := array.concat(application.path, array.concat(at, ["targetRevision"]))
	message := $"{application.resource.address} is production and follows {revision}; expected a tag or a commit"
}

_sources(spec) := {["source"]: spec.source} if is_object(spec.source)

_sources(spec) := {["sources", index]: source | some index, source in spec.sources} if is_array(spec.sources)

_is_floating(source, revision) if {
	not source.chart
	is_string(revision)
	not regex.match(`^v?[0-9]+(\.[0-9]+)+|^[0-9a-f]{7,40}$|^refs/tags/|[-/]v?[0-9]+\.[0-9]+|\{\{`, revision)
}

_is_floating(source, revision) if {
	not source.chart
	regex.match(`[*^~<>]|\.x`, revision)
}

_is_floating(source, revision) if {
	source.chart
	regex.match(`^$|[*^~<>]|\.x|HEAD`, revision)
}

_is_production(application) if k8s.is_production(application.resource)

_is_production(application) if {
	some text in [application.resource.name, object.get(application.spec, ["destination", "namespace"], "")]
	regex.match(`(?i)(^|[-_.])(prod|production|prd|live)([-_.]|$)`, text)
	not regex.match(`(?i)(non|pre)[-_]?prod`, text)
}

_is_production(application) if regex.match(`(?i)(^|[-_/])(prod|production)([-_/]|$)`, application.spec.project)

# An ApplicationSet makes applications of its template.
_applications := [{"resource": resource, "path": path, "spec": spec} |
	some resource in k8s.of_kinds(["argoproj.io/Application", "argoproj.io/ApplicationSet"])
	path := _paths[k8s.group_and_kind(resource.type)]
	spec := object.get(resource.after, path, null)
	is_object(spec)
]

_paths := {"argoproj.io/Application": ["spec"], "argoproj.io/ApplicationSet": ["spec", "template", "spec"]}
