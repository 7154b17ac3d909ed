# METADATA
# title: Production is pruned without a guard
# description: |
#   What is removed from the repository by mistake, or what a broken chart no longer renders, is deleted from
#   production at once, disks included.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/
#     description: Sync windows
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Give the project `syncWindows`, or add `PruneLast=true` and `Prune=confirm` to `syncOptions`.
#   resources:
#     - argoproj.io/*
#   topics:
#     - argocd-autosync-prune
#   frameworks:
#     nist-800-53:
#       - "CM-3"
#     soc2:
#       - "CC8.1"
package policies.argocd.unguarded_prune

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(application.resource, path, message) if {
	some application in _applications

	application.spec.syncPolicy.automated.prune == true
	_is_production(application)
	not _is_guarded(application.spec)
	path := array.concat(application.path, ["syncPolicy", "automated", "prune"])
	message := $"{application.resource.address} is production and pruned automatically; expected a sync window"
}

_is_guarded(spec) if {
	some project in k8s.of_kinds(["argoproj.io/AppProject"])
	project.name == spec.project
	count(project.after.spec.syncWindows) > 0
}

_is_guarded(spec) if {
	some option in spec.syncPolicy.syncOptions
	option in {"Prune=confirm", "Prune=false", "Delete=confirm"}
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
