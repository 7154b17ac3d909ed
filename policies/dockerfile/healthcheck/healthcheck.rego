# METADATA
# title: Image has no health check
# description: |
#   A program that hangs keeps its container running: nothing notices, and nothing starts it anew. Kubernetes has
#   probes of its own and does not read this one.
# related_resources:
#   - ref: https://docs.docker.com/reference/dockerfile/#healthcheck
#     description: The instruction HEALTHCHECK
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: >-
#     Add `HEALTHCHECK CMD …` to the last stage, or switch this policy off where an orchestrator has probes.
#   resources:
#     - dockerfile
#   topics:
#     - docker-healthcheck
#   frameworks:
#     cis-docker-1.6:
#       - "4.6"
#     soc2:
#       - "A1.2"
package policies.dockerfile.healthcheck

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(stage.resource, stage.path, message) if {
	some stage in docker.final_stages

	chain := docker.chain(stage)
	names := {part.instruction | some member in chain; some part in member.spec.instructions}
	not "HEALTHCHECK" in names
	not docker.is_scratch_data(stage)
	not docker.is_unknown(stage)
	message := $"{stage.resource.address} has no HEALTHCHECK; expected one in its last stage"
}
