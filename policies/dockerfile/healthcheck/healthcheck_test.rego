package policies.dockerfile.healthcheck_test

import data.policies.dockerfile.healthcheck as policy
import data.policies.lib.testing

_cmd := testing.instruction("CMD", "a")

_check := testing.instruction("HEALTHCHECK", "CMD b")

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0],
		"message": "Dockerfile has no HEALTHCHECK; expected one in its last stage",
	}} with input as testing.review([testing.built([_cmd])])
}

test_deny_check_of_another_stage if {
	stages := [testing.stage("a:1", [_check]), testing.stage("b:1", [_cmd])]
	count(policy.deny) == 1 with input as testing.review([testing.dockerfile(stages)])
}

test_allow if {
	every instructions in [[_check, _cmd], [testing.instruction("HEALTHCHECK", "NONE"), _cmd]] {
		count(policy.deny) == 0 with input as testing.review([testing.built(instructions)])
	}
}

test_allow_files_alone if {
	stage := testing.stage("scratch", [testing.instruction("COPY", "a /")])
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile([stage])])
}

test_allow_continued_stage if {
	stages := [testing.stage("a:1", [_check]), object.union(testing.stage("base", [_cmd]), {"base": 0})]
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile(stages)])
}

test_allow_unknown if {
	stage := object.union(testing.stage("", []), {"image": null})
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile([stage])])
}
