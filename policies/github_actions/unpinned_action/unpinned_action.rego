# METADATA
# title: Action is not pinned to a commit
# description: |
#   A tag or branch of somebody else's repository can be moved: whoever takes over the account runs code in this
#   repository, with its secrets. That has happened, and within hours thousands of repositories had leaked theirs.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
#     description: Secure use reference
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Name the full commit, the version in a comment behind it: `uses: owner/action@<40 hex digits> # v1.2.3`.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-unpinned-action
#   frameworks:
#     nist-800-53:
#       - "SR-3"
#     openssf-scorecard:
#       - "Pinned-Dependencies"
#     owasp-cicd:
#       - "CICD-SEC-3"
#     soc2:
#       - "CC8.1"
package policies.github_actions.unpinned_action

import data.policies.lib.actions
import data.policies.lib.finding

_moving := {"dev", "develop", "head", "latest", "main", "master", "trunk"}

deny contains finding.on(use.resource, use.path, message) if {
	some use in actions.uses

	_is_foreign(use.value)
	not _is_official(use.value)
	not _is_pinned(use.value)
	message := $"{use.resource.address} uses {use.value}; expected a full commit SHA after the @"
}

# GitHub's own actions are as trustworthy as what runs them; their branches change every day.
warn contains finding.on(use.resource, use.path, message) if {
	some use in actions.uses

	_is_foreign(use.value)
	_is_official(use.value)
	not _is_pinned(use.value)
	_is_moving(use.value)
	message := $"{use.resource.address} uses {use.value}; expected a version or a full commit SHA after the @"
}

_is_foreign(uses) if {
	not startswith(uses, "./")
	not startswith(uses, "../")
	not startswith(uses, "$/") # this repository too
	not startswith(uses, "docker://")
	not actions.is_expression(uses)
	not _is_own(uses)
}

# Whoever may write there may write here.
_is_own(uses) if split(lower(uses), "/")[0] == lower(input.repository.owner)

_is_official(uses) if split(lower(uses), "/")[0] in {"actions", "github"}

_is_pinned(uses) if regex.match(`@[0-9a-fA-F]{40}([0-9a-fA-F]{24})?$`, uses)

# Its provenance can only be verified where it is called by the tag of a release.
_is_pinned(uses) if {
	regex.match(`(?i)^slsa-framework/slsa-github-generator/\.github/workflows/[\w.-]+@v[0-9]+\.[0-9]+\.[0-9]+$`, uses)
}

_is_moving(uses) if not contains(uses, "@")

_is_moving(uses) if lower(split(uses, "@")[1]) in _moving
