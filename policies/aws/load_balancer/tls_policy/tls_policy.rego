# METADATA
# title: Load balancer accepts old TLS versions
# description: |
#   TLS 1.0 and 1.1 have known flaws; a client can be pushed down to them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#     description: Security policies
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"`.
#   resources:
#     - aws_alb_listener
#     - aws_lb_listener
#     - aws_lb_ssl_negotiation_policy
#     - aws_load_balancer_policy
#   topics:
#     - aws-lb-tls-policy
#   frameworks:
#     nist-800-53:
#       - "SC-13"
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.load_balancer.tls_policy

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting
import data.policies.lib.values

_attribute := ["ssl_policy"]

_good := "ELBSecurityPolicy-TLS13-1-2-2021-06"

deny contains fix.set(finding.on(listener, _attribute, message), _attribute, _good) if {
	some listener in resources.of_types({"aws_alb_listener", "aws_lb_listener"})

	upper(listener.after.protocol) in {"HTTPS", "TLS"}
	policy := setting.of(listener, _attribute, "ELBSecurityPolicy-2016-08")
	_is_old(policy)
	message := $"{listener.address} has the policy {policy}, which accepts TLS below 1.2; expected {_good}"
}

# Classic load balancers name versions one by one, or such a policy.
deny contains finding.on(policy, [block, index], message) if {
	some type, block in {"aws_lb_ssl_negotiation_policy": "attribute", "aws_load_balancer_policy": "policy_attribute"}
	some policy in resources.of_type(type)

	some index, attribute in policy.after[block]
	wrong := _wrong(attribute)
	message := $"{policy.address} has {wrong}, which accepts TLS below 1.2; expected Protocol-TLSv1.2 alone"
}

_wrong(attribute) := attribute.name if {
	attribute.name in {"Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"}
	values.is_on(attribute, "value")
}

_wrong(attribute) := attribute.value if {
	attribute.name == "Reference-Security-Policy"
	_is_old(attribute.value)
}

_is_old(policy) if {
	policy in {
		"",
		"ELBSecurityPolicy-2015-05",
		"ELBSecurityPolicy-2016-08",
		"ELBSecurityPolicy-FS-2018-06",
		"ELBSecurityPolicy-TLS-1-1-2017-01",
	}
}

_is_old(policy) if regex.match(`TLS-1-[01]-|TLS13-1-[01]-|FS-1-1-`, policy)
