# METADATA
# title: RPM package is installed without a version
# description: |
#   The same file builds another image next month; what was tested is not what is deployed.
# related_resources:
#   - ref: https://dnf.readthedocs.io/en/latest/command_ref.html
#     description: The package manager dnf
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Name the versions (`httpd-2.4.62`).
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
package policies.dockerfile.unpinned_rpm

import data.policies.lib.finding
import data.policies.lib.packages

deny contains finding.on(command.resource, command.path, message) if {
	some {"command": command, "name": name} in packages.unpinned({"dnf", "microdnf", "yum", "zypper"})

	message := $"{command.resource.address} installs {name} without a version; expected one"
}
