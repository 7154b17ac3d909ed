package policies.aws.api_gateway.open_test

import data.policies.aws.api_gateway.open as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_api_gateway_method.this", "message": "aws_api_gateway_method.this asks for no authorization; expected authorization other than NONE", "attribute": ["authorization"]}} with input as testing.review([testing.terraform("aws_api_gateway_method", {"http_method": "GET", "authorization": "NONE"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_apigatewayv2_route", {"route_key": "GET /a"})],
		[testing.terraform("aws_apigatewayv2_route", {"route_key": "POST /a", "authorization_type": "NONE"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_api_gateway_method", {"http_method": "GET", "authorization": "AWS_IAM"})],
		[testing.terraform("aws_api_gateway_method", {"http_method": "OPTIONS", "authorization": "NONE"})],
		[testing.terraform("aws_api_gateway_method", {"http_method": "GET", "authorization": "NONE", "api_key_required": true})],
		[testing.terraform("aws_apigatewayv2_route", {"route_key": "GET /a", "authorization_type": "JWT"})],
		[testing.terraform("aws_apigatewayv2_route", {"route_key": "OPTIONS /a"})],
		[testing.named("aws_api_gateway_rest_api", "a", {"endpoint_configuration": [{"types": ["PRIVATE"]}]}), testing.sketched(testing.terraform("aws_api_gateway_method", {"authorization": "NONE", "http_method": "GET", "rest_api_id": null}), "/rest_api_id", "(known after apply: aws_api_gateway_rest_api.a.id)")],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_api_gateway_method", {"http_method": "GET", "authorization": null}), [["authorization"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_socket if {
	api := testing.named("aws_apigatewayv2_api", "chat", {"protocol_type": "WEBSOCKET"})
	route := testing.terraform("aws_apigatewayv2_route", {"route_key": "$default", "api_id": null})
	sketched := testing.sketched(route, "/api_id", "(known after apply: aws_apigatewayv2_api.chat.id)")
	count(policy.deny) == 0 with input as testing.review([api, sketched])
	count(policy.deny) == 1 with input as testing.review([sketched])
}

test_allow_disconnect if {
	count(policy.deny) == 0 with input as testing.review([testing.terraform("aws_apigatewayv2_route", {"route_key": "$disconnect"})])
}
