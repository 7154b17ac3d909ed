# METADATA
# title: Load balancer serves plain HTTP
# description: |
#   Passwords, sessions and pages can be read and changed by everybody on the way.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html
#     description: HTTPS listeners
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Redirect port 80 to 443 with a `redirect` action, and serve HTTPS there.
#   resources:
#     - aws_alb_listener
#     - aws_elb
#     - aws_lb_listener
#   topics:
#     - aws-lb-http-listener
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.load_balancer.http_listener

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.unknown
import data.policies.lib.values

deny contains finding.on(listener, ["protocol"], message) if {
	some listener in resources.of_types({"aws_alb_listener", "aws_lb_listener"})

	_speaks_http(listener)
	not _redirects(listener)
	not _is_internal(listener)
	message := $"{listener.address} serves plain HTTP; expected a redirect to HTTPS"
}

deny contains finding.on(balancer, ["listener", index, "lb_protocol"], message) if {
	some balancer in resources.of_type("aws_elb")

	some index, listener in balancer.after.listener
	lower(listener.lb_protocol) == "http"
	not values.is_on(balancer.after, "internal")
	message := $"{balancer.address} serves plain HTTP on port {listener.lb_port}; expected https"
}

# Inside of a network it is said, and another policy may hold.
warn contains finding.on(listener, ["protocol"], message) if {
	some listener in resources.of_types({"aws_alb_listener", "aws_lb_listener"})

	_speaks_http(listener)
	not _redirects(listener)
	_is_internal(listener)
	message := $"{listener.address} serves plain HTTP inside of its network; expected a redirect to HTTPS"
}

warn contains finding.on(balancer, ["listener", index, "lb_protocol"], message) if {
	some balancer in resources.of_type("aws_elb")

	some index, listener in balancer.after.listener
	lower(listener.lb_protocol) == "http"
	values.is_on(balancer.after, "internal")
	message := $"{balancer.address} serves plain HTTP on port {listener.lb_port} of its network; expected https"
}

_speaks_http(listener) if upper(listener.after.protocol) == "HTTP"

# Without a protocol the load balancer takes it from the port.
_speaks_http(listener) if {
	object.get(listener.after, "protocol", null) == null
	not unknown.at(listener, ["protocol"])
	listener.after.port in {80, "80", 8080, "8080"}
}

_redirects(listener) if {
	some action in listener.after.default_action
	action.type == "redirect"
	some target in action.redirect
	object.get(target, "protocol", "#{protocol}") in {"HTTPS", null}
}

# Nothing but a fixed answer is given away.
_redirects(listener) if {
	some action in listener.after.default_action
	action.type == "fixed-response"
}

_redirects(listener) if unknown.within(listener, ["default_action", 0, "type"])

_redirects(listener) if unknown.within(listener, ["default_action", 0, "redirect"])

_redirects(listener) if unknown.at(listener, ["default_action"])

# What the load balancer is, is known by reference only.
_is_internal(listener) if {
	address := resources.referent(listener, ["load_balancer_arn"])
	some balancer in resources.of_types({"aws_alb", "aws_lb"})
	balancer.address == address
	balancer.after.internal in {true, "true"}
}
