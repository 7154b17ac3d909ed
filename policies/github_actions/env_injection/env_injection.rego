# METADATA
# title: Text of strangers becomes an environment variable
# description: |
#   A line break in the text adds variables of the attacker's choice, such as LD_PRELOAD or NODE_OPTIONS, and every
#   step that follows runs their program.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
#     description: Secure use reference
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Write the value to `$GITHUB_OUTPUT` instead, or check it against a narrow pattern before it is written.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-env-injection
#   frameworks:
#     nist-800-53:
#       - "SI-10"
#     owasp-cicd:
#       - "CICD-SEC-4"
package policies.github_actions.env_injection

import data.policies.lib.actions
import data.policies.lib.actions_flow
import data.policies.lib.finding
import data.policies.lib.shell

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts

	regex.match(`GITHUB_(ENV|PATH)|::(set-env|add-path)`, script.text)
	some file in ["ENV", "PATH"]
	some line in shell.written(script.text, file)
	shell.passes(line)
	not regex.match(`\b(head|tail)\s+(-n\s*)?-?1\b|\btr\s+(-d\s+)?['"]\\n`, line)
	actions_flow.takes_in(script.step, line)
	message := $"{script.resource.address} writes foreign text to GITHUB_ENV or GITHUB_PATH; expected GITHUB_OUTPUT"
}
