package policies.github_actions.remote_script_test

import data.policies.github_actions.remote_script as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.steps([{"run": text}])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "run"],
		"message": concat("", [
			".github/workflows/ci.yml runs a script as it is downloaded; ",
			"expected a digest to be checked first",
		]),
	}} with input as _run("curl -sSL https://example.com/install | bash")
}

test_deny_every_shape if {
	every text in [
		"wget -qO- https://example.com/a.sh | sudo -E sh -s -- -y",
		"curl https://example.com/a \\\n  | bash",
		"bash <(curl -s https://example.com/a)",
		"sh -c \"$(curl -fsSL https://example.com/a)\"",
		"eval \"$(curl https://example.com/a)\"",
		"curl https://example.com/get-pip.py | python3 -",
		"irm https://example.com/a.ps1 | iex",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"curl -sSLo a.sh https://example.com/a.sh\necho \"$DIGEST a.sh\" | sha256sum --check\nsh a.sh",
		"curl https://example.com/data.json | jq .version",
		"# curl https://example.com | sh",
		"curl -f https://example.com || exit 1",
		"echo a | bash",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("${{ inputs.command }}")

test_two_steps if {
	every run, findings in {
		"X=$(curl https://a.example)\neval $X": 1,
		"SCRIPT=`wget -qO- https://a.example`\nbash -c \"$SCRIPT\"": 1,
		"X=$(curl https://a.example)\necho $X": 0,
		"X=$(curl https://a.example)\neval $XY": 0,
	} {
		count(policy.deny) == findings with input as testing.review([testing.steps([{"run": run}])])
	}
}
