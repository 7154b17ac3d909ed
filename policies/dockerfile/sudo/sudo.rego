# METADATA
# title: Image is built with sudo
# description: |
#   A build is root until USER says otherwise. sudo in an image gives whoever breaks in a way to become root again.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/
#     description: Best practices for Dockerfiles
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Do what needs root before USER, without sudo; use gosu or su-exec to start as another user.
#   resources:
#     - dockerfile
#   topics:
#     - docker-sudo
#   frameworks:
#     nist-800-53:
#       - "AC-6"
package policies.dockerfile.sudo

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(command.resource, command.path, message) if {
	some command in docker.commands

	docker.program(command.words[0]) == "sudo"
	message := $"{command.resource.address} runs {concat(" ", array.slice(command.words, 0, 3))}; expected no sudo"
}
