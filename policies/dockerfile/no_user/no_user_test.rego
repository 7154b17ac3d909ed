package policies.dockerfile.no_user_test

import data.policies.dockerfile.no_user as policy
import data.policies.lib.testing

_in(instructions) := testing.review([testing.built(instructions)])

_user(name) := testing.instruction("USER", name)

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0],
		"message": "Dockerfile never leaves root; expected USER with a user without rights",
	}} with input as _in([testing.instruction("CMD", "a")])
}

test_deny_root_at_the_end if {
	every user in ["root", "0", "0:0", "ROOT", "root:app"] {
		found := policy.deny with input as _in([_user("app"), _user(user)])
		{entry.attribute | some entry in found} == {["stages", 0, "instructions", 1]}
	}
}

test_deny_user_of_another_stage if {
	stages := [testing.stage("a:1", [_user("app")]), testing.stage("b:1", [testing.instruction("CMD", "a")])]
	count(policy.deny) == 1 with input as testing.review([testing.dockerfile(stages)])
}

test_allow if {
	every user in ["app", "10001", "10001:0", "nobody", "$UID"] {
		count(policy.deny) == 0 with input as _in([_user("root"), _user(user)])
	}
}

test_allow_user_of_the_stage_that_it_continues if {
	base := object.union(testing.stage("a:1", [_user("app")]), {"name": "base"})
	next := object.union(testing.stage("base", [testing.instruction("CMD", "a")]), {"base": 0})
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile([base, next])])
}

test_allow_images_that_bring_a_user if {
	every image in ["gcr.io/distroless/static:nonroot", "cgr.dev/chainguard/node:24", "nginxinc/nginx-unprivileged:1.29"] {
		stage := testing.stage(image, [testing.instruction("CMD", "a")])
		count(policy.deny) == 0 with input as testing.review([testing.dockerfile([stage])])
	}
}

test_allow_files_alone if {
	stage := testing.stage("scratch", [testing.instruction("COPY", "a /")])
	count(policy.deny) == 0 with input as testing.review([testing.dockerfile([stage])])
}

test_allow_unknown if {
	stage := object.union(testing.stage("", []), {"image": null, "written": "$BASE"})
	resource := testing.unknown(testing.dockerfile([stage]), [["stages", 0, "image"]])
	count(policy.deny) == 0 with input as testing.review([resource, testing.deleted(testing.built([]))])
}

test_allow_list_of_images if count(policy.deny) == 0 with input as _in([])

test_warn_step_down if {
	image := _in([testing.instruction("RUN", "apk add --no-cache su-exec"), testing.instruction("ENTRYPOINT", "/start")])
	count(policy.deny) == 0 with input as image
	policy.warn == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0],
		"message": "Dockerfile starts as root and leaves it to its entrypoint to step down; expected USER",
	}} with input as image
}

test_allow_workplace if {
	image := object.union(testing.built([testing.instruction("RUN", "a")]), {"address": ".devcontainer/Dockerfile"})
	count(policy.deny) == 0 with input as testing.review([image])
}

test_allow_images_whose_publisher_sets_a_user if {
	every image in ["quay.io/jupyter/base-notebook:2026-07-28", "jenkins/jenkins:lts", "registry.access.redhat.com/ubi9/nodejs-22:1"] {
		stage := testing.stage(image, [testing.instruction("CMD", "a")])
		count(policy.deny) == 0 with input as testing.review([testing.dockerfile([stage])])
	}
}

test_images_built_beforehand if {
	every image, findings in {
		"acme-base": 0,
		"web_base:1": 0,
		"eclipse-temurin:21": 1,
		"debian:13": 1,
		"acme/base-image": 1,
	} {
		stage := testing.stage(image, [testing.instruction("CMD", "a")])
		count(policy.deny) == findings with input as testing.review([testing.dockerfile([stage])])
	}
}

test_allow_template if {
	template := object.union(testing.built([testing.instruction("CMD", "a")]), {"address": "app/Dockerfile.tmpl"})
	count(policy.deny) == 0 with input as testing.review([template])
}
