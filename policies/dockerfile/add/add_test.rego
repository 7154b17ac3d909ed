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

test_variable_that_is_a_file if {
	every value, findings in {
		"${JAR_FILE} app.jar": 1,
		"$CONF /etc/app.conf": 1,
		"${JAR_FILE} /app/": 0,
		"${NAME}.tar.gz app.sh": 0,
	} {
		count(policy.deny) == findings with input as _add(value)
	}
}
