# METADATA
# title: Database does not accept IAM authentication
# description: |
#   Passwords of databases are shared, copied and rarely changed. Tokens by IAM live for fifteen minutes and belong
#   to one identity.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
#     description: IAM database authentication
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `iam_database_authentication_enabled = true`.
#   resources:
#     - aws_db_instance
#     - aws_neptune_cluster
#     - aws_rds_cluster
#   topics:
#     - aws-rds-iam-auth
#   frameworks:
#     nist-800-53:
#       - "IA-2"
#     soc2:
#       - "CC6.1"
package policies.aws.rds.iam_authentication

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["iam_database_authentication_enabled"]

_types := {"aws_db_instance", "aws_neptune_cluster", "aws_rds_cluster"}

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_types(_types)

	setting.is_off(resource, _path)
	_is_able(resource)
	message := concat("; ", [
		$"{resource.address} does not accept IAM authentication",
		"expected iam_database_authentication_enabled = true",
	])
}

_is_able(resource) if resource.type == "aws_neptune_cluster"

_is_able(resource) if {
	engine := setting.of(resource, ["engine"], "aurora")
	engine in {"postgres", "mysql", "mariadb", "aurora", "aurora-mysql", "aurora-postgresql"}
	not _is_too_old(engine, object.get(resource.after, "engine_version", null))
}

# MariaDB has it since 10.6.
_is_too_old("mariadb", version) if regex.match(`^10\.[0-5](\.|$)`, version)
