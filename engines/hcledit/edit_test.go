package hcledit

import (
	"encoding/json"
	"testing"
)

type editCase struct {
	name, before string
	remove       bool
	path         string
	value        string
	blocks       string
	// after is the text, or with "!" before it the reason.
	after string
}

const bucket = `# Keep this.
resource "aws_x" "y" {
  name = "n" # and this
  acl  = "public-read"

  tags = {
    a = "1"
    b = "2"
  }

  rule {
    # inside
    port = 22
  }
}
`

var editCases = []editCase{
	{name: "sets an attribute", before: bucket, path: `["acl"]`, value: `"private"`,
		after: "# Keep this.\nresource \"aws_x\" \"y\" {\n  name = \"n\" # and this\n  acl  = \"private\"\n\n  tags = {\n    a = \"1\"\n    b = \"2\"\n  }\n\n  rule {\n    # inside\n    port = 22\n  }\n}\n"},
	{name: "removes an attribute", before: "resource \"aws_x\" \"y\" {\n  name = \"n\"\n  acl = \"p\"\n}\n", remove: true, path: `["acl"]`,
		after: "resource \"aws_x\" \"y\" {\n  name = \"n\"\n}\n"},
	{name: "adds an attribute before nested blocks, aligned", before: "resource \"aws_x\" \"y\" {\n  name = \"n\"\n\n  rule {\n    port = 22\n  }\n}\n",
		path: `["encrypted"]`, value: `true`,
		after: "resource \"aws_x\" \"y\" {\n  name      = \"n\"\n  encrypted = true\n\n  rule {\n    port = 22\n  }\n}\n"},
	{name: "keeps a form that is not canonical", before: "resource \"aws_x\" \"y\" {\n    name=\"n\"\n}\n", path: `["on"]`, value: `true`,
		after: "resource \"aws_x\" \"y\" {\n    name=\"n\"\n    on = true\n}\n"},
	{name: "adds to an empty block", before: `resource "aws_x" "y" {}` + "\n", path: `["on"]`, value: `true`,
		after: "resource \"aws_x\" \"y\" {\n  on = true\n}\n"},
	{name: "adds to a block on one line", before: `resource "aws_x" "y" { a = 1 }` + "\n", path: `["on"]`, value: `true`,
		after: "resource \"aws_x\" \"y\" {\n  a  = 1\n  on = true\n}\n"},
	{name: "removes from a block on one line", before: `resource "aws_x" "y" { a = 1 }` + "\n", path: `["a"]`, remove: true,
		after: "resource \"aws_x\" \"y\" {}\n"},
	{name: "sets inside a block", before: bucket, path: `["rule",0,"port"]`, value: `443`,
		after: replaceOnce(bucket, "port = 22", "port = 443")},
	{name: "sets inside a block that is one object", before: bucket, path: `["rule","port"]`, value: `443`,
		after: replaceOnce(bucket, "port = 22", "port = 443")},
	{name: "removes a block", before: bucket, path: `["rule",0]`, remove: true,
		after: replaceOnce(bucket, "\n  rule {\n    # inside\n    port = 22\n  }\n", "")},
	{name: "makes a block that is missing", before: "resource \"aws_x\" \"y\" {\n  name = \"n\"\n}\n", path: `["opts",0,"tokens"]`, value: `"required"`, blocks: `["opts"]`,
		after: "resource \"aws_x\" \"y\" {\n  name = \"n\"\n\n  opts {\n    tokens = \"required\"\n  }\n}\n"},
	{name: "makes nested blocks by what the provider says", before: "resource \"aws_x\" \"y\" {}\n", path: `["a"]`, value: `[{"b":[{"c":"d"}],"e":{"f":"g"}}]`, blocks: `["a","a.b"]`,
		after: "resource \"aws_x\" \"y\" {\n  a {\n    e = {\n      f = \"g\"\n    }\n\n    b {\n      c = \"d\"\n    }\n  }\n}\n"},
	{name: "a list of objects is an attribute where the provider says so", before: "resource \"aws_x\" \"y\" {}\n", path: `["a"]`, value: `[{"b":1}]`, blocks: `[]`,
		after: "resource \"aws_x\" \"y\" {\n  a = [{\n    b = 1\n  }]\n}\n"},
	{name: "sets a key of a map", before: bucket, path: `["tags","b"]`, value: `"3"`, after: replaceOnce(bucket, `b = "2"`, `b = "3"`)},
	{name: "adds a key to a map", before: bucket, path: `["tags","c"]`, value: `"3"`, after: replaceOnce(bucket, "    b = \"2\"\n", "    b = \"2\"\n    c = \"3\"\n")},
	{name: "adds a key that has to be quoted", before: "resource \"aws_x\" \"y\" {\n  tags = { a = \"1\" }\n}\n", path: `["tags","k8s/x y"]`, value: `"3"`,
		after: "resource \"aws_x\" \"y\" {\n  tags = { a = \"1\", \"k8s/x y\" = \"3\" }\n}\n"},
	{name: "removes a key", before: bucket, path: `["tags","a"]`, remove: true, after: replaceOnce(bucket, "    a = \"1\"\n", "")},
	{name: "makes a map that is missing", before: "resource \"aws_x\" \"y\" {\n}\n", path: `["tags","a"]`, value: `"1"`,
		after: "resource \"aws_x\" \"y\" {\n  tags = {\n    a = \"1\"\n  }\n}\n"},
	{name: "appends to a list of lines", before: "resource \"aws_x\" \"y\" {\n  l = [\n    \"a\", # first\n    \"b\" # last\n  ]\n}\n", path: `["l","-"]`, value: `"c"`,
		after: "resource \"aws_x\" \"y\" {\n  l = [\n    \"a\", # first\n    \"b\", # last\n    \"c\",\n  ]\n}\n"},
	{name: "appends to a list on one line", before: "resource \"aws_x\" \"y\" {\n  l = [\"a\"]\n}\n", path: `["l",1]`, value: `"c"`,
		after: "resource \"aws_x\" \"y\" {\n  l = [\"a\", \"c\"]\n}\n"},
	{name: "appends to an empty list", before: "resource \"aws_x\" \"y\" {\n  l = []\n}\n", path: `["l","-"]`, value: `"c"`,
		after: "resource \"aws_x\" \"y\" {\n  l = [\"c\"]\n}\n"},
	{name: "removes the last item", before: "resource \"aws_x\" \"y\" {\n  l = [\"a\", \"b\"]\n}\n", path: `["l",1]`, remove: true,
		after: "resource \"aws_x\" \"y\" {\n  l = [\"a\"]\n}\n"},
	{name: "removes the first item", before: "resource \"aws_x\" \"y\" {\n  l = [\"a\", \"b\"]\n}\n", path: `["l",0]`, remove: true,
		after: "resource \"aws_x\" \"y\" {\n  l = [\"b\"]\n}\n"},
	{name: "sets an item", before: "resource \"aws_x\" \"y\" {\n  l = [\"a\", \"b\"]\n}\n", path: `["l",0]`, value: `"z"`,
		after: "resource \"aws_x\" \"y\" {\n  l = [\"z\", \"b\"]\n}\n"},
	{name: "adds after a heredoc", before: "resource \"aws_x\" \"y\" {\n  t = <<EOT\ntext\nEOT\n}\n", path: `["on"]`, value: `true`,
		after: "resource \"aws_x\" \"y\" {\n  t  = <<EOT\ntext\nEOT\n  on = true\n}\n"},
	{name: "writes a template's signs as text", before: "resource \"aws_x\" \"y\" {}\n", path: `["t"]`, value: `"${file(\"/etc/passwd\")} %{ if true }"`,
		after: "resource \"aws_x\" \"y\" {\n  t = \"$${file(\\\"/etc/passwd\\\")} %%{ if true }\"\n}\n"},
	{name: "variable", before: "resource \"aws_x\" \"y\" {\n  acl = var.acl\n}\n", path: `["acl"]`, value: `"private"`,
		after: "!acl comes from `var.acl`; change it where that is set"},
	{name: "function", before: "resource \"aws_x\" \"y\" {\n  acl = lower(\"A\")\n}\n", path: `["acl"]`, remove: true,
		after: "!acl comes from `lower(\"A\")`; change it where that is set"},
	{name: "computed map", before: "resource \"aws_x\" \"y\" {\n  tags = merge(local.t, {})\n}\n", path: `["tags","a"]`, value: `"1"`,
		after: "!tags comes from `merge(local.t, {})`; change it where that is set"},
	{name: "dynamic", before: "resource \"aws_x\" \"y\" {\n  dynamic \"rule\" {\n    for_each = []\n    content {}\n  }\n}\n", path: `["rule",0,"port"]`, value: `1`,
		after: "!rule is written by a dynamic block"},
	{name: "absent", before: "resource \"aws_x\" \"y\" {}\n", path: `["acl"]`, remove: true, after: "!acl is not written in the block"},
	{name: "other resource", before: "resource \"aws_x\" \"z\" {}\n", path: `["acl"]`, remove: true, after: "!main.tf has no block of aws_x.y"},
	{name: "syntax error", before: "resource \"aws_x\" {\n", path: `["acl"]`, remove: true, after: "!main.tf has a syntax error: Unclosed configuration block"},
	{name: "name that is none", before: "resource \"aws_x\" \"y\" {}\n", path: `["a b"]`, value: `1`, after: "!a b is no name of an attribute"},
	{name: "block of expressions", before: "resource \"aws_x\" \"y\" {\n  rule {\n    port = var.p\n  }\n}\n", path: `["rule",0]`, remove: true,
		after: "!rule has `var.p`, which is no plain value"},
}

func TestEdit(t *testing.T) {
	for _, c := range editCases {
		t.Run(c.name, func(t *testing.T) {
			got := edited(t, "main.tf", c)
			if got != c.after {
				t.Fatalf("got\n%s\nwant\n%s", got, c.after)
			}
		})
	}
}

func TestEditRefusesOtherSyntax(t *testing.T) {
	got := edited(t, "main.tf.json", editCase{before: "{}", path: `["a"]`, value: "1"})
	if want := "!main.tf.json is not written in Terraform's own syntax"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
}

func TestEditIsIdempotent(t *testing.T) {
	for _, c := range editCases {
		if c.after[0] == '!' || c.remove || c.path == `["l","-"]` || c.path == `["l",1]` {
			continue
		}
		again := c
		again.before = c.after
		if got := edited(t, "main.tf", again); got != c.after {
			t.Errorf("%s: a second time gives\n%s", c.name, got)
		}
	}
}

func edited(t *testing.T, path string, c editCase) string {
	t.Helper()
	operation := map[string]any{"remove": c.remove, "path": json.RawMessage(c.path)}
	if c.value != "" {
		operation["value"] = json.RawMessage(c.value)
	}
	request := map[string]any{"op": "edit", "path": path, "text": c.before, "labels": []string{"aws_x", "y"},
		"line": 1, "operations": []any{operation}}
	if c.blocks != "" {
		request["blocks"] = json.RawMessage(c.blocks)
	}
	encoded, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := Handle(encoded, func([]byte, string) string { return "" })
	texts, ok := answer.(map[string]string)
	if err != nil || !ok {
		t.Fatal(err)
	}
	if reason, ok := texts["reason"]; ok {
		return "!" + reason
	}
	return texts["text"]
}

func replaceOnce(text, old, new string) string {
	for i := 0; i+len(old) <= len(text); i++ {
		if text[i:i+len(old)] == old {
			return text[:i] + new + text[i+len(old):]
		}
	}
	panic("not in the text: " + old)
}
