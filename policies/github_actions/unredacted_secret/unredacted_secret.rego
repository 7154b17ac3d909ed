# METADATA
# title: Part of a secret is not hidden in the log
# description: |
#   GitHub hides a secret as a whole. What `fromJSON` takes out of it is another text, and the log shows it.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secrets
#     description: Secrets reference
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Keep each value as a secret of its own.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-unredacted-secret
#   frameworks:
#     nist-800-53:
#       - "AU-9"
#     owasp-cicd:
#       - "CICD-SEC-6"
package policies.github_actions.unredacted_secret

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(place.resource, place.path, message) if {
	some place in _texts

	is_string(place.text)
	contains(place.text, "secrets")
	some expression in actions.expressions(place.text)
	regex.match(`fromjson\(\s*secrets\.`, expression)
	message := $"{place.resource.address} takes {expression} out of a secret; expected a secret of its own"
}

_texts := array.concat(
	[{"resource": part.resource, "path": array.concat(part.path, [field, name]), "text": text} |
		some parts in [actions.jobs, actions.steps]
		some part in parts
		some field in ["env", "with", "secrets"]
		some name, text in part.spec[field]
	],
	array.concat(
		[{"resource": resource, "path": ["env", name], "text": text} |
			some resource in actions.workflows
			some name, text in resource.after.env
		],
		[{"resource": step.resource, "path": array.concat(step.path, ["run"]), "text": step.spec.run} |
			some step in actions.steps
		],
	),
)
