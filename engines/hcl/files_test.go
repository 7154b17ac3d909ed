package hcl

import (
	"sort"
	"strings"
	"testing"
)

// The prefix "resource." is another way to write a resource's address.
func TestResourcePrefix(t *testing.T) {
	got := evaluate(t, files{"main.tf": `
resource "google_container_cluster" "x" {
  name = "prod"
}
resource "aws_a" "many" {
  count = 2
  name  = "a${count.index}"
}
resource "aws_b" "y" {
  cluster = resource.google_container_cluster.x.name
  both    = "${resource.google_container_cluster.x.name} ${google_container_cluster.x.name}"
  list    = resource.aws_a.many[*].name
  one     = resource.aws_a.many[1].name
  link    = resource.google_container_cluster.x.self_link
  looped  = [for resource in ["a"] : resource]
  depends_on = [resource.aws_a.many]
  dynamic "part" {
    for_each = ["p"]
    iterator = resource
    content { name = resource.value }
  }
}
`})
	if texts := got.problemTexts(); texts != "" {
		t.Fatal(texts)
	}
	y := got.resource(t, "aws_b.y")
	wanted := `{"both":"prod prod","cluster":"prod","link":null,"list":["a0","a1"],"looped":["a"],"one":"a1","part":[{"name":"p"}]}`
	if text := asJSON(t, y.Values); text != wanted {
		t.Errorf("got %s", text)
	}
	if text := asJSON(t, y.References); text != `["aws_a.many[0]","aws_a.many[1]","google_container_cluster.x"]` {
		t.Errorf("got %s", text)
	}
	missing := evaluate(t, files{"main.tf": `locals { a = resource.aws_a.none.id }`})
	if texts := missing.problemTexts(); !strings.Contains(texts, "aws_a.none is not declared") {
		t.Errorf("got %s", texts)
	}
}

// A hash of what is no text is unknown, and its expression tells contents apart, also through locals and modules.
func TestOpaqueContents(t *testing.T) {
	tree := files{
		"main.tf": `
locals { hash = filebase64sha256("x.zip") }
module "m" {
  source = "./m"
  hash   = filemd5("${path.module}/x.zip")
}
resource "aws_a" "b" {
  direct = filebase64sha256("x.zip")
  local  = local.hash
  nested = { a = 1, b = [filebase64("x.zip")] }
  exists = fileexists("x.zip")
  other  = uuid()
  module = module.m.hash
}
resource "aws_a" "each" {
  for_each = toset(["x", "y"])
  hash     = core::filesha512("${each.key}.zip")
}
`,
		"m/main.tf":    "variable \"hash\" {}\noutput \"hash\" { value = var.hash }",
		"json.tf.json": `{"resource":{"aws_a":{"json":{"hash":"${filesha1(\"x.zip\")}"}}}}`,
	}
	at := func(x string) (answer, map[string]string) {
		request := tree.request(rootRequest{Path: "."})
		request.Trees[0].Unreadable = map[string]string{"x.zip": "binary", "y.zip": "binary"}
		request.Trees[0].Opaque = map[string]string{"x.zip": x, "y.zip": "same"}
		top := request.Trees[0].Dirs["."]
		top.Files = append(top.Files, "x.zip", "y.zip")
		request.Trees[0].Dirs["."] = top
		got := ask(t, request)[0]
		texts := map[string]string{}
		for _, one := range got.Declarations {
			for pointer, text := range one.Expressions {
				texts[one.Address+pointer] = text
			}
		}
		return got, texts
	}
	got, before := at("one")
	if texts := got.problemTexts(); texts != "" {
		t.Fatal(texts)
	}
	if text := asJSON(t, got.resource(t, "aws_a.b").Unknown); text != `[["direct"],["local"],["module"],["nested","b",0],["other"]]` {
		t.Errorf("unknown %s", text)
	}
	if !contains(got.Reads, "x.zip") {
		t.Errorf("reads %v", got.Reads)
	}
	_, again := at("one")
	_, after := at("two")
	var changed []string
	for pointer, text := range before {
		if again[pointer] != text {
			t.Errorf("%s is not the same twice", pointer)
		}
		if after[pointer] != text {
			changed = append(changed, pointer)
		}
	}
	sort.Strings(changed)
	wanted := `["aws_a.b/direct","aws_a.b/local","aws_a.b/module","aws_a.b/nested/b/0","aws_a.each[\"x\"]/hash","aws_a.json/hash"]`
	if text := asJSON(t, changed); text != wanted {
		t.Errorf("changed %s of %v", text, sortedNames(before))
	}
}

// A comparison of maps is false when any element differs, whatever is unknown beside it.
func TestEqualityIsSettled(t *testing.T) {
	for range 20 {
		got := evaluate(t, files{"main.tf": `
resource "aws_a" "b" {}
locals { u = "x${aws_a.b.id}" }
output "map" { value = [tomap({ a = local.u, b = "x" }) == tomap({ a = "x1", b = "y" }), tomap({ a = local.u, b = "x" }) != tomap({ a = "x1", b = "y" })] }
output "open" { value = [{ a = local.u, b = "x" } == { a = "x1", b = "x" }, [{ a = local.u, b = 1 }] == [{ a = "x1", b = 2 }], { a = 1 } == { b = 1 }] }
`})
		text := asJSON(t, got.Outputs)
		wanted := `{"map":{"sensitive":[],"unknown":[],"value":[false,true]},"open":{"sensitive":[],"unknown":[[0]],"value":[null,false,false]}}`
		if text != wanted {
			t.Fatalf("got %s", text)
		}
	}
}
