package policies.dockerfile.unpinned_apt_test

import data.policies.dockerfile.unpinned_apt as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs curl without a version; expected one",
	}} with input as _run("apt-get install -y --no-install-recommends curl")
}

test_deny_every_form if {
	every text in [
		"apt install -y curl",
		"sudo apt-get install curl git=1",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"apt-get install -y curl=8.5.0-2",
		"apt-get install -y ./a.deb /tmp/b.deb",
		"apt-get remove curl",
		"apk add curl",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("apt-get install -y $PACKAGES")
