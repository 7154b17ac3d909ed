# METADATA
# title: Search domain answers plain HTTP
# description: |
#   Queries, documents and passwords can be read and changed by everybody on the way.
# related_resources:
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html
#     description: Requiring HTTPS
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Add a `domain_endpoint_options` block with `enforce_https = true` and `tls_security_policy =
#     "Policy-Min-TLS-1-2-2019-07"`.
#   resources:
#     - aws_elasticsearch_domain
#     - aws_opensearch_domain
#   topics:
#     - aws-opensearch-https
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.aws.opensearch.https

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["domain_endpoint_options", 0, "enforce_https"]

_types := {"aws_elasticsearch_domain", "aws_opensearch_domain"}

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_types(_types)

	setting.is_off(resource, _path)
	message := $"{resource.address} answers plain HTTP; expected enforce_https = true"
}
