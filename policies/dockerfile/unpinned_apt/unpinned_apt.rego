# METADATA
# title: Debian package is installed without a version
# description: |
#   The same file builds another image next month; what was tested is not what is deployed.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#apt-get
#     description: apt-get
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Name the versions (`curl=8.14.1-2`).
#   resources:
#     - dockerfile
#   topics:
#     - docker-apt-pin
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SR-3"
#   aliases:
#     - dockerfile.unpinned_package
package policies.dockerfile.unpinned_apt

import data.policies.lib.finding
import data.policies.lib.packages

deny contains finding.on(command.resource, command.path, message) if {
	some {"command": command, "name": name} in packages.unpinned({"apt", "apt-get"})

	message := $"{command.resource.address} installs {name} without a version; expected one"
}
