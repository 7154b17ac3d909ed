package policies.dockerfile.unpinned_pip_test

import data.policies.dockerfile.unpinned_pip as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs pip without a version; expected one",
	}} with input as _run("pip install --upgrade pip")
}

test_deny_every_form if {
	every text in [
		"pip3 install --no-cache-dir -i https://example.com flask",
		"pip2 install flask",
		"python3.13 -m pip install flask",
		"uv pip install --system flask",
		"pipx install flask",
		"pip install git+https://git.example/flask.git#egg=flask",
		"pip install git+ssh://git@git.example/flask.git",
	] {
		count(policy.deny) == 1 with input as _run(text)
	}
}

test_allow if {
	every text in [
		"pip install flask==3.1 requests>=2",
		"pip install -r requirements.txt",
		"pip install -c constraints.txt flask",
		"pip install .",
		"python -m pip install --root-user-action ignore flask==3.1",
		"python -m venv flask",
		"pip install git+https://git.example/flask.git@3.1#egg=flask",
		"pipx install flask[async]==3.1",
		"npm install flask",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("pip install $PACKAGES")
