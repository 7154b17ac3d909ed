# METADATA
# title: Working directory depends on the one before
# description: |
#   A relative path is added to whatever WORKDIR was before, also that of the base image: a change there moves
#   everything that follows.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#workdir
#     description: The instruction WORKDIR
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: 'Write the whole path: `WORKDIR /app`.'
#   resources:
#     - dockerfile
#   topics:
#     - docker-workdir-relative
#   frameworks:
#     nist-800-53:
#       - "CM-6"
package policies.dockerfile.relative_workdir

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("WORKDIR")

	directory := trim(part.spec.value, `"' `)
	directory != ""
	not regex.match(`^(/|\\|[A-Za-z]:|[$%])`, directory)
	message := $"{part.resource.address}: WORKDIR {directory} is relative; expected a path that begins with /"
}
