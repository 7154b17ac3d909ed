# METADATA
# title: Access keys are written in a provider block
# description: |
#   They stay in this repository's history, and everybody who can read it holds them.
# related_resources:
#   - ref: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#authentication-and-configuration
#     description: Authentication of the provider
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Remove `access_key` and `secret_key`, revoke the keys, and use a role, OpenID Connect or the environment.
#   resources:
#     - provider.aws
#     - provider.awscc
#   topics:
#     - aws-provider-static-keys
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
#     soc2:
#       - "CC6.1"
package policies.aws.provider.static_keys

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.secrets

deny contains finding.on(provider, [field], message) if {
	some type in ["provider.aws", "provider.awscc"]
	some provider in resources.blocks(type)

	some field in ["access_key", "secret_key", "token"]
	value := provider.after[field]
	is_string(value)
	_is_real(provider, value)
	message := $"{provider.address} has its {field} written out; expected a role or the environment"
}

# Emulators on the own machine take any key.
_is_real(provider, value) if {
	not secrets.is_stand_in(value)
	not lower(value) in {"dummy", "fake", "foo", "localstack", "mock", "mock_access_key", "mock_secret_key", "test"}
	count([1 | some endpoints in provider.after.endpoints; some _, url in endpoints; contains(url, "localhost")]) == 0
}
