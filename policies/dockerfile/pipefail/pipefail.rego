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

_is_strict(part) if _has_pipefail(_shells(part)[0])

# The nearest SHELL before the instruction, in its own stage or else in those that the stage continues.
_shells(part) := array.concat(own, before) if {
	own := _arguments(array.slice(part.stage.spec.instructions, 0, part.index))
	before := [arguments |
		some member in array.reverse(docker.chain(part.stage))
		member.index != part.stage.index
		some arguments in _arguments(member.spec.instructions)
	]
}

_arguments(instructions) := array.reverse([spec.arguments | some spec in instructions; spec.instruction == "SHELL"])

_has_pipefail(arguments) if {
	some argument in arguments
	contains(argument, "pipefail")
}

# PowerShell and cmd have other rules.
_has_pipefail(arguments) if regex.match(`(?i)powershell|pwsh|cmd`, arguments[0])
