# METADATA
# title: Subnet has no flow logs
# description: |
#   After an intrusion nobody can say what talked to what.
# related_resources:
#   - ref: https://cloud.google.com/vpc/docs/using-flow-logs
#     description: Flow logs
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add a `log_config` block.
#   resources:
#     - google_compute_subnetwork
#   topics:
#     - gcp-subnet-flow-logs
#   frameworks:
#     cis-gcp-3.0:
#       - "3.8"
#     nist-800-53:
#       - "AU-12"
package policies.google.network.flow_logs

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

# Subnets of proxies and of Private Service Connect cannot have them.
deny contains finding.on(subnet, ["log_config"], message) if {
	some subnet in resources.of_type("google_compute_subnetwork")

	setting.is_absent(subnet, ["log_config"])
	setting.is_off(subnet, ["enable_flow_logs"])
	setting.of(subnet, ["purpose"], "PRIVATE") in {"", "PRIVATE", "PRIVATE_RFC_1918"}
	message := $"{subnet.address} has no flow logs; expected a log_config"
}
