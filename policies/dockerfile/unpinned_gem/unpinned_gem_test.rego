package policies.dockerfile.unpinned_gem_test

import data.policies.dockerfile.unpinned_gem as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs bundler without a version; expected one",
	}} with input as _run("gem install bundler")
}

test_deny_every_form if {
	every text in [
		"gem install --no-document bundler",
		"gem i bundler",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"gem install bundler -v 2.6",
		"gem install bundler:2.6",
		"gem install bundler:2.6 -- --use-system-libraries true",
		"gem install bundler:2.6 --use-system-libraries true",
		"npm install bundler",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("gem install $PACKAGES")
