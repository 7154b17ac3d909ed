# METADATA
# title: Warehouse is reachable from the internet
# description: |
#   The cluster then has an address that anybody can reach; only a security group stands before all the data.
#   Providers before version 6 do so unless told otherwise.
# related_resources:
#   - ref: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html
#     description: Clusters in a VPC
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Set `publicly_accessible = false`.
#   resources:
#     - aws_redshift_cluster
#     - aws_redshiftserverless_workgroup
#   topics:
#     - aws-redshift-public
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.redshift.public

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_attribute := ["publicly_accessible"]

deny contains fix.set(finding.on(cluster, _attribute, message), _attribute, false) if {
	some cluster in resources.of_types({"aws_redshift_cluster", "aws_redshiftserverless_workgroup"})

	setting.of(cluster, _attribute, _default(cluster)) in {true, "true"}
	message := $"{cluster.address} is publicly accessible; expected publicly_accessible = false"
}

# Before its version 6 the provider made clusters public where nothing was said.
_default(cluster) if {
	cluster.type == "aws_redshift_cluster"
	some block in resources.blocks("terraform")
	some providers in block.after.required_providers
	regex.match(`^\s*(=|~>)?\s*v?[0-5]\.`, providers.aws.version)
} else := false
