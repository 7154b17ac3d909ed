package policies.kubernetes.pod.service_account_token_test

import data.policies.kubernetes.pod.service_account_token as policy
import data.policies.lib.testing

_account(name, fields) := testing.manifest("v1/ServiceAccount", "shop", name, fields)

_elsewhere := testing.manifest("v1/ServiceAccount", "other", "api", {"automountServiceAccountToken": false})

_workload(spec) := testing.manifest("apps/v1/Deployment", "shop", "api", {"spec": {"template": {"spec": spec}}})

_binding := testing.manifest("rbac.authorization.k8s.io/v1/RoleBinding", "shop", "api", {"subjects": [
	{"kind": "ServiceAccount", "name": "api", "namespace": "shop"},
	{"kind": "User", "name": "x"},
]})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "automountServiceAccountToken"],
		"message": "apps/v1/Deployment.this mounts the token of default; expected automountServiceAccountToken: false",
	}} with input as testing.review([testing.deployment({})])
}

test_deny_every_case if {
	every resources in [
		[_workload({"automountServiceAccountToken": true})],
		[_workload({"serviceAccountName": "default"})],
		[_workload({"serviceAccountName": "api"}), _account("api", {})],
		[_workload({"serviceAccountName": "api", "serviceAccount": "other"}), _account("api", {})],
		[_workload({"serviceAccountName": "api"}), _account("api", {}), _elsewhere],
	] {
		count(policy.deny) == 1 with input as testing.review(resources)
	}
}

test_allow if {
	identity := {"metadata": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a"}}}
	every resources in [
		[_workload({"automountServiceAccountToken": false})],
		[_workload({"serviceAccountName": "api"})],
		[_workload({"serviceAccountName": "api"}), _account("api", {}), _binding],
		[_workload({"serviceAccountName": "api"}), _account("api", identity)],
		[_workload({}), _account("default", {"automountServiceAccountToken": false})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	workload := testing.unknown(testing.deployment({}), [["spec", "template", "spec", "serviceAccountName"]])
	count(policy.deny) == 0 with input as testing.review([workload])
}

test_deny_pod_that_overrules_its_account if {
	account := _account("default", {"automountServiceAccountToken": false})
	count(policy.deny) == 1 with input as testing.review([_workload({"automountServiceAccountToken": true}), account])
}
