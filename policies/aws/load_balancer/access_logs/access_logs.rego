# METADATA
# title: Load balancer does not log requests
# description: |
#   After an attack nobody can say who asked for what.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
#     description: Access logs
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add an `access_logs` block with a bucket and `enabled = true`.
#   resources:
#     - aws_alb
#     - aws_elb
#     - aws_lb
#   topics:
#     - aws-lb-access-logs
#   frameworks:
#     nist-800-53:
#       - "AU-12"
#     soc2:
#       - "CC7.2"
package policies.aws.load_balancer.access_logs

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

# Where nothing is said inside of the block, the classic load balancer logs and the others do not.
_defaults := {"aws_alb": false, "aws_elb": true, "aws_lb": false}

deny contains finding.on(balancer, ["access_logs"], message) if {
	some type, preset in _defaults
	some balancer in resources.of_type(type)

	not setting.of(balancer, ["load_balancer_type"], "application") == "gateway"
	_is_silent(balancer, preset)
	message := $"{balancer.address} does not log requests; expected access_logs with enabled = true"
}

_is_silent(balancer, _) if setting.is_absent(balancer, ["access_logs"])

_is_silent(balancer, preset) if {
	count(balancer.after.access_logs) > 0
	setting.of(balancer, ["access_logs", 0, "enabled"], preset) in {false, "false"}
}
