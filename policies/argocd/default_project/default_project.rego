# METADATA
# title: Application is in the default project
# description: |
#   The default project allows every source, every destination and every cluster resource: it limits nothing.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
#     description: Projects
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Make an AppProject with what the application needs, and name it in `spec.project`.
#   resources:
#     - argoproj.io/*
#   topics:
#     - argocd-default-project
#   frameworks:
#     nist-800-53:
#       - "AC-6"
package policies.argocd.default_project

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(application.resource, array.concat(application.path, ["project"]), message) if {
	some application in _applications

	object.get(application.spec, "project", "default") in {"default", ""}
	not _is_restricted
	message := $"{application.resource.address} is in the project default; expected one of its own"
}

# The default project may be declared anew with limits.
_is_restricted if {
	some project in k8s.of_kinds(["argoproj.io/AppProject"])
	project.name == "default"
	not "*" in project.after.spec.sourceRepos
}

# An ApplicationSet makes applications of its template.
_applications := [{"resource": resource, "path": path, "spec": spec} |
	some resource in k8s.of_kinds(["argoproj.io/Application", "argoproj.io/ApplicationSet"])
	path := _paths[k8s.group_and_kind(resource.type)]
	spec := object.get(resource.after, path, null)
	is_object(spec)
]

_paths := {"argoproj.io/Application": ["spec"], "argoproj.io/ApplicationSet": ["spec", "template", "spec"]}
