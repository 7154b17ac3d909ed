# METADATA
# title: Container offers SSH
# description: |
#   A container is replaced, not administered: an SSH server in it needs keys and users that nobody manages, and opens
#   a second way in.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#expose
#     description: The instruction EXPOSE
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Remove port 22; use `docker exec` or `kubectl exec`.
#   resources:
#     - dockerfile
#   topics:
#     - docker-expose-ssh
#   frameworks:
#     nist-800-53:
#       - "AC-17"
#       - "SC-7"
package policies.dockerfile.expose_ssh

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("EXPOSE")

	some port in part.spec.arguments
	_has_ssh(split(lower(port), "/"))
	message := $"{part.resource.address} exposes port {port}, SSH; expected it not to"
}

_has_ssh(["22"])

_has_ssh(["22", "tcp"])

_has_ssh(steps) if {
	count(steps) < 3
	not steps[1] == "udp"
	[from, to] := split(steps[0], "-")
	to_number(from) <= 22
	to_number(to) >= 22
}
