package policies.kubernetes.service.node_port_test

import data.policies.kubernetes.service.node_port as policy
import data.policies.lib.testing

_service(spec) := testing.review([testing.kubernetes("v1/Service", {"metadata": {}, "spec": spec})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "v1/Service.this",
		"attribute": ["spec", "type"],
		"message": "v1/Service.this takes a port of every node (NodePort); expected ClusterIP",
	}} with input as _service({"type": "NodePort"})
}

test_allow if {
	every spec in [{}, {"type": "ClusterIP"}, {"type": "LoadBalancer"}] {
		count(policy.deny) == 0 with input as _service(spec)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _service({"type": null})
