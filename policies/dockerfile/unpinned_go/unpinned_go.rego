# METADATA
# title: Go program is installed without a version
# description: |
#   The same file builds another image next month; what was tested is not what is deployed.
# related_resources:
#   - ref: https://go.dev/ref/mod#go-install
#     description: go install
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Name the version (`go install golang.org/x/tools/cmd/stringer@v0.38.0`).
#   resources:
#     - dockerfile
#   topics:
#     - docker-apt-pin
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SR-3"
package policies.dockerfile.unpinned_go

import data.policies.lib.docker
import data.policies.lib.finding
import data.policies.lib.packages

deny contains finding.on(command.resource, command.path, message) if {
	some {"command": command, "name": name} in packages.unpinned({"go"})

	not _is_required(command, name)
	message := $"{command.resource.address} installs {name} without a version; expected one"
}

# The module that was copied says which version it requires.
_is_required(command, name) if {
	not contains(name, "@")
	some part in docker.of("COPY")
	part.resource.address == command.resource.address
	part.stage.index == command.path[1]
	part.index < command.path[3]
	some source in docker.sources(part.spec)
	regex.match(`^\./?$|^\.$|(^|/)go\.(mod|\*|work)`, source)
}
