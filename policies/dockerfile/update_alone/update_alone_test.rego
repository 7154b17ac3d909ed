package policies.dockerfile.update_alone_test

import data.policies.dockerfile.update_alone as policy
import data.policies.lib.testing

_run(pipelines) := testing.review([testing.built([testing.run(pipelines)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile runs apt-get update alone; expected the installation in the same RUN",
	}} with input as _run([[["apt-get", "update"]]])
}

test_deny_every_manager if {
	every command in [["apk", "update"], ["apt", "-y", "update"], ["sudo", "apt-get", "update"], ["yum", "makecache"]] {
		count(policy.deny) == 1 with input as _run([[command]])
	}
}

test_allow if {
	every pipelines in [
		[[["apt-get", "update"]], [["apt-get", "install", "-y", "curl"]]],
		[[["apt-get", "update"]], [["apt", "upgrade", "-y"]]],
		[[["apt-get", "update"]], [["cat", "list"], ["xargs", "apt-get", "install"]]],
		[[["apt-get", "update"]], [["bash", "-c", "apt-get install -y a"]]],
		[[["apt-get", "update"]], [["/scripts/install-deps.sh"]]],
		[[["apt-get", "update"]], [["install_packages", "a"]]],
		[[["apk", "add", "--no-cache", "curl"]]],
		[[["npm", "update"]]],
		[[["apt-get", "update"]], [["sh", "-c", "apt-get source a"]]],
	] {
		count(policy.deny) == 0 with input as _run(pipelines)
	}
}

# The index is in a mount, and in no layer.
test_allow_mount if {
	update := testing.run([[["apt-get", "update"]]])
	every mount, expected in {"type=cache,target=/var/lib/apt,sharing=locked": 0, "type=cache,target=/root/.cache": 1} {
		mounted := object.union(update, {"flags": [{"name": "mount", "value": mount}]})
		count(policy.deny) == expected with input as testing.review([testing.built([mounted])])
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run([[["$MANAGER", "update"]]])

_runs(pipelines) := testing.review([testing.built([testing.run(all) | some all in pipelines])])

test_deny_update_before_an_installation_of_its_own if {
	every manager in ["dnf", "microdnf", "yum"] {
		count(policy.deny) == 1 with input as _runs([[[[manager, "-y", "update"]]], [[[manager, "install", "nginx"]]]])
	}
}

test_allow_update_of_everything if {
	every pipelines in [
		[[[["yum", "-y", "update"]], [["yum", "clean", "all"]]]],
		[[[["yum", "update", "-y", "openssl"]]], [[["yum", "install", "nginx"]]]],
		[[[["yum", "update", "-y"]], [["yum", "install", "-y", "nginx"]]]],
		[[[["yum", "install", "nginx"]]], [[["yum", "update"]]]],
	] {
		count(policy.deny) == 0 with input as _runs(pipelines)
	}
}

test_pacman if {
	install := [[["pacman", "-S", "--noconfirm", "nginx"]]]
	every all, findings in {
		[[[["pacman", "-Syu"]]], install]: 1,
		[[[["sudo", "pacman", "-Sy", "--noconfirm"]]], install]: 1,
		[[[["pacman", "-Syu", "--noconfirm", "nginx"]]], install]: 0,
		[[[["pacman", "-Syu"]]]]: 0,
	} {
		count(policy.deny) == findings with input as _runs(all)
	}
}
