package policies.github_actions.unpinned_image_test

import data.policies.github_actions.unpinned_image as policy
import data.policies.lib.testing

_job(job) := testing.review([testing.workflow({"on": "push", "jobs": {"a": job}})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "a", "container", "image"],
		"message": ".github/workflows/ci.yml uses the image node:24; expected a digest (@sha256:…)",
	}} with input as _job({"container": {"image": "node:24"}})
}

test_deny_every_place if {
	job := {
		"container": "node:24",
		"services": {"db": {"image": "postgres"}, "cache": {"image": "redis:7"}},
		"steps": [{"uses": "docker://alpine:3.22"}],
	}
	count(policy.deny) == 4 with input as _job(job)
}

test_allow if {
	every job in [
		{},
		{"container": null, "services": {"db": {"image": ""}}},
		{"container": "node:24@sha256:abc", "services": {"db": {"image": "postgres@sha256:abc"}}},
		{"steps": [{"uses": "docker://alpine@sha256:abc"}, {"uses": "actions/checkout@v5"}]},
	] {
		count(policy.deny) == 0 with input as _job(job)
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as _job({"container": "${{ matrix.image }}", "services": {"a": {}}})
}

test_deny_image_of_a_matrix if {
	matrix := {"image": ["node:24", "node@sha256:abc"], "include": [{"image": "alpine:3.22", "os": "ubuntu-24.04"}]}
	job := {"container": {"image": "${{ matrix.image }}"}, "strategy": {"matrix": matrix}}
	found := policy.deny with input as _job(job)
	{entry.message | some entry in found} == {
		".github/workflows/ci.yml uses the image node:24; expected a digest (@sha256:…)",
		".github/workflows/ci.yml uses the image alpine:3.22; expected a digest (@sha256:…)",
	}
}
