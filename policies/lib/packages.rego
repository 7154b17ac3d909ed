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

	words := _called(docker.without_sudo(command.words))
	manager := docker.program(words[0])
	manager in managers
	index := min([at | some at, word in words; at > 0; not startswith(word, "-")])
	words[index] in _verbs[manager]
	some name in _names(manager, _own(manager, array.slice(words, index + 1, count(words))))
	not _is_pinned(manager, name)
]

# By another name, or by another program.
_called(words) := array.concat(["pip"], array.slice(words, 1, count(words))) if {
	regex.match(`^pip[0-9.]+$`, docker.program(words[0]))
} else := array.concat(["pip"], array.slice(words, 3, count(words))) if {
	regex.match(`^python[0-9.]*$`, docker.program(words[0]))
	array.slice(words, 1, 3) == ["-m", "pip"]
} else := array.slice(words, 1, count(words)) if {
	docker.program(words[0]) == "uv"
	words[1] == "pip"
} else := array.concat([words[0], "module install"], array.slice(words, 3, count(words))) if {
	array.slice(words, 1, 3) == ["module", "install"]
} else := words

# What follows two dashes is for whoever builds the package.
_own(manager, words) := array.slice(words, 0, min([at | some at, word in words; word == "--"])) if {
	manager != "npm"
	"--" in words
} else := words

_verbs := {
	"apk": {"add"}, "apt": {"install"}, "apt-get": {"install"}, "dnf": _rpm, "gem": {"install", "i"},
	"go": {"get", "install", "run"}, "microdnf": _rpm, "npm": {"install", "i"}, "pip": {"install"}, "pipx": {"install"},
	"yum": _rpm, "zypper": {"install", "in"},
}

_rpm := {"install", "module install"}

# Options, and what follows an option that takes a value, are no packages; neither are files, addresses and variables.
_names(manager, words) := [word |
	some index, word in words
	_is_package(manager, word)
	not _follows(manager, words, index)
	not _is_file_install(manager, words)
]

_is_package(manager, word) if {
	manager != "go"
	regex.match(`^[A-Za-z0-9@][^/]*$|^@[^/]+/[^/]+$`, word)
	not regex.match(`[$*<>(){}]|^\d*>|\.(deb|rpm|apk|whl|tgz|gem|txt|toml|zip|tar|tar\.gz)$|^(true|false)$`, word)
}

# A repository, in which a branch is followed unless a commit or a tag is named.
_is_package("pip", word) if regex.match(`^git\+[a-z]+://[^$]+$`, word)

_is_package("npm", word) if regex.match(`^git(\+[a-z]+)?://[^$]+$`, word)

# With a host before the first slash: all else is a file or of the standard library.
_is_package("go", word) if regex.match(`^[\w-]+(\.[\w-]+)+/[^$]+$`, word)

_follows(manager, words, index) if words[index - 1] in (_valued[manager] | {">", ">>", "2>", "<"})

# What follows the first one is for the program.
_follows("go", words, index) if {
	some before, word in words
	before < index
	_is_package("go", word)
}

_valued := {
	"apk": {"-t", "--virtual", "-X", "--repository", "-p", "--root"},
	"apt": {"-t", "--target-release", "-o", "-c"},
	"apt-get": {"-t", "--target-release", "-o", "-c"},
	"gem": {"-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--source"},
	"go": set(),
	"dnf": {"--enablerepo", "--installroot"}, "microdnf": {"--enablerepo"}, "yum": {"--enablerepo"}, "zypper": {"-r"},
	"npm": {"--prefix", "--registry", "--loglevel"},
	"pip": _pip, "pipx": _pip,
}

_pip := {
	"-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url", "-f",
	"--extra-index-url", "--find-links", "--prefix", "--root", "--trusted-host", "--python", "--timeout", "--platform",
	"--abi", "--cache-dir", "--config-settings", "-C", "--implementation", "--log", "--no-binary", "--only-binary",
	"--progress-bar", "--proxy", "--python-version", "--retries", "--root-user-action", "--src", "--upgrade-strategy",
	"--use-feature",
}

# A version for all of them, or a constraints file.
_is_file_install("gem", words) if {
	some word in words
	regex.match(`^(-v|--version)`, word)
}

_is_file_install(manager, words) if {
	manager == "pip"
	some word in words
	regex.match(`^(-c|--constraint)`, word)
}

_is_pinned(manager, name) if {
	manager != "go"
	regex.match(`^[^/]*[=<>~!]=?[^=]`, name)
}

_is_pinned(manager, name) if {
	manager != "go"
	regex.match(`^\.|^@?[^@:]+@[^@]+$`, name)
}

_is_pinned(manager, name) if {
	manager in {"dnf", "yum", "microdnf", "zypper"}
	regex.match(`-\d+[.:]\d|^[\w-]+:\d`, name)
}

_is_pinned("gem", name) if regex.match(`:\d`, name)

_is_pinned("go", name) if {
	version := split(name, "@")[1]
	not version in {"HEAD", "latest", "main", "master", "upgrade"}
}

_is_pinned("npm", name) if regex.match(`^git.*#`, name)

_is_pinned("pip", name) if regex.match(`^git\+[a-z]+://[^/]+/[^@#]*@`, name)
