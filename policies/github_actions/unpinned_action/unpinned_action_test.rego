package policies.github_actions.unpinned_action_test

import data.policies.github_actions.unpinned_action as policy
import data.policies.lib.testing

_uses(value) := testing.review([testing.steps([{"uses": value}])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "uses"],
		"message": ".github/workflows/ci.yml uses docker/login-action@v3; expected a full commit SHA after the @",
	}} with input as _uses("docker/login-action@v3")
}

test_deny_every_shape if {
	every value in ["a/b@v1.2.3", "a/b/c@main", "a/b", "a/b@08c6903", "a/b/.github/workflows/c.yml@v1"] {
		count(policy.deny) == 1 with input as _uses(value)
	}
}

test_deny_reusable_workflow_and_composite_action if {
	caller := testing.workflow({"on": "push", "jobs": {"a": {"uses": "o/r/.github/workflows/b.yml@main"}}})
	count(policy.deny) == 2 with input as testing.review([caller, testing.action([{"uses": "a/b@v1"}])])
}

test_warn_official_branch if {
	every value in ["actions/checkout@main", "actions/checkout", "github/codeql-action/init@MASTER"] {
		count(policy.deny) == 0 with input as _uses(value)
		count(policy.warn) == 1 with input as _uses(value)
	}
}

test_allow if {
	every value in [
		"a/b@08c6903cd8c0fde910a37f88322edcfb5dd907a8",
		"./.github/actions/a",
		"$/.github/workflows/a.yml@main",
		"docker://alpine:3.22",
		"actions/checkout@v5",
		"github/codeql-action/init@v3",
	] {
		count(policy.deny | policy.warn) == 0 with input as _uses(value)
	}
}

test_allow_odd_and_deleted if {
	gone := testing.deleted(testing.steps([{"uses": "a/b@v1"}]))
	odd := testing.workflow({"on": "push", "jobs": {"a": {"steps": [null, "x", {"uses": 1}]}, "b": null}})
	count(policy.deny) == 0 with input as testing.review([gone, odd])
}

test_allow_unknown if count(policy.deny | policy.warn) == 0 with input as _uses("${{ matrix.action }}")

test_allow_own_organisation if {
	own := object.union(_uses("acme/workflows/.github/workflows/ci.yml@main"), {"repository": {"owner": "Acme"}})
	count(policy.deny | policy.warn) == 0 with input as own
	count(policy.deny) == 1 with input as object.union(own, {"repository": {"owner": "other"}})
}

test_allow_what_has_to_be_called_by_its_release if {
	generator := "slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml"
	every version, findings in {"v2.1.0": 0, "v2": 1, "main": 1} {
		count(policy.deny) == findings with input as testing.review([testing.steps([{"uses": $"{generator}@{version}"}])])
	}
}
