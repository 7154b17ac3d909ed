# METADATA
# title: Search domain accepts TLS below 1.2
# description: |
#   The older versions have known attacks; whoever is on the way can make a client fall back to them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html
#     description: Minimum TLS version
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Set `tls_security_policy = "Policy-Min-TLS-1-2-2019-07"`, or a newer one.'
#   resources:
#     - aws_elasticsearch_domain
#     - aws_opensearch_domain
#   topics:
#     - aws-opensearch-https
#   frameworks:
#     nist-800-53:
#       - "SC-13"
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.opensearch.tls_version

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["domain_endpoint_options", 0, "tls_security_policy"]

_good := "Policy-Min-TLS-1-2-2019-07"

deny contains fix.set(finding.on(domain, _path, message), _path, _good) if {
	some domain in resources.of_types({"aws_elasticsearch_domain", "aws_opensearch_domain"})

	policy := setting.of(domain, _path, "")
	startswith(policy, "Policy-Min-TLS-1-0")
	message := $"{domain.address} has the policy {policy}, which accepts TLS below 1.2; expected {_good}"
}
