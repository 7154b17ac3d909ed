# METADATA
# title: Failure in a pipeline is not noticed
# description: |
#   A shell takes the result of the last command of a pipeline: a download that fails and feeds nothing into the next
#   command makes an image without what should be in it.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#using-pipes
#     description: Using pipes
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Set `SHELL ["/bin/bash", "-o", "pipefail", "-c"]`, or begin the RUN with `set -o pipefail &&`.
#   resources:
#     - dockerfile
#   topics:
#     - docker-pipefail
#   frameworks:
#     nist-800-53:
#       - "SI-7"
package policies.dockerfile.pipefail

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("RUN")

	part.spec.form == "shell"
	some pipeline in part.spec.pipelines
	count(pipeline) > 1
	not docker.program(pipeline[0][0]) in {"echo", "printf", "yes", "true", ":"} # they do not fail, or are meant to
	not _is_strict(part)
	words := concat(" | ", [command[0] | some command in pipeline])
	message := $"{part.resource.address} pipes {words} without pipefail; expected a failure to end the build"
}

_is_strict(part) if contains(part.spec.value, "pipefail")

_is_strict(part) if {
	some member in docker.chain(part.stage)
	some index, other in member.spec.instructions
	other.instruction == "SHELL"
	_is_before(member, index, part)
	_has_pipefail(other.arguments)
}

_is_before(member, _, part) if member.index != part.stage.index

_is_before(member, index, part) if {
	member.index == part.stage.index
	index < part.index
}

_has_pipefail(arguments) if {
	some argument in arguments
	contains(argument, "pipefail")
}

# PowerShell and cmd have other rules.
_has_pipefail(arguments) if regex.match(`(?i)powershell|pwsh|cmd`, arguments[0])
