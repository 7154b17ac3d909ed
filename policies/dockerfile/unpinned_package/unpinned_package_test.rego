package policies.dockerfile.unpinned_package_test

import data.policies.dockerfile.unpinned_package as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs curl without a version; expected one",
	}} with input as _run("apt-get install -y --no-install-recommends curl")
}

test_deny_every_manager if {
	every text in [
		"apk add --no-cache --virtual deps curl",
		"pip install --upgrade pip",
		"pip3 install --no-cache-dir -i https://example.com flask",
		"npm install -g typescript",
		"npm i @angular/cli",
		"gem install bundler",
		"sudo yum install -y httpd",
		"zypper in curl",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"apt-get install -y curl=8.5.0-2",
		"apk add --no-cache curl~=8",
		"apk add --virtual deps curl=8",
		"pip install flask==3.1 requests>=2",
		"pip install -r requirements.txt",
		"pip install -c constraints.txt flask",
		"pip install .",
		"npm install -g npm@11 @angular/cli@20",
		"npm install",
		"npm ci",
		"gem install bundler -v 2.6",
		"yum install -y httpd-2.4.6",
		"apt-get install -y ./a.deb /tmp/b.deb",
		"apt-get remove curl",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_gem_with_colon if count(policy.deny) == 0 with input as _run("gem install bundler:2.6")

test_allow_unknown if count(policy.deny) == 0 with input as _run("apt-get install -y $PACKAGES")
