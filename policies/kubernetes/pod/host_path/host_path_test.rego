package policies.kubernetes.pod.host_path_test

import data.policies.kubernetes.pod.host_path as policy
import data.policies.lib.testing

_pod(path) := testing.deployment({"volumes": [{"name": "v", "hostPath": {"path": path}}]})

test_deny_whole_finding if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "volumes", 0, "hostPath", "path"],
		"message": "apps/v1/Deployment.this mounts /etc of its node",
	}} with input as testing.review([_pod("/etc")])
}

test_deny_every_path if {
	every path in ["/etc", "/", "//", "/etc/kubernetes", "/var/run/", "/proc", "/var/lib/kubelet/pods", "/var"] {
		count(policy.deny) == 1 with input as testing.review([_pod(path)])
	}
}

test_allow_other_paths if {
	every path in ["/data", "/var/log", "/etcetera", "/opt/app", "/var/run/docker.sock", "/mnt/etc", "/etc/ssl/certs/"] {
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

test_warn_any_other_path if {
	every path, findings in {"/data": 1, "/var/log": 1, "/etc/localtime": 0, "/etc/os-release": 0, "/var/run": 0, "": 0} {
		count(policy.warn) == findings with input as testing.review([_pod(path)])
	}
}
