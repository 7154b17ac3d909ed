package policies.dockerfile.remote_script_test

import data.policies.dockerfile.remote_script as policy
import data.policies.lib.testing

_run(pipelines) := testing.review([testing.built([testing.run(pipelines)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile pipes a download into bash; expected its digest to be checked first",
	}} with input as _run([[["curl", "-sSL", "https://example.com/a"], ["sudo", "-E", "bash", "-"]]])
}

test_deny_substitution if {
	every value in ["bash <(curl -s https://a.example)", "sh -c \"$(curl -fsSL https://a.example)\""] {
		run := object.union(testing.run([]), {"value": value})
		count(policy.deny) == 1 with input as testing.review([testing.built([run])])
	}
}

test_allow if {
	every pipelines in [
		[[["curl", "-sSLo", "a", "https://a.example"]], [["echo", "digest a"], ["sha256sum", "-c"]], [["sh", "a"]]],
		[[["curl", "-s", "https://a.example"], ["tar", "xz"]]],
		[[["echo", "a"], ["bash"]]],
	] {
		count(policy.deny) == 0 with input as _run(pipelines)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run([[["$FETCH", "a"], ["bash"]]])
