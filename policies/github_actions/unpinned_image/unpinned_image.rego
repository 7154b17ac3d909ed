# METADATA
# title: Image of a job is not pinned
# description: |
#   A tag can be moved to another image. The job runs in it with the token and the secrets that it is given, and no
#   change of this repository shows it.
# related_resources:
#   - ref: https://docs.github.com/en/actions/reference/security/secure-use
#     description: Secure use reference
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: 'Name the digest: `image: postgres:17@sha256:…`.'
#   resources:
#     - workflow
#     - action
#   topics:
#     - gha-unpinned-image
#   frameworks:
#     nist-800-53:
#       - "SR-3"
#     openssf-scorecard:
#       - "Pinned-Dependencies"
package policies.github_actions.unpinned_image

import data.policies.lib.actions
import data.policies.lib.finding

deny contains finding.on(place.resource, place.path, message) if {
	some place in _images

	_is_literal(place.image)
	not contains(place.image, "@sha256:")
	message := $"{place.resource.address} uses the image {place.image}; expected a digest (@sha256:…)"
}

_is_literal(image) if {
	is_string(image)
	image != ""
	not actions.is_expression(image)
}

_images := array.concat(_containers, array.concat(_services, _steps))

_containers := [place |
	some job in actions.jobs
	some image in _image(job.spec.container, ["container"])
	some value in _values(job, image.value)
	place := {"resource": job.resource, "path": array.concat(job.path, image.path), "image": value}
]

_services := [place |
	some job in actions.jobs
	some name, service in job.spec.services
	some image in _image(service, ["services", name])
	place := {"resource": job.resource, "path": array.concat(job.path, image.path), "image": image.value}
]

_steps := [{"resource": use.resource, "path": use.path, "image": trim_prefix(use.value, "docker://")} |
	some use in actions.uses
	startswith(use.value, "docker://")
]

# A matrix may list the images.
_values(job, image) := {value |
	walk(job.spec.strategy.matrix, [path, value])
	is_string(value)
	some step in path
	lower($"matrix.{step}") == actions.expressions(image)[0]
} if {
	regex.match(`^\$\{\{\s*matrix\.[\w-]+\s*\}\}$`, image)
} else := {image}

_image(container, path) := [{"path": path, "value": container}] if is_string(container)

_image(container, path) := [{"path": array.concat(path, ["image"]), "value": container.image}] if is_object(container)
