# METADATA
# title: Base image has no fixed version
# description: |
#   The image that is built tomorrow from the same file is another one: what was tested is not what is deployed, and a
#   change of the base breaks builds at a time of its own.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/
#     description: Best practices for Dockerfiles
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Name a version, or better a digest: `FROM node:24.1-slim@sha256:…`.'
#   resources:
#     - dockerfile
#   topics:
#     - docker-latest-tag
#   frameworks:
#     cis-docker-1.6:
#       - "4.2"
#     nist-800-53:
#       - "CM-2"
#       - "SI-7"
package policies.dockerfile.latest_tag

import data.policies.lib.docker
import data.policies.lib.finding

_moving := {"canary", "edge", "latest", "main", "master", "nightly", "rolling"}

deny contains finding.on(stage.resource, array.concat(stage.path, ["image"]), message) if {
	some stage in docker.stages

	stage.spec.base == null
	reason := _reason(stage.spec.image)
	message := $"{stage.resource.address}: {stage.spec.image} {reason}; expected a version or digest"
}

_reason(image) := "has no tag" if {
	_is_image(image)
	count(_last_step(image)) == 1
}

_reason(image) := $"has the moving tag {tag}" if {
	_is_image(image)
	[_, tag] := _last_step(image)
	lower(tag) in _moving
}

_is_image(image) if {
	not lower(image) in {"scratch", ""}
	not contains(image, "@")
}

# A registry's port is a colon too, before the last slash.
_last_step(image) := split(steps[count(steps) - 1], ":") if steps := split(image, "/")
