# METADATA
# title: Change adds much to the monthly cost
# description: |
#   A change that adds this much a month deserves a second look before it is merged. The limit is 500 USD, or what
#   `policies.settings.monthly_delta` in `.github/tollgate.yml` says; budgets there can block, and ask for consent.
# related_resources:
#   - ref: https://www.finops.org/framework/capabilities/budgeting/
#     description: Budgeting
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   enforcement: warn
#   remediation: Check that the cost is meant; resize, schedule or share what is added.
#   topics:
#     - cost-delta
package policies.cost.monthly_delta

import data.policies.lib.finding

# USD a month.
default _threshold := 500

_threshold := data.tollgate.monthly_delta

deny contains finding.overall(message) if {
	input.cost.delta > _threshold

	message := $"{input.project.name} will cost {round(input.cost.delta)} USD a month more; expected at most {_threshold}"
}
