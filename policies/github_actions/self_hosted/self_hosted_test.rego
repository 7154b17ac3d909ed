package policies.github_actions.self_hosted_test

import data.policies.github_actions.self_hosted as policy
import data.policies.lib.testing

_job(event, runs_on) := testing.review([testing.workflow({"on": event, "jobs": {"a": {"runs-on": runs_on}}})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "a", "runs-on"],
		"message": concat("", [
			".github/workflows/ci.yml: job a runs on self-hosted for pull_request; ",
			"expected a fresh runner",
		]),
	}} with input as _job(["push", "pull_request"], "self-hosted")
}

test_deny_every_shape if {
	every runs_on in [
		["self-hosted", "linux"],
		["Linux", "gpu"],
		{"labels": "self-hosted"},
		{"group": "a", "labels": ["self-hosted"]},
	] {
		count(policy.deny) == 1 with input as _job({"pull_request_target": null}, runs_on)
	}
}

test_allow if {
	count(policy.deny) == 0 with input as _job("push", "self-hosted")
	every runs_on in ["ubuntu-24.04", ["ubuntu-24.04", "arm-4-cores"], {"group": "large"}, null, 3] {
		count(policy.deny) == 0 with input as _job("pull_request", runs_on)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _job("pull_request", "${{ matrix.os }}")

_matrix(matrix) := testing.review([testing.workflow({"on": "pull_request", "jobs": {"a": {
	"runs-on": "${{ matrix.os }}",
	"strategy": {"matrix": matrix},
}}})])

test_runners_of_a_matrix if {
	count(policy.deny) == 1 with input as _matrix({"os": ["self-hosted", "ubuntu-24.04"]})
	count(policy.deny) == 1 with input as _matrix({"os": ["ubuntu-24.04"], "include": [{"os": "self-hosted"}]})
	count(policy.deny) == 0 with input as _matrix({"os": ["self-hosted", "macos-15"], "exclude": [{"os": "self-hosted"}]})
	count(policy.deny) == 0 with input as _matrix({"os": ["macos-15", "ubuntu-24.04"]})
	count(policy.deny) == 0 with input as _matrix("${{ fromJSON(inputs.matrix) }}")
}
