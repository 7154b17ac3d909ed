# METADATA
# title: API asks for no authorization
# description: |
#   Anybody who learns the address can call the method.
# related_resources:
#   - ref: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
#     description: Access to REST APIs
#   - ref: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
#     description: Access to HTTP APIs
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Set `authorization` (or `authorization_type`) to AWS_IAM, CUSTOM, COGNITO_USER_POOLS or JWT.
#   resources:
#     - aws_api_gateway_method
#     - aws_apigatewayv2_route
#   topics:
#     - aws-apigw-open
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#     soc2:
#       - "CC6.1"
package policies.aws.api_gateway.open

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(method, ["authorization"], message) if {
	some method in resources.of_type("aws_api_gateway_method")

	setting.of(method, ["authorization"], "NONE") == "NONE"
	setting.of(method, ["api_key_required"], false) in {false, "false"}
	setting.of(method, ["http_method"], "ANY") != "OPTIONS"
	not _is_private(method)
	message := $"{method.address} asks for no authorization; expected authorization other than NONE"
}

deny contains finding.on(route, ["authorization_type"], message) if {
	some route in resources.of_type("aws_apigatewayv2_route")

	setting.of(route, ["authorization_type"], "NONE") == "NONE"
	setting.of(route, ["api_key_required"], false) in {false, "false"}
	not startswith(object.get(route.after, "route_key", ""), "OPTIONS ")
	not _is_socket(route)
	message := $"{route.address} asks for no authorization; expected authorization_type other than NONE"
}

# A private API is reached from its VPC alone.
_is_private(method) if {
	address := resources.referent(method, ["rest_api_id"])
	some api in resources.of_type("aws_api_gateway_rest_api")
	api.address == address
	some configuration in api.after.endpoint_configuration
	"PRIVATE" in configuration.types
}

# Of a WebSocket API only the route `$connect` can ask.
_is_socket(route) if {
	route.after.route_key != "$connect"
	address := resources.referent(route, ["api_id"])
	some api in resources.of_type("aws_apigatewayv2_api")
	api.address == address
	api.after.protocol_type == "WEBSOCKET"
}

_is_socket(route) if route.after.route_key == "$disconnect"
