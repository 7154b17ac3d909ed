package policies.dockerfile.multiple_entrypoint_test

import data.policies.dockerfile.multiple_entrypoint as policy
import data.policies.lib.testing

_two(name) := [testing.instruction(name, "a"), testing.instruction(name, "b")]

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile has 2 ENTRYPOINT in one stage; expected one",
	}} with input as testing.review([testing.built(_two("ENTRYPOINT"))])
}

test_allow if {
	one := [testing.instruction("CMD", "a"), testing.instruction("ENTRYPOINT", "b")]
	stages := [testing.stage("a:1", one), testing.stage("b:1", one)]
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile(stages)])
	count(policy.deny) == 0 with input as testing.review([testing.built(_two("CMD"))])
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([testing.built([])])
