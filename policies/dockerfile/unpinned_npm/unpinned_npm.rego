# METADATA
# title: Node package is installed without a version
# description: |
#   The same file builds another image next month; what was tested is not what is deployed.
# related_resources:
#   - ref: https://docs.npmjs.com/cli/commands/npm-ci
#     description: Installing from a lock file
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Name the versions (`npm install -g npm@11.4.0`), or install from a lock file with `npm ci`.
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
package policies.dockerfile.unpinned_npm

import data.policies.lib.finding
import data.policies.lib.packages

deny contains finding.on(command.resource, command.path, message) if {
	some {"command": command, "name": name} in packages.unpinned({"npm"})

	message := $"{command.resource.address} installs {name} without a version; expected one"
}
