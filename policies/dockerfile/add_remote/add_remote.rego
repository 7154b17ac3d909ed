# METADATA
# title: ADD fetches a file that nobody checks
# description: |
#   Whoever controls the server decides what is in the image.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#add---checksum
#     description: Checksums
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Fetch with `ADD --checksum=sha256:…`.
#   resources:
#     - dockerfile
#   topics:
#     - docker-add
#   frameworks:
#     cis-docker-1.6:
#       - "4.9"
package policies.dockerfile.add_remote

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("ADD")

	some source in docker.sources(part.spec)
	regex.match(`^https?://`, source)
	not regex.match(`\.git(#|$)`, source)
	not docker.has_flag(part.spec, "checksum")
	message := $"{part.resource.address}: ADD fetches a file without a checksum; expected --checksum"
}
