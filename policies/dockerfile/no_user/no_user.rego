# METADATA
# title: Image runs as root
# description: |
#   A program that is broken into can do in the container whatever root can, and root of the container is root of the
#   host where the wall between them has a hole.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#user
#     description: The instruction USER
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: 'Add a user and switch to it in the last stage: `USER 10001`.'
#   resources:
#     - dockerfile
#   topics:
#     - docker-no-user
#   frameworks:
#     cis-docker-1.6:
#       - "4.1"
#     nist-800-53:
#       - "AC-6"
package policies.dockerfile.no_user

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(stage.resource, path, message) if {
	some stage in docker.final_stages

	users := docker.users(stage)
	count(users) > 0
	user := users[count(users) - 1]
	_is_root(user.spec.value)
	path := user.path
	message := $"{stage.resource.address} ends as {user.spec.value}; expected a user without rights"
}

deny contains finding.on(stage.resource, stage.path, message) if {
	some stage in _rooted

	not docker.steps_down(stage)
	not _is_workplace(stage)
	message := $"{stage.resource.address} never leaves root; expected USER with a user without rights"
}

# Root until its entrypoint steps down: who runs another command stays root.
warn contains finding.on(stage.resource, stage.path, message) if {
	some stage in _rooted

	docker.steps_down(stage)
	message := $"{stage.resource.address} starts as root and leaves it to its entrypoint to step down; expected USER"
}

_rooted := [stage |
	some stage in docker.final_stages

	count(docker.users(stage)) == 0
	not docker.is_unprivileged(stage)
	not docker.is_scratch_data(stage)
	count(stage.spec.instructions) > 0 # a list of images for the tool that updates them
]

# Who develops in a container is its user, whom devcontainer.json names, and it is deployed nowhere.
_is_workplace(stage) if contains(stage.resource.address, ".devcontainer/")

_is_root(user) if split(trim(lower(user), `"'`), ":")[0] in {"root", "0"}
