# METADATA
# title: All secrets are handed over at once
# description: |
#   The called workflow, or whatever reads the text, gets every secret of the repository and the organisation, also
#   those that are added next year.
# related_resources:
#   - ref: https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows
#     description: Secrets of reusable workflows
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Name the secrets that are needed: `secrets: {token: ${{ secrets.TOKEN }}}`.'
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-secrets-inherit
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     owasp-cicd:
#       - "CICD-SEC-6"
package policies.github_actions.secrets_inherit

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(job.resource, array.concat(job.path, ["secrets"]), message) if {
	some job in actions.jobs

	job.spec.secrets == "inherit"
	message := $"{job.resource.address}: job {job.id} inherits every secret; expected the ones that it needs"
}

deny contains finding.on(place.resource, string.path, message) if {
	some place in _texts

	some string in _strings(place)
	some expression in actions.expressions(string.text)
	regex.match(`tojson\(\s*secrets\s*\)|\bsecrets\[`, expression)
	message := $"{place.resource.address} reads the whole context secrets; expected the ones that it needs"
}

_texts := array.concat(
	[{"resource": part.resource, "path": part.path, "spec": part.spec} |
		some parts in [actions.jobs, actions.steps]
		some part in parts
	],
	[{"resource": resource, "path": [], "spec": resource.after} | some resource in actions.workflows],
)

_strings(place) := array.concat(
	[{"path": array.concat(place.path, [field, name]), "text": text} |
		some field in ["env", "with"]
		some name, text in place.spec[field]
		_is_worth_reading(text)
	],
	[{"path": array.concat(place.path, ["run"]), "text": place.spec.run} | _is_worth_reading(place.spec.run)],
)

_is_worth_reading(text) if contains(text, "secrets")
