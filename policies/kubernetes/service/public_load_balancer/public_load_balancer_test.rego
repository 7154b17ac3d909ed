package policies.kubernetes.service.public_load_balancer_test

import data.policies.kubernetes.service.public_load_balancer as policy
import data.policies.lib.testing

_service(spec, annotations) := testing.kubernetes("v1/Service", {"metadata": {"annotations": annotations}, "spec": spec})

_balancer := {"type": "LoadBalancer"}

test_deny_whole_finding if {
	policy.deny == {{
		"address": "v1/Service.this",
		"attribute": ["spec", "type"],
		"message": "v1/Service.this is a public load balancer; expected an internal one, or source ranges",
	}} with input as testing.review([_service(_balancer, {})])
}

test_deny_load_balancer if {
	every annotations in [null, {}, {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing"}] {
		count(policy.deny) == 1 with input as testing.review([_service(_balancer, annotations)])
	}
	open := object.union(_balancer, {"loadBalancerSourceRanges": ["0.0.0.0/0"]})
	count(policy.deny) == 1 with input as testing.review([_service(open, {})])
}

test_addresses_that_are_asked_for if {
	every value, findings in {"10.11.0.15": 0, "192.168.1.2, fd00::1": 0, "10.0.0.1,8.8.8.8": 1, "172.32.0.1": 1, "100.1.2.3": 1, "${LB_IP}": 0} {
		annotations := {"lbipam.cilium.io/ips": value}
		count(policy.deny) == findings with input as testing.review([_service(_balancer, annotations)])
	}
	internal := object.union(_balancer, {"loadBalancerIP": "10.0.0.4"})
	count(policy.deny) == 0 with input as testing.review([_service(internal, {})])
	public := object.union(_balancer, {"loadBalancerIP": "203.0.113.4"})
	count(policy.deny) == 1 with input as testing.review([_service(public, null)])
}

test_allow if {
	every spec in [
		{},
		{"type": "ClusterIP"},
		{"type": "NodePort"},
		{"type": "LoadBalancer", "loadBalancerSourceRanges": ["10.0.0.0/8"]},
		{"type": "LoadBalancer", "loadBalancerClass": "tailscale"},
	] {
		count(policy.deny) == 0 with input as testing.review([_service(spec, {})])
	}
	every annotations in [
		{"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"},
		{"service.beta.kubernetes.io/azure-load-balancer-internal": "true"},
		{"networking.gke.io/load-balancer-type": "Internal"},
		{"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8"},
	] {
		count(policy.deny) == 0 with input as testing.review([_service(_balancer, annotations)])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as testing.review([_service({"type": null}, {})])
