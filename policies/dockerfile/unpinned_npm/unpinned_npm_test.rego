package policies.dockerfile.unpinned_npm_test

import data.policies.dockerfile.unpinned_npm as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs typescript without a version; expected one",
	}} with input as _run("npm install -g typescript")
}

test_deny_every_form if {
	every text in [
		"npm i @angular/cli",
		"npm install git+https://git.example/a/b.git",
		"npm install git+ssh://git@git.example:a/b.git",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"npm install -g npm@11 @angular/cli@20",
		"npm install",
		"npm ci",
		"npm install git+https://git.example/a/b.git#v1.0.27",
		"npm install typescript-v5.tar",
		"pip install typescript",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("npm install $PACKAGES")
