# METADATA
# title: Uploaded files include the token
# description: |
#   actions/checkout leaves the token in `.git/config`. An artifact of the whole work tree has it in it, and everybody
#   who can read the run can download the artifact while the token is valid.
# related_resources:
#   - ref: https://unit42.paloaltonetworks.com/github-repo-artifacts-leak-tokens/
#     description: How artifacts leak tokens
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `persist-credentials: false` on the checkout, or upload a folder instead of the whole tree.'
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-persist-credentials
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     owasp-cicd:
#       - "CICD-SEC-6"
package policies.github_actions.persist_credentials

import data.policies.lib.actions
import data.policies.lib.finding
import data.policies.lib.values

deny contains finding.on(upload.resource, array.concat(upload.path, ["with", "path"]), message) if {
	some upload in actions.steps

	actions.action_of(upload.spec.uses) == "actions/upload-artifact"
	some path in split(upload.spec["with"].path, "\n")
	_is_whole_tree(trim_space(path))
	not values.is_off(upload.spec["with"], "include-hidden-files")
	some checkout in upload.job.steps
	actions.action_of(checkout.uses) == "actions/checkout"
	not _is_clean(object.get(checkout, "with", {}))
	message := $"{upload.resource.address} uploads {trim_space(path)} after a checkout that keeps the token in .git/config"
}

_is_whole_tree(path) if path in {".", "./", "*", "**", "./*", "./**", "**/*", "..", "../", ".git", ".git/", "./.git"}

_is_whole_tree(path) if {
	count(actions.expressions(path)) == 1
	regex.match(`^\$\{\{\s*(github\.workspace|env\.GITHUB_WORKSPACE)\s*\}\}/?\.?$`, path)
}

# The token goes with the folder; what is written by an expression is not known.
_is_clean(inputs) if values.is_off(inputs, "persist-credentials")

_is_clean(inputs) if actions.is_expression(inputs["persist-credentials"])

_is_clean(inputs) if object.get(inputs, "path", null) != null
