package policies.kubernetes.pod.image_tag_test

import data.policies.kubernetes.pod.image_tag as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "image"],
		"message": "apps/v1/Deployment.this: image of container app has no tag; expected a version or digest",
	}} with input as testing.review([testing.container({"image": "nginx"})])
}

test_deny_moving_tags if {
	every image in ["nginx:latest", "registry.example.com:5000/team/api", "a/b:LATEST", "a:main"] {
		count(policy.deny) == 1 with input as testing.review([testing.container({"image": image})])
	}
}

test_deny_every_kind_and_list if {
	every field in ["initContainers", "containers", "ephemeralContainers"] {
		count(policy.deny) == 8 with input as testing.review(testing.workloads({field: [{"image": "a:latest"}]}))
	}
}

test_allow_fixed if {
	digest := "nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000"
	every image in ["nginx:1.27.3", "registry.example.com:5000/api:v2", digest, "nginx:latest-1.2", ""] {
		count(policy.deny) == 0 with input as testing.review([testing.container({"image": image})])
	}
}

test_allow_placeholders if {
	every image in ["${IMAGE}", "$(image)", "{{ image }}", "<image>"] {
		count(policy.deny) == 0 with input as testing.review([testing.container({"image": image})])
	}
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "containers", 0, "image"]
	workload := testing.unknown(testing.container({"image": null}), [path])
	count(policy.deny) == 0 with input as testing.review([workload, testing.container({})])
}
