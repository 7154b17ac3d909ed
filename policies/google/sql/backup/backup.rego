# METADATA
# title: Database has no backups
# description: |
#   What is deleted or changed by mistake, or by an intruder, is gone. Without a word about backups there are none.
# related_resources:
#   - ref: https://cloud.google.com/sql/docs/postgres/backup-recovery/backups
#     description: Backups
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: >-
#     Add `backup_configuration { enabled = true }` to `settings`, with `point_in_time_recovery_enabled = true`.
#   resources:
#     - google_sql_database_instance
#   topics:
#     - gcp-sql-backup
#   frameworks:
#     cis-gcp-3.0:
#       - "6.7"
#     nist-800-53:
#       - "CP-9"
#     soc2:
#       - "A1.2"
package policies.google.sql.backup

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["settings", 0, "backup_configuration", 0, "enabled"]

deny contains finding.on(instance, _path, message) if {
	some instance in resources.of_type("google_sql_database_instance")

	count(setting.of(instance, ["settings"], [])) > 0
	setting.is_off(instance, _path)
	not _is_replica(instance)
	message := $"{instance.address} has no backups; expected backup_configuration with enabled = true"
}

_is_replica(instance) if not setting.is_absent(instance, ["master_instance_name"])

_is_replica(instance) if setting.of(instance, ["instance_type"], "") in {"READ_POOL_INSTANCE", "READ_REPLICA_INSTANCE"}
