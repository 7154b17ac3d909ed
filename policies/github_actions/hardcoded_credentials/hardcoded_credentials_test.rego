package policies.github_actions.hardcoded_credentials_test

import data.policies.github_actions.hardcoded_credentials as policy
import data.policies.lib.testing

_key := concat("", ["AKIA", "QWERTYUIOPASDFGH"])

test_deny_whole_finding if {
	job := {"container": {"image": "a", "credentials": {"username": "u", "password": "hunter2"}}}
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "a", "container", "credentials", "password"],
		"message": ".github/workflows/ci.yml has the password of a registry in it; expected a secret",
	}} with input as testing.review([testing.workflow({"on": "push", "jobs": {"a": job}})])
}

test_deny_service_and_tokens if {
	secret := concat("", ["abcdefghijklmnopqrst", "ABCDEFGHIJ0123456789"])
	job := {
		"services": {"db": {"credentials": {"password": "x"}}},
		"env": {"A": _key},
		"steps": [{"with": {"aws-secret-access-key": secret}}, {"env": {"K": "-----BEGIN PRIVATE KEY-----\n"}}],
	}
	workflow := testing.workflow({"on": "push", "env": {"B": "-----BEGIN RSA PRIVATE KEY-----"}, "jobs": {"a": job}})
	count(policy.deny) == 5 with input as testing.review([workflow])
}

test_allow if {
	every job in [
		{"container": "alpine:3.22"},
		{"container": {"credentials": {"username": "u", "password": "${{ secrets.P }}"}}},
		{"env": {"A": "AKIAIOSFODNN7EXAMPLE", "B": "", "C": 3, "PASSWORD": "postgres"}},
	] {
		count(policy.deny) == 0 with input as testing.review([testing.workflow({"on": "push", "jobs": {"a": job}})])
	}
}

test_allow_unknown if {
	job := {"container": "${{ matrix.image }}", "env": {"AWS_SECRET_ACCESS_KEY": "${{ vars.KEY }}"}}
	count(policy.deny) == 0 with input as testing.review([testing.workflow({"on": "push", "jobs": {"a": job}})])
}
