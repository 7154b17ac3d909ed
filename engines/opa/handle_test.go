package opa

import (
	"encoding/json"
	"strings"
	"testing"
)

// ask sends a request as the host would and decodes the response.
func ask[Response any](t *testing.T, request map[string]any) Response {
	t.Helper()
	encoded, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	answer := Handle(encoded)
	var failure struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(answer, &failure); failure.Error != "" {
		t.Fatalf("error response: %s", failure.Error)
	}
	var response Response
	if err := json.Unmarshal(answer, &response); err != nil {
		t.Fatalf("cannot decode %s: %v", answer, err)
	}
	return response
}

func sources(files map[string]string) []Source {
	var all []Source
	for path, source := range files {
		all = append(all, Source{Path: path, Source: source})
	}
	return all
}

const publicBucket = `# METADATA
# title: Bucket is public
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   resources: [aws_s3_bucket]
package policies.aws.s3.public_bucket

deny contains {"message": resource.address} if {
	some resource in input.resources
	resource.type == "aws_s3_bucket"
}

warn contains "a warning"
`

var reviewSchema = map[string]any{
	"type": "object", "additionalProperties": false,
	"properties": map[string]any{"resources": map[string]any{"type": "array", "items": map[string]any{
		"type": "object", "additionalProperties": false,
		"properties": map[string]any{"type": map[string]any{"type": "string"}, "address": map[string]any{"type": "string"}},
	}}},
}

func TestCompile(t *testing.T) {
	response := ask[CompileResponse](t, map[string]any{"op": "compile",
		"modules": sources(map[string]string{"a.rego": publicBucket}), "schemas": map[string]any{"review": reviewSchema}})
	if len(response.Errors) > 0 {
		t.Fatalf("errors: %+v", response.Errors)
	}
	if string(response.Wasm[:4]) != "\x00asm" {
		t.Errorf("not a WebAssembly module: %q", response.Wasm[:4])
	}
	if len(response.Policies) != 1 || len(response.Policies[0].Rules) != 2 {
		t.Fatalf("policies: %+v", response.Policies)
	}
	policy := response.Policies[0]
	if policy.Package != "policies.aws.s3.public_bucket" || policy.Row != 8 || policy.Annotations.Title != "Bucket is public" ||
		policy.Annotations.Custom["severity"] != "high" {
		t.Errorf("policy: %+v", policy)
	}
	if policy.Rules[0].Entrypoint != "policies/aws/s3/public_bucket/deny" || policy.Rules[1].Key != "1" {
		t.Errorf("rules: %+v", policy.Rules)
	}
}

func TestCompileLeavesOutWhatIsBroken(t *testing.T) {
	tests := []struct {
		name, source string
		file         string
		row          int
		message      string
	}{
		{"syntax", "package p.a\n\ndeny contains if", "a.rego", 3, "unexpected"},
		{"unknown function", "package p.a\n\ndeny contains nope(input)", "a.rego", 3, "undefined function nope"},
		{"unsafe variable", "package p.a\n\ndeny contains x if y", "a.rego", 3, "unsafe"},
		{"recursion", "package p.a\n\nx if y\ny if x\n\ndeny contains 1 if x", "a.rego", 3, "recursive"},
		{"type", "package p.a\n\ndeny contains 1 if count(1) == 1", "a.rego", 3, "invalid argument"},
		{"network", "package p.a\n\ndeny contains x if x := http.send({})", "a.rego", 3, "http.send is refused"},
		{"runtime", "package p.a\n\ndeny contains x if x := opa.runtime()", "a.rego", 3, "opa.runtime is refused"},
		{"mocked with the network", "package p.a\n\ndeny contains 1 if count([1]) == 1 with count as http.send", "a.rego", 3, "http.send is refused"},
		{"schema", "# METADATA\n# schemas:\n#   - input: schema.review\npackage p.a\n\ndeny contains x if x := input.resources[0].adress",
			"a.rego", 6, "undefined ref"},
		{"bad metadata", "# METADATA\n# title: [\npackage p.a\n\ndeny contains 1", "a.rego", 2, "yaml"},
		{"empty", "", "a.rego", 1, "empty module"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response := ask[CompileResponse](t, map[string]any{"op": "compile", "schemas": map[string]any{"review": reviewSchema},
				"modules": sources(map[string]string{"a.rego": test.source, "b.rego": publicBucket})})
			if len(response.Errors) == 0 {
				t.Fatal("no error")
			}
			first := response.Errors[0]
			if first.File != test.file || first.Row != test.row || !strings.Contains(first.Message, test.message) {
				t.Errorf("got %+v", first)
			}
			if len(response.Policies) != 1 || response.Policies[0].Package != "policies.aws.s3.public_bucket" || len(response.Wasm) == 0 {
				t.Errorf("the sound policy is gone: %+v", response.Policies)
			}
		})
	}
}

func TestCompileLeavesOutWhatNeedsTheBroken(t *testing.T) {
	response := ask[CompileResponse](t, map[string]any{"op": "compile", "modules": sources(map[string]string{
		"lib.rego":   "package p.lib\n\nis_bad(x) if nope(x)",
		"user.rego":  "package p.user\n\nimport data.p.lib\n\ndeny contains 1 if lib.is_bad(2)",
		"quiet.rego": "package p.quiet\n\ndeny contains 1 if data.p.lib.something",
		"same1.rego": "package p.same\n\ndeny contains 1 if x",
		"same2.rego": "package p.same\n\nx := nope(1)",
		"fine.rego":  "package p.fine\n\ndeny contains 1",
	})})
	var names []string
	for _, policy := range response.Policies {
		names = append(names, policy.Package)
	}
	if strings.Join(names, " ") != "p.fine" {
		t.Errorf("compiled %v", names)
	}
	files := map[string]string{}
	for _, issue := range response.Errors {
		files[issue.File] = issue.Message
	}
	if !strings.Contains(files["quiet.rego"], "needs lib.rego") || !strings.Contains(files["user.rego"], "needs lib.rego") ||
		files["same1.rego"] == "" || files["fine.rego"] != "" {
		t.Errorf("errors: %v", files)
	}
}

func TestCompileContext(t *testing.T) {
	response := ask[CompileResponse](t, map[string]any{"op": "compile", "modules": []Source{
		{Path: "pack.rego", Source: "package pack\n\nis_bad(x) if x == 1\n\ndeny contains 1", Context: true},
		{Path: "own.rego", Source: "package own\n\ndeny contains 1 if data.pack.is_bad(input.x)"},
		{Path: "intruder.rego", Source: "package pack\n\nis_bad(x) if x == 2\n\ndeny contains 2"},
	}})
	if len(response.Errors) != 1 || response.Errors[0].File != "intruder.rego" || len(response.Policies) != 1 || response.Policies[0].Package != "own" {
		t.Errorf("%+v", response)
	}
}

func TestCompileOldRego(t *testing.T) {
	response := ask[CompileResponse](t, map[string]any{"op": "compile", "modules": sources(map[string]string{
		"old.rego": "package main\n\ndeny[msg] {\n\tinput.x == 1\n\tmsg = \"old\"\n}\n\nviolation_second[{\"msg\": m}] { m := \"x\" }\n\nnot_one(x) { x }",
		"new.rego": publicBucket,
	})})
	if len(response.Errors) > 0 || len(response.Policies) != 2 {
		t.Fatalf("%+v", response)
	}
	if main := response.Policies[0]; main.Package != "main" || len(main.Rules) != 2 || main.Rules[1].Name != "violation_second" {
		t.Errorf("%+v", main)
	}
}

func TestCompileNothing(t *testing.T) {
	response := ask[CompileResponse](t, map[string]any{"op": "compile", "modules": []Source{}})
	if response.Wasm != nil || len(response.Policies) != 0 || len(response.Errors) != 0 {
		t.Errorf("%+v", response)
	}
}

func TestBuiltin(t *testing.T) {
	tests := []struct {
		name      string
		arguments []string
		want      string
	}{
		{"sprintf", []string{`"%s %d %v"`, `["a", 3, {1, "x"}]`}, `"a 3 {1, \"x\"}"`},
		{"regex.split", []string{`"(?i)B"`, `"abc"`}, `["a", "c"]`},
		{"cast_set", []string{`[1, 1, 2]`}, `{1, 2}`},
		{"time.parse_rfc3339_ns", []string{`"2026-01-02T03:04:05Z"`}, `1767323045000000000`},
		{"units.parse_bytes", []string{`"1KiB"`}, `1024`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response := ask[BuiltinResponse](t, map[string]any{"op": "builtin", "name": test.name, "arguments": test.arguments})
			if response.Result == nil || *response.Result != test.want {
				t.Errorf("got %+v", response)
			}
		})
	}
	undefined := ask[BuiltinResponse](t, map[string]any{"op": "builtin", "name": "units.parse", "arguments": []string{`"zzz"`}})
	if undefined.Result != nil || undefined.Failure == "" || undefined.Halt {
		t.Errorf("got %+v", undefined)
	}
}

func TestBuiltinIsDeterministic(t *testing.T) {
	draw := func(evaluation int) string {
		all := ""
		for _, key := range []string{`"a"`, `"b"`, `"c"`} {
			response := ask[BuiltinResponse](t, map[string]any{"op": "builtin", "name": "uuid.rfc4122",
				"arguments": []string{key}, "evaluation": evaluation})
			all += *response.Result
		}
		return all
	}
	if first, second := draw(7), draw(8); first != second {
		t.Errorf("%s and %s", first, second)
	}
}

func TestTests(t *testing.T) {
	request := map[string]any{"op": "test", "modules": sources(map[string]string{
		"a.rego":      "package a\n\nx if input.y\n\nz if input.never\n",
		"a_test.rego": "package a_test\n\nimport data.a\n\ntest_good if a.x with input as {\"y\": 1}\n\ntest_bad if {\n\tprint(\"seen\")\n\ta.x with input as {}\n}\n",
	})}
	response := ask[TestResponse](t, request)
	if len(response.Errors) > 0 || len(response.Results) != 2 {
		t.Fatalf("%+v", response)
	}
	good, bad := response.Results[0], response.Results[1]
	if good.Outcome != "pass" || bad.Outcome != "fail" || bad.Output != "seen\n" || bad.FailedAt == nil || bad.FailedAt.Row != 9 {
		t.Errorf("%+v %+v", good, bad)
	}

	request["coverage"] = true
	response = ask[TestResponse](t, request)
	if report := response.Coverage.Files["a.rego"]; len(response.Results) != 2 || report == nil || report.NotCoveredLines != 1 {
		t.Errorf("%+v, coverage: %+v", response.Results, report)
	}
}

func TestFormat(t *testing.T) {
	response := ask[FormatResponse](t, map[string]any{"op": "format", "modules": sources(map[string]string{
		"a.rego": "package a\nx  if   input.y", "b.rego": "package"})})
	if response.Modules["a.rego"] != "package a\n\nx if input.y\n" || len(response.Errors) != 1 || response.Errors[0].File != "b.rego" {
		t.Errorf("%+v", response)
	}
}

func TestHandleRefuses(t *testing.T) {
	for _, request := range []string{"", "{}", `{"op": "rm"}`, `{"op": "compile", "modules": 3}`} {
		if answer := string(Handle([]byte(request))); !strings.Contains(answer, `"error":"`) {
			t.Errorf("%q: %s", request, answer)
		}
	}
}

func TestQuery(t *testing.T) {
	answer := func(request map[string]any) QueryResponse {
		request["op"] = "query"
		return ask[QueryResponse](t, request)
	}
	old := []Source{{Path: "p.rego", Source: "package p\n\nx { true }\n"}}
	send := []Source{{Path: "p.rego", Source: "package p\n\nx := http.send({})\n"}}
	for name, tc := range map[string]struct {
		request map[string]any
		message string
	}{
		"v1":            {map[string]any{"query": "data.p.x = x", "modules": []Source{{Path: "p.rego", Source: "package p\n\nx := 1\n"}}}, ""},
		"v0":            {map[string]any{"query": "data.p.x = x", "modules": old, "version": "v0"}, ""},
		"v0 read as v1": {map[string]any{"query": "data.p.x = x", "modules": old}, "`if` keyword is required"},
		"refused":       {map[string]any{"query": "data.p.x = x", "modules": send}, "undefined function http.send"},
		"unrestricted":  {map[string]any{"query": "data.p.x = x", "modules": send, "unrestricted": true}, ""},
		"no query":      {map[string]any{"query": "("}, "unexpected"},
	} {
		response := answer(tc.request)
		switch {
		case tc.message == "" && (len(response.Errors) > 0 || string(response.Wasm[:4]) != "\x00asm"):
			t.Errorf("%s: expected a module, got %+v", name, response.Errors)
		case tc.message != "" && (len(response.Errors) == 0 || !strings.Contains(response.Errors[0].Message, tc.message)):
			t.Errorf("%s: expected %q, got %+v", name, tc.message, response.Errors)
		}
	}
}

func TestSuggestions(t *testing.T) {
	for name, tc := range map[string]struct{ source, suggestion string }{
		"built-in function": {`deny contains "x" if contians("a", "b")`, "contains"},
		"own function":      {"deny contains \"x\" if owmer(1)\n\nowner(x) := x", "owner"},
		"field":             {`deny contains "x" if input.resuorces`, "resources"},
		"nothing near":      {`deny contains "x" if quantum(1)`, ""},
	} {
		source := "# METADATA\n# schemas:\n#   - input: schema.review\npackage policies.p\n\n" + tc.source + "\n"
		response := ask[CheckResponse](t, map[string]any{"op": "check", "strict": true,
			"modules": sources(map[string]string{"a.rego": source}), "schemas": map[string]any{"review": reviewSchema}})
		if len(response.Errors) == 0 || response.Errors[0].Suggestion != tc.suggestion {
			t.Errorf("%s: expected %q, got %+v", name, tc.suggestion, response.Errors)
		}
	}
}

func TestFailedValues(t *testing.T) {
	source := `package p_test

test_compared if {
	x := {"a": [1, 2]}
	count(x.a) == 3
}

test_unnamed if {
	not true
}
`
	response := ask[TestResponse](t, map[string]any{"op": "test", "modules": sources(map[string]string{"p_test.rego": source})})
	failed := response.Results[0].FailedAt
	if failed == nil || failed.Evaluated != "2 == 3" || len(failed.Values) != 1 || failed.Values[0].Value != `{"a": [1, 2]}` {
		t.Errorf("compared: %+v", failed)
	}
	if failed := response.Results[1].FailedAt; failed == nil || failed.Row != 9 || failed.Evaluated != "" || len(failed.Values) != 0 {
		t.Errorf("unnamed: %+v", failed)
	}
}
