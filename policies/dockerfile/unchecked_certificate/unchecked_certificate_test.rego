package policies.dockerfile.unchecked_certificate_test

import data.policies.dockerfile.unchecked_certificate as policy
import data.policies.lib.testing

_run(pipelines) := testing.review([testing.built([testing.run(pipelines)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile runs curl -k, without checking certificates; expected it without",
	}} with input as _run([[["curl", "-k", "https://a.example"]]])
}

test_deny_every_program if {
	every command in [
		["curl", "-k", "https://a.example"],
		["curl", "-sSkL", "https://a.example"],
		["curl", "--insecure", "https://a.example"],
		["wget", "--no-check-certificate", "https://a.example"],
		["pip", "install", "--trusted-host", "a.example", "b"],
		["git", "-c", "http.sslVerify=false", "clone", "a"],
		["git", "config", "--global", "http.sslVerify", "false"],
		["npm", "config", "set", "strict-ssl", "false"],
	] {
		count(policy.deny) == 1 with input as _run([[command]])
	}
}

test_deny_every_option if {
	every command in [
		["curl", "-k", "--insecure", "https://a.example"],
		["pip", "install", "--trusted-host=a.example", "--trusted-host=b.example", "c"],
	] {
		count(policy.deny) == 2 with input as _run([[command]])
	}
}

test_allow if {
	every pipelines in [
		[[["curl", "--keepalive-time", "2", "https://a.example"]]],
		[[["wget", "-k", "https://a.example"]]],
		[[["git", "config", "http.sslVerify", "true"]]],
	] {
		count(policy.deny) == 0 with input as _run(pipelines)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run([[["curl", "$OPTIONS", "https://a.example"]]])
