# METADATA
# title: Function runs on a runtime past its end of life
# description: |
#   The runtime gets no more security fixes; later AWS refuses to update the function at all.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
#     description: Runtimes and their end of life
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `runtime` to a supported version of the language.
#   resources:
#     - aws_lambda_function
#     - aws_lambda_layer_version
#   topics:
#     - aws-lambda-deprecated-runtime
#   frameworks:
#     nist-800-53:
#       - "SI-2"
#     soc2:
#       - "CC7.1"
package policies.aws.lambda.deprecated_runtime

import data.policies.lib.finding
import data.policies.lib.resources

deny contains finding.on(function, ["runtime"], message) if {
	some function in resources.of_type("aws_lambda_function")

	runtime := function.after.runtime
	over := _ended[runtime]
	message := $"{function.address} runs on {runtime}, out of support since {over}; expected a supported runtime"
}

# The dates from which AWS gives no security fixes, by its list of runtimes; those that are over.
_ended := {
	"dotnet5.0": "2022-05-10",
	"dotnet6": "2024-12-20",
	"dotnet7": "2024-05-14",
	"dotnetcore1.0": "2019-07-30",
	"dotnetcore2.0": "2019-05-30",
	"dotnetcore2.1": "2022-01-05",
	"dotnetcore3.1": "2023-04-03",
	"go1.x": "2024-01-08",
	"java8": "2024-01-08",
	"nodejs": "2016-10-31",
	"nodejs10.x": "2021-07-30",
	"nodejs12.x": "2023-03-31",
	"nodejs14.x": "2023-12-04",
	"nodejs16.x": "2024-06-12",
	"nodejs18.x": "2025-09-01",
	"nodejs20.x": "2026-04-30",
	"nodejs4.3": "2020-03-05",
	"nodejs4.3-edge": "2019-04-30",
	"nodejs6.10": "2019-08-12",
	"nodejs8.10": "2020-03-06",
	"provided": "2024-01-08",
	"python2.7": "2021-07-15",
	"python3.6": "2022-07-18",
	"python3.7": "2023-12-04",
	"python3.8": "2024-10-14",
	"python3.9": "2025-12-15",
	"ruby2.5": "2021-07-30",
	"ruby2.7": "2023-12-07",
	"ruby3.2": "2026-03-31",
}
