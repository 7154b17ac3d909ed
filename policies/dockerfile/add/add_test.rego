package policies.dockerfile.add_test

import data.policies.dockerfile.add as policy
import data.policies.lib.testing

_add(value) := testing.review([testing.built([testing.instruction("ADD", value)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile: ADD takes files; expected COPY",
	}} with input as _add("app /app")
}

test_allow if {
	every value in ["rootfs.tar.xz /", "\"/target/resources.tar.gz\" \"resources\"", "https://github.com/a/b.git /b", "git@github.com:a/b.git /b", "https://example.com/a /a"] {
		count(policy.deny) == 0 with input as _add(value)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _add("$ARTIFACT /app")
