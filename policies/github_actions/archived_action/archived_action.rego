# METADATA
# title: Action is no longer maintained
# description: |
#   Its repository is archived: holes that are found in it, or in what it is built from, are not mended any more.
# related_resources:
#   - ref: https://docs.github.com/en/repositories/archiving-a-github-repository/archiving-repositories
#     description: Archived repositories
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Replace it by one that is maintained, or by a few lines of script.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-archived-action
#   frameworks:
#     nist-800-53:
#       - "SR-3"
#     owasp-cicd:
#       - "CICD-SEC-3"
package policies.github_actions.archived_action

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(use.resource, use.path, message) if {
	some use in actions.uses

	_is_archived(actions.action_of(use.value))
	message := $"{use.resource.address} uses {use.value}, whose repository is archived; expected one that is maintained"
}

_is_archived(action) if action in _archived

_is_archived(action) if split(action, "/")[0] in {"actions-rs", "secrethub"}

# As of October 2026; names in small letters.
_archived := {
	"8398a7/action-slack", "actions/create-release", "actions/setup-elixir", "actions/setup-haskell",
	"actions/setup-ruby", "actions/upload-release-asset", "andstor/file-existence-action",
	"azure/container-scan", "azure/docker-login", "azure/get-keyvault-secrets", "azure/k8s-actions",
	"gradle/gradle-build-action", "gradle/wrapper-validation-action", "hashicorp/terraform-github-actions",
	"machine-learning-apps/actions-chatops", "marvinpinto/action-automatic-releases", "microsoft/playwright-github-action",
	"nick-invision/retry", "repo-sync/pull-request", "salsify/action-detect-and-tag-new-version",
	"satackey/action-docker-layer-caching", "skx/github-action-publish-binaries", "tibdex/backport",
	"tibdex/github-app-token", "whelk-io/maven-settings-xml-action",
}
