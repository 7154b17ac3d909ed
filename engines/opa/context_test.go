package opa

import (
	"maps"
	"slices"
	"testing"
)

func TestNeededContext(t *testing.T) {
	context := []Source{
		{Path: "finding.rego", Source: "package policies.lib.finding\n\nimport data.policies.lib.text\n\non(x) := text.of(x)", Context: true},
		{Path: "text.rego", Source: "package policies.lib.text\n\nof(x) := x", Context: true},
		{Path: "unused.rego", Source: "package policies.lib.unused\n\nx := 1", Context: true},
		{Path: "bucket.rego", Source: "package policies.aws.bucket # ours\n\ndeny contains 1", Context: true},
		{Path: "odd.rego", Source: "package policies[\"odd-one\"]\n\nx := 1", Context: true},
	}
	for name, test := range map[string]struct {
		source string
		want   []string
	}{
		"nothing":            {"package a\n\nx := 1", []string{"odd.rego"}},
		"over others":        {"package a\n\nimport data.policies.lib.finding\n\nx := finding.on(1)", []string{"finding.rego", "odd.rego", "text.rego"}},
		"a name inside":      {"package a\n\nx := data.policies.lib.text.of(1)", []string{"odd.rego", "text.rego"}},
		"all below":          {"package a\n\nx := data.policies.lib[_].x", []string{"finding.rego", "odd.rego", "text.rego", "unused.rego"}},
		"a package of ours":  {"package policies.aws.bucket\n\nx := 1", []string{"bucket.rego", "odd.rego"}},
		"a misspelt one":     {"package a\n\nx := data.policies.lib.fnding.on(1)", []string{"finding.rego", "odd.rego", "text.rego", "unused.rego"}},
		"no package of ours": {"package a\n\nx := data.policies.acme.queue.deny", []string{"odd.rego"}},
		"data of one's own":  {"package a\n\nx := data.limits.most", []string{"odd.rego"}},
		"anything at all":    {"package a\n\nx := data[input.name]", []string{"bucket.rego", "finding.rego", "odd.rego", "text.rego", "unused.rego"}},
		"a part of one name": {"package a\n\nx := data.policies.lib.tex", []string{"finding.rego", "odd.rego", "text.rego", "unused.rego"}},
	} {
		t.Run(name, func(t *testing.T) {
			modules, issues := parseAll(append(slices.Clone(context), Source{Path: "a.rego", Source: test.source}))
			delete(modules, "a.rego")
			if got := slices.Sorted(maps.Keys(modules)); !slices.Equal(got, test.want) || len(issues) > 0 {
				t.Errorf("got %v and %v, want %v", got, issues, test.want)
			}
		})
	}
}

func TestKeywordsOfV0(t *testing.T) {
	body := "\n\ntest_x if {\n\tinput := {\"a\": 1}\n\tdata.b.deny with input as input\n}\n"
	for header, want := range map[string]int{
		"package a_test\n\nimport future.keywords.if": 0,
		"package a_test\n\nimport future.keywords":    0,
		"package a_test": 1, // v1: a variable must not be called input
		"package a_test\n\nimport future.keywords.contains": 1, // `if` is v1's
	} {
		modules, issues := parseAll([]Source{{Path: "a_test.rego", Source: header + body}})
		_, issues = compileSound(modules, issues, options{})
		if len(issues) != want {
			t.Errorf("%s: got %v, want %d", header, issues, want)
		}
	}
}
