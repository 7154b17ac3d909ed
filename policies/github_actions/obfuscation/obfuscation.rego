# METADATA
# title: Workflow hides what it uses
# description: |
#   Detours in a path and expressions whose result is a constant have no purpose but to be overlooked, by people and
#   by tools that look for known names.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
#     description: Secure use reference
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Write the name or the value as it is.
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-obfuscation
#   frameworks:
#     owasp-cicd:
#       - "CICD-SEC-3"
package policies.github_actions.obfuscation

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(use.resource, use.path, message) if {
	some use in actions.uses

	not startswith(use.value, "docker://")
	_has_detour(split(trim_prefix(split(use.value, "@")[0], "./"), "/"))
	message := $"{use.resource.address} uses {use.value}, a path with detours; expected it without"
}

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	regex.match(`^(format|join|fromjson|tojson|contains|(starts|ends)with)\(\s*'[^']*'(\s*,\s*'[^']*')*\s*\)$`, expression)
	message := $"{script.resource.address} computes {expression}, which is a constant; expected the constant"
}

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts
	some expression in actions.expressions(script.text)

	regex.match(`\[\s*(format|join|fromjson|tojson)\(`, expression)
	message := $"{script.resource.address} computes the name of a property in {expression}; expected the name"
}

_has_detour(steps) if {
	some step in steps
	step in {"", ".", ".."}
	not steps[0] == ".."
}
