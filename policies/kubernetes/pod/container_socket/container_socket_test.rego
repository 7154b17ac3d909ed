package policies.kubernetes.pod.container_socket_test

import data.policies.kubernetes.pod.container_socket as policy
import data.policies.lib.testing

_pod(path) := testing.deployment({"volumes": [{"name": "v", "hostPath": {"path": path}}]})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "volumes", 0, "hostPath", "path"],
		"message": "apps/v1/Deployment.this mounts /var/run/docker.sock (a container runtime)",
	}} with input as testing.review([_pod("/var/run/docker.sock")])
}

test_deny_every_path if {
	every path in [
		"/var/run/docker.sock",
		"/run/containerd/containerd.sock",
		"/run/k3s/containerd/containerd.sock",
		"/var/run/crio/crio.sock",
	] {
		count(policy.deny) == 1 with input as testing.review([_pod(path)])
	}
}

test_allow_other_paths if {
	every path in ["/var/run/app.sock", "/var/run", "/docker.socks"] {
		count(policy.deny) == 0 with input as testing.review([_pod(path)])
	}
}

test_allow_other_volumes if {
	pod := testing.deployment({"volumes": [{"name": "v", "emptyDir": {}}, {"name": "w"}]})
	count(policy.deny) == 0 with input as testing.review([pod])
}

test_allow_unknown if {
	path := ["spec", "template", "spec", "volumes"]
	workload := testing.unknown(testing.deployment({"volumes": null}), [path])
	count(policy.deny) == 0 with input as testing.review([workload])
}
