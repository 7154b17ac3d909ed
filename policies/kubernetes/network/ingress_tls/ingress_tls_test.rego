package policies.kubernetes.network.ingress_tls_test

import data.policies.kubernetes.network.ingress_tls as policy
import data.policies.lib.testing

_ingress(fields) := testing.kubernetes("networking.k8s.io/v1/Ingress", object.union({"spec": {"rules": []}}, fields))

test_deny_whole_finding if {
	policy.deny == {{
		"address": "networking.k8s.io/v1/Ingress.this",
		"attribute": ["spec"],
		"message": "networking.k8s.io/v1/Ingress.this has no tls; expected a certificate for its hosts",
	}} with input as testing.review([_ingress({})])
}

test_deny_every_kind if {
	every resource in [
		_ingress({"spec": {"tls": []}}),
		testing.kubernetes("extensions/v1beta1/Ingress", {"spec": {}}),
		testing.kubernetes("gateway.networking.k8s.io/v1/Gateway", {"spec": {"listeners": [{"protocol": "HTTP"}]}}),
		testing.kubernetes("networking.istio.io/v1/Gateway", {"spec": {"servers": [{"port": {"protocol": "HTTP"}}]}}),
		testing.kubernetes("route.openshift.io/v1/Route", {"spec": {"host": "a"}}),
		testing.kubernetes("route.openshift.io/v1/Route", {"metadata": {"annotations": {"kubernetes.io/tls-acme": "false"}}, "spec": {"host": "a"}}),
	] {
		count(policy.deny) == 1 with input as testing.review([resource])
	}
}

test_allow if {
	http := {"port": {"protocol": "HTTP"}}
	every resource in [
		_ingress({"spec": {"tls": [{"secretName": "a"}]}}),
		_ingress({"metadata": {"annotations": {"alb.ingress.kubernetes.io/certificate-arn": "arn:a"}}}),
		_ingress({"metadata": {"annotations": {"alb.ingress.kubernetes.io/listen-ports": "[{\"HTTPS\":443}]"}}}),
		_ingress({"metadata": {"annotations": {"alb.ingress.kubernetes.io/scheme": "internal"}}}),
		testing.kubernetes("gateway.networking.k8s.io/v1/Gateway", {"spec": {"listeners": [
			{"protocol": "HTTP"},
			{"protocol": "HTTPS"},
		]}}),
		testing.kubernetes("networking.istio.io/v1/Gateway", {"spec": {"servers": [http, {"tls": {"mode": "SIMPLE"}}]}}),
		testing.kubernetes("networking.istio.io/v1/Gateway", {"spec": {"servers": [
			object.union(http, {"tls": {"httpsRedirect": true}}),
		]}}),
		testing.kubernetes("route.openshift.io/v1/Route", {"spec": {"tls": {"termination": "edge"}}}),
		testing.kubernetes("route.openshift.io/v1/Route", {"metadata": {"annotations": {"kubernetes.io/tls-acme": "true"}}, "spec": {"host": "a"}}),
		testing.manifest("gateway.networking.k8s.io/v1/Gateway", "contour-internal", "knative", {"spec": {"listeners": [
			{"protocol": "HTTP"},
		]}}),
		testing.manifest("networking.istio.io/v1/Gateway", null, "knative-local-gateway", {"spec": {"servers": [http]}}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as testing.review([testing.unknown(_ingress({}), [["spec", "tls"]])])
}
