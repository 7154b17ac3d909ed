# METADATA
# title: Function can be invoked by anybody
# description: |
#   A permission for every principal, or for a service without naming whose resource of it, lets other accounts run
#   the function.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
#     description: Resource-based policies
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Name the principal; for a service add `source_arn` or `source_account`.
#   resources:
#     - aws_lambda_permission
#   topics:
#     - aws-lambda-public
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.lambda.public

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(permission, ["principal"], message) if {
	some permission in resources.of_type("aws_lambda_permission")

	principal := permission.after.principal
	_is_open(principal)
	every field in ["principal_org_id", "source_account", "source_arn"] { setting.is_absent(permission, [field]) }
	message := $"{permission.address} lets {_who(principal)} invoke the function; expected source_arn or source_account"
}

warn contains finding.on(permission, ["principal"], message) if {
	some permission in resources.of_type("aws_lambda_permission")

	permission.after.principal == "*"
	not setting.is_absent(permission, ["source_arn"])
	every field in ["principal_org_id", "source_account"] { setting.is_absent(permission, [field]) }
	message := $"{permission.address} names no principal, only where calls come from; expected the service that calls"
}

_is_open("*")

# These act for one account's resource only when it is named.
_is_open(principal) if endswith(principal, ".amazonaws.com")

_who("*") := "anybody"

_who(principal) := $"{principal} on behalf of any account" if principal != "*"
