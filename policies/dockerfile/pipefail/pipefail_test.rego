package policies.dockerfile.pipefail_test

import data.policies.dockerfile.pipefail as policy
import data.policies.lib.testing

_pipe := [[["curl", "a"], ["tar", "x"]]]

_in(instructions) := testing.review([testing.built(instructions)])

_shell(words) := object.union(testing.instruction("SHELL", ""), {"form": "exec", "arguments": words})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile pipes curl | tar without pipefail; expected a failure to end the build",
	}} with input as _in([testing.run(_pipe)])
}

test_deny_shell_afterwards_or_without if {
	strict := _shell(["/bin/bash", "-o", "pipefail", "-c"])
	count(policy.deny) == 1 with input as _in([testing.run(_pipe), strict])
	count(policy.deny) == 1 with input as _in([_shell(["/bin/bash", "-c"]), testing.run(_pipe)])
}

test_deny_shell_that_is_taken_back if {
	strict := _shell(["/bin/bash", "-o", "pipefail", "-c"])
	count(policy.deny) == 1 with input as _in([strict, _shell(["/bin/sh", "-c"]), testing.run(_pipe)])
	count(policy.deny) == 0 with input as _in([_shell(["/bin/sh", "-c"]), strict, testing.run(_pipe)])
}

test_allow if {
	every instructions in [
		[_shell(["/bin/bash", "-o", "pipefail", "-c"]), testing.run(_pipe)],
		[_shell(["powershell", "-Command"]), testing.run(_pipe)],
		[object.union(testing.run(_pipe), {"value": "set -o pipefail && curl a | tar x"})],
		[testing.run([[["echo", "a"], ["tee", "b"]]])],
		[testing.run([[["curl", "a"]]])],
		[object.union(testing.run(_pipe), {"form": "exec"})],
	] {
		count(policy.deny) == 0 with input as _in(instructions)
	}
}

test_allow_shell_of_the_stage_that_it_continues if {
	base := testing.stage("a:1", [_shell(["/bin/bash", "-o", "pipefail", "-c"])])
	next := object.union(testing.stage("base", [testing.run(_pipe)]), {"base": 0})
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile([base, next])])
}

test_allow_unknown if count(policy.deny) == 0 with input as _in([testing.run([[["$FETCH"]]])])
