package policies.dockerfile.unpinned_apk_test

import data.policies.dockerfile.unpinned_apk as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs curl without a version; expected one",
	}} with input as _run("apk add --no-cache curl")
}

test_deny_every_form if {
	every text in [
		"apk add --no-cache --virtual deps curl",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"apk add --no-cache curl~=8",
		"apk add --virtual deps curl=8",
		"apt-get install curl",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("apk add $PACKAGES")
