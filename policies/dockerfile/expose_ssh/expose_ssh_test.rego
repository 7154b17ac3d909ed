package policies.dockerfile.expose_ssh_test

import data.policies.dockerfile.expose_ssh as policy
import data.policies.lib.testing

_expose(value) := testing.review([testing.built([testing.instruction("EXPOSE", value)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile exposes port 22, SSH; expected it not to",
	}} with input as _expose("80 22")
}

test_deny_every_shape if {
	every value in ["22/tcp", "22/TCP", "20-30"] {
		count(policy.deny) == 1 with input as _expose(value)
	}
}

test_allow if {
	every value in ["80", "2222", "22/udp", "8000-9000", "20-30/udp"] {
		count(policy.deny) == 0 with input as _expose(value)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _expose("$PORT")
