# METADATA
# title: Change destroys what holds data
# description: |
#   What is in it goes with it: data, keys without which other data cannot be read, or a cluster with all that runs
#   on it.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy
#     description: prevent_destroy
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Keep the resource, or take a backup first and record a waiver; a `moved` block renames without destroying.
#   topics:
#     - plan-stateful-destroy
#   frameworks:
#     nist-800-53:
#       - "CM-3"
#       - "CP-9"
#     soc2:
#       - "A1.2"
#       - "CC8.1"
package policies.terraform.plan.stateful_destroy

import data.policies.lib.finding
import data.policies.lib.stateful

deny contains finding.at(loss.resource, message) if {
	some loss in stateful.losses

	loss.kind in _kinds
	message := $"the change {loss.verb} {loss.resource.address}, a {loss.kind}, with what it holds"
}

# Logs, names, queues and networks are lost too, and made anew without tears.
_kinds := {"backup", "bucket", "cluster", "database", "directory", "disk", "file system", "key", "registry"}
