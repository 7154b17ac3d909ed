package policies.dockerfile.latest_tag_test

import data.policies.dockerfile.latest_tag as policy
import data.policies.lib.testing

_from(image) := testing.review([testing.dockerfile([testing.stage(image, [])])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "image"],
		"message": "Dockerfile: node has no tag; expected a version or digest",
	}} with input as _from("node")
}

test_deny_moving_tags if {
	every image in ["node:latest", "r.example.com:5000/a/b", "a/b:EDGE", "debian:rolling"] {
		count(policy.deny) == 1 with input as _from(image)
	}
}

test_allow if {
	every image in ["node:24", "scratch", "node@sha256:abc", "node:latest@sha256:abc", "r.example.com:5000/a:1", ""] {
		count(policy.deny) == 0 with input as _from(image)
	}
}

test_allow_earlier_stage if {
	stages := [testing.stage("node:24", []), object.union(testing.stage("build", []), {"base": 0})]
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile(stages)])
}

test_allow_unknown if {
	stage := object.union(testing.stage("", []), {"image": null, "written": "$BASE"})
	resource := testing.unknown(testing.dockerfile([stage]), [["stages", 0, "image"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}
