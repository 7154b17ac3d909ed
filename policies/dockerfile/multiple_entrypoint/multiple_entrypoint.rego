# METADATA
# title: Stage has more than one ENTRYPOINT
# description: |
#   Only the last one counts; the others are a mistake, or a trap for whoever reads the file.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#entrypoint
#     description: The instruction ENTRYPOINT
# schemas:
#   - input: schema.review
# custom:
#   severity: info
#   remediation: Keep the last one, remove the others.
#   resources:
#     - dockerfile
#   topics:
#     - docker-multiple-cmd
#   frameworks:
#     nist-800-53:
#       - "CM-6"
package policies.dockerfile.multiple_entrypoint

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(stage.resource, path, message) if {
	some stage in docker.stages

	indexes := [index | some index, part in stage.spec.instructions; part.instruction == "ENTRYPOINT"]
	count(indexes) > 1
	path := array.concat(stage.path, ["instructions", indexes[0]])
	message := $"{stage.resource.address} has {count(indexes)} ENTRYPOINT in one stage; expected one"
}
