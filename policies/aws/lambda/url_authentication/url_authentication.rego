# METADATA
# title: Function URL asks for no authentication
# description: |
#   Anybody who learns the address can run the function, at your cost and with its rights.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
#     description: Access to function URLs
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `authorization_type = "AWS_IAM"`.
#   resources:
#     - aws_lambda_function_url
#   topics:
#     - aws-lambda-url-auth
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#       - "IA-2"
#     soc2:
#       - "CC6.1"
package policies.aws.lambda.url_authentication

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources

deny contains fix.set(finding.on(url, ["authorization_type"], message), ["authorization_type"], "AWS_IAM") if {
	some url in resources.of_type("aws_lambda_function_url")

	url.after.authorization_type == "NONE"
	message := $"{url.address} has authorization_type NONE; expected AWS_IAM"
}
