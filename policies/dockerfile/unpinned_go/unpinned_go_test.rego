package policies.dockerfile.unpinned_go_test

import data.policies.dockerfile.unpinned_go as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.built([testing.command(text)])])

_copied(source) := testing.review([testing.built([
	object.union(testing.instruction("COPY", ""), {"arguments": [source, "."]}),
	testing.command("go install example.com/tool"),
])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile installs example.com/tool@latest without a version; expected one",
	}} with input as _run("go install -v example.com/tool@latest")
}

test_deny_every_form if {
	every text in ["go get -tool example.com/tool", "go run example.com/tool/cmd --out x.example/y", "go install example.com/tool@main"] {
		count(policy.deny) == 1 with input as _run(text)
	}
	count(policy.deny) == 1 with input as _copied("main.go")
}

test_allow if {
	every text in [
		"go install example.com/tool@v1.2.3", "go run example.com/tool@v1.2.3 x.example/y", "go install ./cmd/shop",
		"go install .", "go run main.go", "go build example.com/tool", "go run cmd/shop/main.go",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

# The module's requirements have the version.
test_allow_in_a_module if {
	every source in [".", "go.mod", "./src/go.*", "./"] { count(policy.deny) == 0 with input as _copied(source) }
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("go install example.com/$TOOL")
