# METADATA
# title: Python package is installed without a version
# description: |
#   The same file builds another image next month; what was tested is not what is deployed.
# related_resources:
#   - ref: https://pip.pypa.io/en/stable/topics/repeatable-installs/
#     description: Repeatable installs
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Name the versions (`flask==3.1.2`), or install from a requirements file with versions.
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
package policies.dockerfile.unpinned_pip

import data.policies.lib.finding
import data.policies.lib.packages

deny contains finding.on(command.resource, command.path, message) if {
	some {"command": command, "name": name} in packages.unpinned({"pip", "pipx"})

	message := $"{command.resource.address} installs {name} without a version; expected one"
}
