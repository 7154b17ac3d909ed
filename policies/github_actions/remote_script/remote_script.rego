# METADATA
# title: Downloaded script is run unseen
# description: |
#   Whoever controls the server, or the name of it, decides what runs with the token and the secrets of the job, and
#   no change of this repository shows it.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
#     description: Secure use reference
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Download a fixed version, check its digest (`sha256sum --check`), then run it; or use a pinned action.
#   resources:
#     - workflow
#     - action
#   frameworks:
#     nist-800-53:
#       - "SI-7"
#     owasp-cicd:
#       - "CICD-SEC-3"
package policies.github_actions.remote_script

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts

	some line in split(replace(script.text, "\\\n", " "), "\n")
	not startswith(trim_space(line), "#")
	some pattern in _patterns
	regex.match(pattern, line)
	message := $"{script.resource.address} runs a script as it is downloaded; expected a digest to be checked first"
}

# The same in two steps.
deny contains finding.on(script.resource, script.path, message) if {
	some script in actions.scripts

	some match in regex.find_all_string_submatch_n(_taken, script.text, -1)
	regex.match(concat("", [_run, match[1], `\b`]), script.text)
	message := $"{script.resource.address} runs what it downloads into {match[1]}; expected a digest to be checked first"
}

_run := "(?m)\\b(eval|(ba|z|da)?sh\\s+-c)\\s+[\"']?\\$[{]?"

_taken := "(?m)^\\s*(?:export\\s+|local\\s+)?(\\w+)=[\"']?(?:\\$\\(|`)\\s*(?:curl|wget)\\b"

_patterns := [
	`\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+(-\S+\s+)*)?(env\s+\S+\s+)*(/\S*/)?(ba|z|da|k)?sh\b`,
	`\b(curl|wget)\b[^|;&]*\|\s*(sudo\s+(-\S+\s+)*)?(python3?|node|perl|ruby|php)\b`,
	`\b(ba|z|da)?sh\b\s+(-c\s+)?(<\(|"?\$\()\s*(curl|wget)\b`,
	`\b(eval|source|\.)\s+("?\$\(|<\()\s*(curl|wget)\b`,
	`(?i)\b(iwr|irm|invoke-webrequest|invoke-restmethod)\b[^|;]*\|\s*(iex|invoke-expression)\b`,
	`(?i)\b(iex|invoke-expression)\b.*(downloadstring|\birm\b|\biwr\b)`,
]
