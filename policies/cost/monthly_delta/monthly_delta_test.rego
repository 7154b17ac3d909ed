package policies.cost.monthly_delta_test

import data.policies.cost.monthly_delta as policy
import data.policies.lib.testing

_costing(delta) := object.union(testing.review([]), {"cost": {"delta": delta}})

test_deny_above_threshold if {
	message := "envs/prod will cost 731 USD a month more; expected at most 500"
	policy.deny == {{"message": message}} with input as _costing(730.6)
}

test_allow_below_threshold if {
	every delta in [500, 0, -900] {
		count(policy.deny) == 0 with input as _costing(delta)
	}
}

test_limit_of_the_configuration if {
	settings := {"monthly_delta": 50}
	message := "envs/prod will cost 51 USD a month more; expected at most 50"
	policy.deny == {{"message": message}} with input as _costing(51) with data.tollgate as settings
	count(policy.deny) == 0 with input as _costing(50) with data.tollgate as settings
}

# What cannot be priced adds nothing to the delta; the report says which resources those are.
test_allow_unknown if count(policy.deny) == 0 with input as _costing(0)
