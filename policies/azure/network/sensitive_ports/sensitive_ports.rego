# METADATA
# title: Database, admin or UDP port is open to the internet
# description: |
#   Databases, caches and administration services are made for private networks, and open UDP services are used to
#   flood others.
# related_resources:
#   - ref: https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
#     description: Network security groups
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Allow only the addresses, subnets or application security groups of the services that use the port.
#   resources:
#     - azurerm_network_security_group
#     - azurerm_network_security_rule
#   topics:
#     - az-nsg-sensitive
#   frameworks:
#     cis-azure-2.0:
#       - "6.3"
#     nist-800-53:
#       - "SC-7"
package policies.azure.network.sensitive_ports

import data.policies.lib.azure
import data.policies.lib.finding
import data.policies.lib.network

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in azure.world_ingress

	names := [$"{name} ({port})" | some port, name in _ports; network.lets_through(rule, "tcp", port)]
	count(names) > 0
	message := $"{rule.resource.address} lets {rule.range} reach {_shortened(names)}; expected a private range"
}

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in azure.world_ingress

	rule.protocol == "udp"
	not _is_meant_for_all(rule)
	message := $"{rule.resource.address} lets {rule.range} reach UDP {_shown(rule)}; expected a private range"
}

# HTTP/3 and the ways into VPNs.
_is_meant_for_all(rule) if {
	rule.from == rule.to
	rule.from in {443, 500, 1194, 4500, 51820}
}

_shown(rule) := $"port {rule.from}" if rule.from == rule.to

_shown(rule) := $"ports {rule.from}-{rule.to}" if rule.from < rule.to

_shortened(names) := concat(", ", names) if count(names) <= 5

_shortened(names) := $"{concat(", ", array.slice(names, 0, 5))} and {count(names) - 5} more" if count(names) > 5

_ports := {
	20: "FTP",
	21: "FTP",
	23: "Telnet",
	135: "RPC",
	139: "NetBIOS",
	445: "SMB",
	1433: "SQL Server",
	1521: "Oracle",
	2375: "Docker",
	2376: "Docker",
	2379: "etcd",
	3306: "MySQL",
	5432: "PostgreSQL",
	5601: "Kibana",
	5985: "WinRM",
	5986: "WinRM",
	6379: "Redis",
	6443: "Kubernetes",
	7001: "Cassandra",
	9042: "Cassandra",
	9200: "Elasticsearch",
	9300: "Elasticsearch",
	10250: "kubelet",
	11211: "Memcached",
	27017: "MongoDB",
}
