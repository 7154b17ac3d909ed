package policies.dockerfile.unpinned_rpm_test

import data.policies.dockerfile.unpinned_rpm as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs httpd without a version; expected one",
	}} with input as _run("sudo yum install -y httpd")
}

test_deny_every_form if {
	every text in [
		"dnf install -y httpd",
		"zypper in httpd",
		"dnf module install -y httpd",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"yum install -y httpd-2.4.6",
		"yum remove httpd",
		"dnf module install -y nodejs:22",
		"pip install httpd",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("dnf install -y $PACKAGES")
