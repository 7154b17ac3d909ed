package policies.github_actions.cache_poisoning_test

import data.policies.github_actions.cache_poisoning as policy
import data.policies.lib.testing

_cache := {"uses": "actions/cache@v4", "with": {"path": "x", "key": "y"}}

_publish := {"run": "npm publish"}

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "uses"],
		"message": concat("", [
			".github/workflows/ci.yml restores a cache with actions/cache@v4 in a job that publishes; ",
			"expected none",
		]),
	}} with input as testing.review([testing.steps([_cache, _publish])])
}

test_deny_every_cache if {
	every step in [
		{"uses": "Swatinem/rust-cache@v2"},
		{"uses": "actions/setup-node@v4", "with": {"cache": "npm"}},
		{"uses": "actions/setup-node@v6", "with": {"package-manager-cache": true}},
		{"uses": "actions/setup-go@v5"},
		{"uses": "golangci/golangci-lint-action@v8"},
		{"uses": "ruby/setup-ruby@v1", "with": {"bundler-cache": true}},
		{"uses": "PyO3/maturin-action@v1", "with": {"sccache": "true"}},
		{"uses": "ramsey/composer-install@v3"},
		{"uses": "ramsey/composer-install@v3", "with": {"ignore-cache": false}},
	] {
		count(policy.deny) == 1 with input as testing.review([testing.steps([step, _publish])])
	}
}

test_deny_every_release if {
	every event in ["release", {"release": {"types": ["published"]}}, {"push": {"tags": ["v*"]}}] {
		count(policy.deny) == 1 with input as testing.review([testing.job_of(event, [_cache])])
	}
	every step in [
		{"uses": "pypa/gh-action-pypi-publish@v1"},
		{"uses": "docker/build-push-action@v6", "with": {"push": true}},
	] {
		count(policy.deny) == 1 with input as testing.review([testing.steps([_cache, step])])
	}
}

test_allow if {
	every steps in [
		[_cache],
		[{"uses": "actions/setup-node@v4"}, _publish],
		[_cache, {"run": "cargo publish --workspace --dry-run\ncargo test"}],
		[{"uses": "ramsey/composer-install@v3", "with": {"ignore-cache": "yes"}}, _publish],
		[{"uses": "actions/setup-node@v4", "with": {"node-version": 24}}, _publish],
		[{"uses": "actions/setup-go@v5", "with": {"cache": false}}, _publish],
		[{"uses": "actions/setup-go@v2"}, _publish],
		[{"uses": "golangci/golangci-lint-action@v8", "with": {"skip-cache": true}}, _publish],
		[{"uses": "Swatinem/rust-cache@v2", "with": {"lookup-only": true}}, _publish],
	] {
		count(policy.deny) == 0 with input as testing.review([testing.steps(steps)])
	}
	branches := {"push": {"tags": ["v*"], "branches": ["main"]}}
	count(policy.deny) == 0 with input as testing.review([testing.job_of(branches, [_cache])])
}

test_previews_of_pull_requests if {
	push := {"uses": "docker/build-push-action@v6", "with": {"push": true, "tags": "app:${{ github.sha }}"}}
	preview := {"uses": "docker/build-push-action@v6", "with": {"push": true, "tags": "app:${{ github.head_ref }}"}}
	every case in [
		["pull_request", push, 0],
		["workflow_call", preview, 0],
		["workflow_call", push, 1],
		["pull_request_target", preview, 1],
		[["push", "pull_request"], preview, 1],
	] {
		count(policy.deny) == case[2] with input as testing.review([testing.job_of(case[0], [_cache, case[1]])])
	}
}

test_allow_unknown if {
	step := {"uses": "actions/setup-python@v5", "with": {"cache": "${{ inputs.cache }}"}}
	count(policy.deny) == 0 with input as testing.review([testing.steps([step, _publish])])
}

test_conditions_of_the_cache if {
	every condition, findings in {
		"!startsWith(github.ref, 'refs/tags/') && runner.os == 'Linux'": 0,
		"github.event_name == 'pull_request'": 0,
		"startsWith(github.ref, 'refs/tags/')": 1,
		"runner.os == 'Linux' || !startsWith(github.ref, 'refs/tags/')": 1,
	} {
		step := object.union(_cache, {"if": condition})
		count(policy.deny) == findings with input as testing.review([testing.steps([step, _publish])])
	}
}

test_caches_for_releases if {
	every condition, findings in {
		"${{ startsWith(github.ref, 'refs/tags/') }}": 1,
		"${{ github.event_name == 'push' && github.ref_type == 'tag' }}": 1,
		"${{ !startsWith(github.ref, 'refs/tags/') }}": 0,
		"${{ github.ref == 'refs/heads/main' }}": 0,
	} {
		step := {"uses": "PyO3/maturin-action@v1", "with": {"sccache": condition}}
		event := {"push": {"branches": ["main"], "tags": ["*"]}}
		count(policy.deny) == findings with input as testing.review([testing.job_of(event, [step])])
	}
}

test_allow_go_before_the_checkout if {
	go := {"uses": "actions/setup-go@v6"}
	checkout := {"uses": "actions/checkout@v5"}
	every steps, findings in {[go, checkout]: 0, [checkout, go]: 1} {
		count(policy.deny) == findings with input as testing.review([testing.job_of("release", steps)])
	}
}
