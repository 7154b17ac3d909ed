# METADATA
# title: Packages that an image installs
# description: What package managers are told to install, and whether with a version.
# schemas:
#   - input: schema.review
package policies.lib.packages

import data.policies.lib.docker

# METADATA
# description: Packages that one of the managers installs without a version, each with the command that does it.
unpinned(managers) := [{"command": command, "name": name} |
	some command in docker.commands

	words := docker.without_sudo(command.words)
	manager := docker.program(words[0])
	manager in managers
	index := min([at | some at, word in words; at > 0; not startswith(word, "-")])
	words[index] in _verbs[manager]
	some name in _names(manager, array.slice(words, index + 1, count(words)))
	not _is_pinned(manager, name)
]

_verbs := {
	"apk": {"add"}, "apt": {"install"}, "apt-get": {"install"}, "dnf": {"install"}, "gem": {"install"},
	"microdnf": {"install"}, "npm": {"install", "i"}, "pip": {"install"}, "pip3": {"install"},
	"yum": {"install"}, "zypper": {"install", "in"},
}

# Options, and what follows an option that takes a value, are no packages; neither are files, addresses and variables.
_names(manager, words) := [word |
	some index, word in words
	regex.match(`^[A-Za-z0-9@][^/]*$|^@[^/]+/[^/]+$`, word)
	not regex.match(`[$*<>(){}]|^\d*>|\.(deb|rpm|apk|whl|tgz|gem|txt|toml|zip|tar\.gz)$`, word)
	not _follows(manager, words, index)
	not _is_file_install(manager, words)
]

_follows(manager, words, index) if words[index - 1] in (_valued[manager] | {">", ">>", "2>", "<"})

_valued := {
	"apk": {"-t", "--virtual", "-X", "--repository", "-p", "--root"},
	"apt": {"-t", "--target-release", "-o", "-c"},
	"apt-get": {"-t", "--target-release", "-o", "-c"},
	"gem": {"-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--source"},
	"dnf": {"--enablerepo", "--installroot"}, "microdnf": {"--enablerepo"}, "yum": {"--enablerepo"}, "zypper": {"-r"},
	"npm": {"--prefix", "--registry", "--loglevel"},
	"pip": _pip, "pip3": _pip,
}

_pip := {
	"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url", "-f",
	"--extra-index-url", "--find-links", "--prefix", "--root", "--trusted-host", "--python", "--timeout", "--platform",
}

# A version for all of them, or a constraints file.
_is_file_install("gem", words) if {
	some word in words
	regex.match(`^(-v|--version)`, word)
}

_is_file_install(manager, words) if {
	manager in {"pip", "pip3"}
	some word in words
	regex.match(`^(-c|--constraint)`, word)
}

_is_pinned(_, name) if regex.match(`[=<>~!]=?[^=]`, name)

_is_pinned(_, name) if regex.match(`^\.|^@?[^@]+@[^@]+$`, name)

_is_pinned(manager, name) if {
	manager in {"dnf", "yum", "microdnf", "zypper"}
	regex.match(`-\d+[.:]\d`, name)
}

_is_pinned("gem", name) if regex.match(`:\d`, name)
