package policies.dockerfile.sudo_test

import data.policies.dockerfile.sudo as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile runs sudo apt-get update; expected no sudo",
	}} with input as _run("sudo apt-get update")
}

test_deny_in_pipeline if {
	pipeline := testing.run([[["echo", "a"], ["/usr/bin/sudo", "tee", "b"]]])
	count(policy.deny) == 1 with input as testing.review([testing.built([pipeline])])
}

test_allow if {
	every text in ["apt-get install -y sudo", "echo sudo", "pseudo a"] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("$SUDO apt-get update")
