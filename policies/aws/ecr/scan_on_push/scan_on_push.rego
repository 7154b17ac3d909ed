# METADATA
# title: Images are not scanned when they are pushed
# description: |
#   Nobody learns of known holes in an image before it runs. Scanning on push finds them while the change is still
#   at hand.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
#     description: Scanning images
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add an `image_scanning_configuration` block with `scan_on_push = true`.
#   resources:
#     - aws_ecr_repository
#   topics:
#     - aws-ecr-scan-on-push
#   frameworks:
#     nist-800-53:
#       - "RA-5"
#     soc2:
#       - "CC7.1"
package policies.aws.ecr.scan_on_push

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["image_scanning_configuration", 0, "scan_on_push"]

deny contains fix.set(finding.on(resource, _path, message), _path, true) if {
	some resource in resources.of_type("aws_ecr_repository")

	setting.is_off(resource, _path)
	not _is_registry_scanned
	message := $"{resource.address} does not scan images on push; expected scan_on_push = true"
}

# The registry's own configuration overrides what repositories say.
_is_registry_scanned if {
	some registry in resources.of_type("aws_ecr_registry_scanning_configuration")
	some rule in registry.after.rule
	rule.scan_frequency in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}
}
