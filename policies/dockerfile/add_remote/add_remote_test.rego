package policies.dockerfile.add_remote_test

import data.policies.dockerfile.add_remote as policy
import data.policies.lib.testing

_add(value) := testing.review([testing.built([testing.instruction("ADD", value)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile: ADD fetches a file without a checksum; expected --checksum",
	}} with input as _add("https://example.com/a.tar.gz /a")
}

test_allow if {
	every value in ["app /app", "https://github.com/a/b.git /b", "git@github.com:a/b.git /b"] {
		count(policy.deny) == 0 with input as _add(value)
	}
	fetched := object.union(
		testing.instruction("ADD", "https://example.com/a /a"),
		{"flags": [{"name": "checksum", "value": "sha256:abc"}]},
	)
	count(policy.deny) == 0 with input as testing.review([testing.built([fetched, testing.instruction("COPY", "a b")])])
}

test_allow_unknown if count(policy.deny) == 0 with input as _add("$ADDRESS /app")
