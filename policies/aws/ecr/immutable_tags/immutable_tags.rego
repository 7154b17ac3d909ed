# METADATA
# title: Image tags can be moved
# description: |
#   Whoever may push can put another image under a tag that is already deployed, and the next start runs it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
#     description: Immutable tags
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Set `image_tag_mutability = "IMMUTABLE"`.
#   resources:
#     - aws_ecr_repository
#   topics:
#     - aws-ecr-immutable-tags
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SI-7"
#     soc2:
#       - "CC8.1"
package policies.aws.ecr.immutable_tags

import data.policies.lib.finding
import data.policies.lib.fix
import data.policies.lib.resources
import data.policies.lib.setting

_attribute := ["image_tag_mutability"]

deny contains fix.set(finding.on(repository, _attribute, message), _attribute, "IMMUTABLE") if {
	some repository in resources.of_type("aws_ecr_repository")

	setting.of(repository, _attribute, "MUTABLE") == "MUTABLE"
	message := $"{repository.address} lets tags be moved; expected image_tag_mutability = IMMUTABLE"
}
