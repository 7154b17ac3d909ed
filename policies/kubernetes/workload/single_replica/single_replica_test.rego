package policies.kubernetes.workload.single_replica_test

import data.policies.kubernetes.workload.single_replica as policy
import data.policies.lib.testing

_api(namespace, spec, pod) := testing.manifest("apps/v1/Deployment", namespace, "api", {"spec": object.union(
	{"template": {"spec": pod}},
	spec,
)})

_recreate := {"replicas": 1, "strategy": {"type": "Recreate"}}

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment/prod/api",
		"attribute": ["spec", "strategy"],
		"message": "apps/v1/Deployment/prod/api has one replica in production, and Recreate ends it first",
	}} with input as testing.review([_api("prod", _recreate, {})])
}

test_deny_rolling_update if {
	every number in [1, "100%"] {
		spec := {"strategy": {"rollingUpdate": {"maxUnavailable": number}}}
		count(policy.deny) == 1 with input as testing.review([_api("shop-prod", spec, {})])
	}
}

test_allow if {
	disk := {"volumes": [{"emptyDir": {}}, {"persistentVolumeClaim": {"claimName": "a"}}]}
	every resource in [
		_api("shop", _recreate, {}),
		_api("prod", {"replicas": 2, "strategy": {"type": "Recreate"}}, {}),
		_api("prod", {"replicas": 1}, {}),
		_api("prod", {"strategy": {"rollingUpdate": {"maxUnavailable": 0}}}, {}),
		_api("prod", {"strategy": {"rollingUpdate": {"maxUnavailable": "25%"}}}, {}),
		_api("prod", _recreate, disk),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.review([_api("prod", {"replicas": null, "strategy": {"type": "Recreate"}}, {})])
}
