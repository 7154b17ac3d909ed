package policies.cost.nat_gateway_per_zone_test

import data.policies.cost.nat_gateway_per_zone as policy
import data.policies.lib.testing

_gateways := [testing.named("aws_nat_gateway", name, {}) | some name in ["a", "b", "c"]]

_project(path, resources) := object.union(testing.review(resources), {"project": {"path": path}})

test_deny_all_but_the_first if {
	policy.deny == {
		{
			"address": "aws_nat_gateway.b",
			"message": "aws_nat_gateway.b is one of 3 NAT gateways of a non-production environment; expected one",
		},
		{
			"address": "aws_nat_gateway.c",
			"message": "aws_nat_gateway.c is one of 3 NAT gateways of a non-production environment; expected one",
		},
	} with input as _project("envs/dev-eu", _gateways)
}

test_deny_by_tag if {
	tagged := [object.union(gateway, {"tags": {"Environment": "Staging"}}) | some gateway in _gateways]
	count(policy.deny) == 2 with input as _project("live", tagged)
}

test_allow_production if count(policy.deny) == 0 with input as _project("envs/prod", _gateways)

test_allow_words_that_contain_a_name if count(policy.deny) == 0 with input as _project("latest/devices", _gateways)

test_allow_one_each if {
	one := object.union(_gateways[1], {"module": "module.other"})
	count(policy.deny) == 0 with input as _project("envs/dev", [_gateways[0], one, testing.deleted(_gateways[2])])
}

# Instances of an unknown number are one resource: nobody knows whether there is a second.
test_allow_unknown if {
	count(policy.deny) == 0 with input as _project("envs/dev", [testing.named("aws_nat_gateway", "this[*]", {})])
}
