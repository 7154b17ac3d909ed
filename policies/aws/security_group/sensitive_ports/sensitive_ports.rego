# METADATA
# title: Database, cache or admin port is open to the internet
# description: |
#   Databases, caches, mail and administration services are made for private networks: many have no password by
#   default, and a flaw in one is found by scanners within hours.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
#     description: Security group rules
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Allow only the security groups or ranges of the services that use the port.
#   resources:
#     - aws_default_security_group
#     - aws_security_group
#     - aws_security_group_rule
#     - aws_vpc_security_group_ingress_rule
#   topics:
#     - aws-sg-sensitive-ports
#   frameworks:
#     nist-800-53:
#       - "SC-7"
#     soc2:
#       - "CC6.6"
package policies.aws.security_group.sensitive_ports

import data.policies.lib.finding
import data.policies.lib.network

# SSH and remote desktop have policies of their own, as has a rule that opens everything.
_services := {
	20: "FTP",
	21: "FTP",
	23: "telnet",
	25: "SMTP",
	110: "POP3",
	135: "Windows RPC",
	139: "NetBIOS",
	143: "IMAP",
	445: "SMB",
	1433: "SQL Server",
	1521: "Oracle",
	2049: "NFS",
	2375: "Docker",
	2376: "Docker",
	2379: "etcd",
	3306: "MySQL",
	5432: "PostgreSQL",
	5601: "Kibana",
	5900: "VNC",
	5984: "CouchDB",
	6379: "Redis",
	9042: "Cassandra",
	9092: "Kafka",
	9200: "Elasticsearch",
	9300: "Elasticsearch",
	10250: "kubelet",
	11211: "memcached",
	27017: "MongoDB",
	27018: "MongoDB",
	50070: "Hadoop",
}

deny contains finding.on(rule.resource, rule.attribute, message) if {
	some rule in network.world_ingress

	not network.is_everything(rule)
	exposed := [$"{name} ({port})" | some port, name in _services; _reaches(rule, port)]
	count(exposed) > 0
	shown := concat(", ", array.slice(exposed, 0, 5))
	message := $"{rule.resource.address} lets {rule.range} reach {shown}{_rest(exposed)}; expected a private range"
}

_reaches(rule, port) if network.lets_through(rule, "tcp", port)

_reaches(rule, port) if network.lets_through(rule, "udp", port)

_rest(exposed) := $" and {count(exposed) - 5} more" if count(exposed) > 5

_rest(exposed) := "" if count(exposed) <= 5
