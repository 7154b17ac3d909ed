# METADATA
# title: Service is a load balancer on the internet
# description: |
#   A load balancer without limits gets an address on the internet: past the ingress, its TLS and its access rules, and
#   at a price of its own.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer
#     description: Load balancers
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Use ClusterIP behind an Ingress, an internal load balancer, or `loadBalancerSourceRanges`.
#   resources:
#     - v1/Service
#   topics:
#     - k8s-service-exposed
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
#   aliases:
#     - kubernetes.service.exposed
package policies.kubernetes.service.public_load_balancer

import data.policies.lib.finding
import data.policies.lib.k8s
import data.policies.lib.network

deny contains finding.on(service, ["spec", "type"], message) if {
	some service in k8s.of_kinds(["/Service"])

	service.after.spec.type == "LoadBalancer"
	not _is_limited(service.after.spec)
	not _is_internal(object.get(service.after, ["metadata", "annotations"], {}))
	not _is_internal_class(service.after.spec)
	not _has_private_addresses(service.after)
	message := $"{service.address} is a public load balancer; expected an internal one, or source ranges"
}

_is_limited(spec) if {
	count(spec.loadBalancerSourceRanges) > 0
	every range in spec.loadBalancerSourceRanges { not network.is_world(range) }
}

_is_internal(annotations) if {
	some key, value in annotations
	regex.match(`(?i)internal|load-balancer-scheme|load-balancer-type|network-?load-?balancer-?type`, key)
	regex.match(`(?i)^(true|internal|private|intranet|0\.0\.0\.0/0)$`, $"{value}")
}

_is_internal(annotations) if annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]

# It asks for addresses that nobody outside can reach.
_has_private_addresses(after) if {
	addresses := _addresses(after)
	count(addresses) > 0
	every address in addresses { _is_private(address) }
}

_addresses(after) := {trim_space(address) |
	some written in array.concat(
		[value |
			some key, value in after.metadata.annotations
			key in {
				"io.cilium/lb-ipam-ips", "kube-vip.io/loadbalancerIPs", "lbipam.cilium.io/ips",
				"metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs",
			}
		],
		[address | address := after.spec.loadBalancerIP; address != null],
	)
	some address in split(written, ",")
}

_is_private(address) if {
	regex.match(`^(10|192\.168|172\.(1[6-9]|2[0-9]|3[01])|100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))\.[0-9.]+$`, address)
}

# Put in on the way to the cluster.
_is_private(address) if regex.match(`^\$\{.*\}$`, address)

_is_private(address) if regex.match(`(?i)^f[cd][0-9a-f]{2}:`, address)

_is_internal_class(spec) if contains(spec.loadBalancerClass, "tailscale")
