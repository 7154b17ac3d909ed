# METADATA
# title: Package index is updated in a layer of its own
# description: |
#   The layer is kept: a later build takes the old index from the cache and installs old packages, without what has
#   been mended since.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#apt-get
#     description: apt-get
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: 'Put both into one RUN: `apt-get update && apt-get install -y …`.'
#   resources:
#     - dockerfile
#   topics:
#     - docker-update-alone
#   frameworks:
#     cis-docker-1.6:
#       - "4.7"
package policies.dockerfile.update_alone

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("RUN")

	commands := _commands(part)
	some command in commands
	manager := docker.program(docker.without_sudo(command)[0])
	some word in array.slice(command, 1, count(command))
	word in _updates[manager]
	not _installs(commands, manager)
	not _is_kept_outside(part)
	message := $"{part.resource.address} runs {manager} {word} alone; expected the installation in the same RUN"
}

# An index in a mount is in no layer.
_is_kept_outside(part) if {
	some flag in part.spec.flags
	flag.name == "mount"
	regex.match(`type=(cache|tmpfs)`, flag.value)
	regex.match(`(target|dst|destination)=/(var/(lib|cache)/(apt|apk|dnf|yum|zypp)|etc/apk/cache)`, flag.value)
}

# These bring everything up to date as well, which may be meant alone, but not before an installation of its own.
deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("RUN")

	some manager in ["dnf", "microdnf", "pacman", "yum"]
	_updates_everything(_commands(part), manager)
	not _installs(_commands(part), manager)
	some later in docker.of("RUN")
	later.resource.address == part.resource.address
	later.stage.index == part.stage.index
	later.index > part.index
	_installs(_commands(later), manager)
	message := $"{part.resource.address} runs {manager} update alone; expected the installation in the same RUN"
}

_updates_everything(commands, manager) if {
	some command in commands
	docker.program(docker.without_sudo(command)[0]) == manager
	["update"] == [word | some word in array.slice(docker.without_sudo(command), 1, 99); not startswith(word, "-")]
}

_updates_everything(commands, "pacman") if {
	some command in commands
	docker.program(docker.without_sudo(command)[0]) == "pacman"
	some word in command
	regex.match(`^(-S[yucw]*y[yucw]*|--refresh)$`, word)
}

_commands(part) := [command | some pipeline in part.spec.pipelines; some command in pipeline]

_updates := {
	"apk": {"update"}, "apt": {"update"}, "apt-get": {"update"}, "apt-cache": {"update"}, "dnf": {"makecache"},
	"yum": {"makecache"}, "zypper": {"refresh"},
}

# A script may install; what it does is not known.
_installs(commands, manager) if {
	some command in commands
	docker.program(docker.without_sudo(command)[0]) in (_family[manager] | {"sh", "bash", "xargs", "ansible-playbook"})
	some word in command
	word in {"add", "build-dep", "dist-upgrade", "download", "full-upgrade", "groupinstall", "in", "install", "upgrade"}
}

_installs(commands, "pacman") if {
	some command in commands
	words := docker.without_sudo(command)
	docker.program(words[0]) == "pacman"
	some option in words
	regex.match(`^-S[yuw]*$|^--sync$`, option)
	some word in array.slice(words, 1, count(words))
	not startswith(word, "-")
}

_installs(commands, _) if {
	some command in commands
	regex.match(`(^|/)[^/]*(install|setup|deps|dependencies)[^/]*(\.sh)?$`, command[0])
}

_installs(commands, manager) if {
	some command in commands
	docker.program(docker.without_sudo(command)[0]) in {"sh", "bash", "xargs"}
	some word in command
	contains(word, manager)
}

_installs(commands, _) if {
	some command in commands
	command[0] in {"apt-install", "install_packages", "aptitude"}
}

_family[manager] := {"apt", "apt-get", "aptitude"} if some manager in ["apt", "apt-get", "apt-cache"]

_family[manager] := {manager} if some manager in ["apk", "dnf", "microdnf", "yum", "zypper"]
