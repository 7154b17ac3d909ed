# METADATA
# title: Credential is written in the environment of a function
# description: |
#   Whoever may look at the function's configuration can read its environment, and it stays in the state and in this
#   repository's history.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
#     description: Environment variables
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Remove it and revoke the credential; let the function fetch the secret from Secrets Manager or Parameter
#     Store.
#   resources:
#     - aws_lambda_function
#   topics:
#     - aws-lambda-env-secret
#   frameworks:
#     nist-800-53:
#       - "IA-5(7)"
#     soc2:
#       - "CC6.1"
package policies.aws.lambda.environment_secret

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.secrets

deny contains finding.on(function, ["environment", index, "variables", name], message) if {
	some function in resources.of_type("aws_lambda_function")

	some index, environment in function.after.environment
	some name, value in environment.variables
	_is_secret(name, value)
	message := $"{function.address} has a credential in its variable {name}; expected the name of a stored secret"
}

_is_secret(_, value) if count(secrets.kinds(value)) > 0

_is_secret(name, value) if {
	secrets.is_secret_name(name)
	is_string(value)
	not secrets.is_stand_in(value)
}

_is_secret(name, value) if {
	regex.match(`(?i)^aws_(access_key_id|secret_access_key)$`, name)
	regex.match(`^[A-Za-z0-9/+=]{16,}$`, value)
}
