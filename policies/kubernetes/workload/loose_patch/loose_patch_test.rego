package policies.kubernetes.workload.loose_patch_test

import data.policies.kubernetes.workload.loose_patch as policy
import data.policies.lib.testing

_patch(spec) := object.union(
	testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": spec}),
	{"location": {"path": "prod/image-patch.yaml", "line": 1, "end_line": 9}},
)

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/shop/api",
		"message": "apps/v1/Deployment/shop/api is a part of a workload and was not looked at; expected a kustomization that names it",
	}} with input as testing.review([_patch({"replicas": 3})])
}

test_allow if {
	spec := {"selector": {}, "template": {"spec": {"containers": [{"name": "api", "image": "api:1"}]}}}
	count(policy.deny) == 0 with input as testing.review([_patch(spec)])
}

# An image that is not known is there.
test_allow_unknown if {
	spec := {"selector": {}, "template": {"spec": {"containers": [{"name": "api", "image": null}]}}}
	count(policy.deny) == 0 with input as testing.review([_patch(spec)])
}
