# METADATA
# title: Requests travel unencrypted
# description: |
#   Whoever is on the way reads and changes what users send, passwords and sessions with it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/ingress/#tls
#     description: TLS of an Ingress
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Add `tls` with a certificate (cert-manager makes them), and redirect HTTP.
#   resources:
#     - networking.k8s.io/*
#     - extensions/*
#     - gateway.networking.k8s.io/*
#     - networking.istio.io/*
#     - route.openshift.io/*
#   topics:
#     - k8s-ingress-tls
#   frameworks:
#     nist-800-53:
#       - "SC-8"
#     soc2:
#       - "CC6.7"
package policies.kubernetes.network.ingress_tls

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(ingress, ["spec"], message) if {
	some ingress in k8s.of_kinds(["networking.k8s.io/Ingress", "extensions/Ingress"])

	count(object.get(ingress.after.spec, "tls", [])) == 0
	not k8s.is_unknown({"resource": ingress, "path": []}, ["spec", "tls"])
	not _has_certificate(object.get(ingress.after, ["metadata", "annotations"], {}))
	message := $"{ingress.address} has no tls; expected a certificate for its hosts"
}

deny contains finding.on(gateway, ["spec", "listeners"], message) if {
	some gateway in k8s.of_kinds(["gateway.networking.k8s.io/Gateway"])

	protocols := {listener.protocol | some listener in gateway.after.spec.listeners}
	"HTTP" in protocols
	count(protocols & {"HTTPS", "TLS"}) == 0
	not _is_internal(gateway)
	message := $"{gateway.address} listens to HTTP alone; expected HTTPS"
}

deny contains finding.on(gateway, ["spec", "servers", index], message) if {
	some gateway in k8s.of_kinds(["networking.istio.io/Gateway"])

	some index, server in gateway.after.spec.servers
	server.port.protocol in {"HTTP", "http", "HTTP2"}
	not server.tls
	not _has_secure_server(gateway)
	not _is_internal(gateway)
	message := $"{gateway.address} serves HTTP alone; expected HTTPS"
}

deny contains finding.on(route, ["spec"], message) if {
	some route in k8s.of_kinds(["route.openshift.io/Route"])

	object.get(route.after.spec, "tls", null) == null
	not _has_certificate(object.get(route.after, ["metadata", "annotations"], {}))
	message := $"{route.address} has no tls; expected a termination"
}

# Its name says that nobody outside the cluster enters there.
_is_internal(gateway) if {
	some name in [gateway.name, gateway.namespace]
	regex.match(`(?i)(^|-)(local|internal|mesh)(-|$)`, name)
}

_has_secure_server(gateway) if {
	some server in gateway.after.spec.servers
	server.tls.mode
}

# The load balancer in front has it, or a controller puts it in.
_has_certificate(annotations) if {
	some key, value in annotations
	regex.match(`certificate-arn|ssl-cert|pre-shared-cert|managed-certificates|router\.tls$|tls-acme|ssl-passthrough`, key)
	not $"{value}" in {"", "false"}
}

_has_certificate(annotations) if contains(annotations["alb.ingress.kubernetes.io/listen-ports"], "HTTPS")

_has_certificate(annotations) if {
	some key in ["alb.ingress.kubernetes.io/scheme", "kubernetes.io/ingress.regional-internal"]
	annotations[key] == "internal"
}
