# METADATA
# title: Argo CD project allows everything
# description: |
#   Whoever can change one application of the project deploys anything from anywhere to every cluster, with the rights
#   of Argo CD.
# related_resources:
#   - ref: https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
#     description: Projects
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Name the repositories, destinations and cluster resources that the project needs.
#   resources:
#     - argoproj.io/*
#   topics:
#     - argocd-project-wildcard
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
#       - "CC8.1"
package policies.argocd.project_wildcard

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(project, path, message) if {
	some project in k8s.of_kinds(["argoproj.io/AppProject"])

	some path, what in _wildcards(project.after.spec)
	message := $"{project.address} allows every {what}; expected names"
}

_wildcards(spec) := object.union_n([_repositories(spec), _destinations(spec), _resources(spec)])

_repositories(spec) := {["spec", "sourceRepos", index]: "source repository" |
	some index, repository in spec.sourceRepos
	repository == "*"
}

# A wildcard for namespaces alone is the common way to give a cluster to a team.
_destinations(spec) := {["spec", "destinations", index]: "destination" |
	some index, destination in spec.destinations
	destination.namespace == "*"
	some field in ["server", "name"]
	destination[field] == "*"
}

_resources(spec) := {["spec", "clusterResourceWhitelist", index]: "cluster resource" |
	some index, resource in spec.clusterResourceWhitelist
	resource.group == "*"
	resource.kind == "*"
}
