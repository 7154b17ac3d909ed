package opa

import (
	"slices"
	"strings"
	"testing"
)

func compileFiles(t *testing.T, all []Source) CompileResponse {
	t.Helper()
	return ask[CompileResponse](t, map[string]any{"op": "compile", "modules": all})
}

func TestReads(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"by name":            {"package p\ndeny contains x if x := input.kind", "kind"},
		"by iteration":       {"package p\ndeny contains r.type if some r in input.resources", "resources[_] resources[_].type"},
		"through an import":  {"package p\nimport input as plan\ndeny contains 1 if plan.resource_changes[_].type == \"a\"", "resource_changes[_].type"},
		"through an old one": {"package p\nimport input.resource_changes as rc\ndeny[x] { x := rc[_].type }", "resource_changes[_].type"},
		"through variables":  {"package p\ndeny contains 1 if {\n\tx := input.review\n\ty := x.object\n\ty.kind == \"a\"\n}", "review review.object review.object.kind"},
		"of files together":  {"package p\ndeny contains 1 if { some f in input; f.contents.kind == \"a\" }", "[_] [_].contents.kind"},
		"of a library":       {"package p\nimport data.lib\ndeny contains 1 if lib.is_a", "kind"},
		"of the whole":       {"package p\ndeny contains 1 if walk(input, [_, _])", ""},
		"nothing":            {"package p\ndeny contains 1", "<none>"},
	} {
		t.Run(name, func(t *testing.T) {
			response := compileFiles(t, []Source{{Path: "p.rego", Source: test.source},
				{Path: "lib.rego", Source: "package lib\nis_a if input.kind == \"a\""}})
			if len(response.Errors) > 0 {
				t.Fatal(response.Errors)
			}
			if response.Policies[0].Reads == nil {
				t.Fatal("the list is null")
			}
			got := strings.Join(response.Policies[0].Reads, " ")
			if len(response.Policies[0].Reads) == 0 {
				got = "<none>"
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestMount(t *testing.T) {
	template := func(kind, limit string) []Source {
		return []Source{
			{Path: kind + "/source", Source: "package same\nimport data.lib.limits as l\nviolation[{\"msg\": l.max}] { data.inventory; data.lib.limits.max }",
				Version: "v0", Mount: []string{"gatekeeper", kind}},
			{Path: kind + "/lib", Source: "package lib.limits\nmax = \"" + limit + "\"", Version: "v0", Mount: []string{"gatekeeper", kind}},
		}
	}
	response := compileFiles(t, slices.Concat(template("A", "1"), template("B", "2")))
	if len(response.Errors) > 0 || len(response.Policies) != 2 {
		t.Fatalf("got %+v", response)
	}
	if first, second := response.Policies[0], response.Policies[1]; first.Package != "gatekeeper.A.same" ||
		second.Package != "gatekeeper.B.same" || second.Rules[0].Entrypoint != "gatekeeper/B/same/violation" {
		t.Errorf("got %+v", response.Policies)
	}
}

func TestAnnotationsOfRules(t *testing.T) {
	response := compileFiles(t, []Source{{Path: "p.rego", Source: `# METADATA
# title: Package
# custom:
#   severity: low
package main

# METADATA
# title: Rule
# custom:
#   severity: high
deny_a contains "a" if input.a

deny_b contains "b" if input.b
`}})
	first, second := response.Policies[0].Rules[0].Annotations, response.Policies[0].Rules[1].Annotations
	if first.Title != "Rule" || first.Custom["severity"] != "high" || second.Title != "Package" || second.Custom["severity"] != "low" {
		t.Errorf("got %+v and %+v", first, second)
	}
}

func TestExceptionsHaveEntrypoints(t *testing.T) {
	response := compileFiles(t, []Source{{Path: "p.rego", Source: "package main\ndeny_a contains \"a\" if input.a"},
		{Path: "q.rego", Source: "package main\nexception contains [\"a\"] if input.b"}})
	rule := response.Policies[0].Rules[0]
	if len(response.Errors) > 0 || rule.Exception == nil || rule.Exception.Key != "0x" || rule.Entrypoint != "tollgate_entry/found_0" {
		t.Errorf("got %+v %v", rule, response.Errors)
	}
	// An exception of another shape breaks nothing.
	odd := compileFiles(t, []Source{{Path: "p.rego", Source: "package main\ndeny contains \"a\" if input.a\nexception := 7"}})
	if len(odd.Errors) > 0 || odd.Wasm == nil {
		t.Errorf("got %+v", odd.Errors)
	}
}
