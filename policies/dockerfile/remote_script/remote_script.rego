# METADATA
# title: Downloaded script is run unseen
# description: |
#   Whoever controls the server decides what is in the image.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/
#     description: Best practices for Dockerfiles
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Download a fixed version, compare its digest (`sha256sum -c`), then run it.
#   resources:
#     - dockerfile
#   topics:
#     - docker-remote-script
#   frameworks:
#     nist-800-53:
#       - "SI-7"
#       - "SR-3"
package policies.dockerfile.remote_script

import data.policies.lib.docker
import data.policies.lib.finding

_shells := {"ash", "bash", "dash", "ksh", "node", "perl", "php", "python", "python3", "ruby", "sh", "zsh"}

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("RUN")

	some pipeline in part.spec.pipelines
	some index, command in pipeline
	docker.program(docker.without_sudo(command)[0]) in {"curl", "wget", "fetch", "aria2c"}
	some later in array.slice(pipeline, index + 1, count(pipeline))
	shell := docker.program(docker.without_sudo(later)[0])
	shell in _shells
	message := $"{part.resource.address} pipes a download into {shell}; expected its digest to be checked first"
}

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("RUN")

	regex.match(`\b((ba|da|z)?sh|eval|source)\s+(-c\s+)?"?[$<]\(\s*(curl|wget)\b`, part.spec.value)
	message := $"{part.resource.address} runs a script as it is downloaded; expected its digest to be checked first"
}
