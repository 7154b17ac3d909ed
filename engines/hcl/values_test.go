package hcl

import (
	"strings"
	"testing"
)

// Each configuration has a resource aws_x.y (or the address given) whose values, unknown paths and so on are compared
// as JSON.
func TestValues(t *testing.T) {
	for name, test := range map[string]struct {
		files   files
		address string
		values  string
		unknown string
	}{
		"configured attributes are known, others are not": {
			files{"main.tf": `resource "aws_v" "v" { cidr = "10.0.0.0/8" }
resource "aws_x" "y" {
  a = aws_v.v.cidr
  b = aws_v.v.id
}`}, "aws_x.y", `{"a":"10.0.0.0/8","b":null}`, `[["b"]]`,
		},
		"a null argument is absent": {
			files{"main.tf": "resource \"aws_x\" \"y\" {\n  a = null\n  b = { c = null }\n}"}, "aws_x.y", `{"b":{"c":null}}`, `[]`,
		},
		"blocks are lists, also one": {
			files{"main.tf": "resource \"aws_x\" \"y\" {\n  b { c = 1 }\n  d {}\n  d {\n    e { f = true }\n  }\n}"}, "aws_x.y",
			`{"b":[{"c":1}],"d":[{},{"e":[{"f":true}]}]}`, `[]`,
		},
		"meta-arguments are no attributes": {
			files{"main.tf": `provider "aws" { alias = "w" }
resource "aws_x" "y" {
  count      = 1
  provider   = aws.w
  depends_on = [aws_z.z]
  lifecycle { prevent_destroy = true }
  provisioner "local-exec" { command = "rm -rf ${self.id}" }
}
resource "aws_z" "z" {}`}, "aws_x.y[0]", `{}`, `[]`,
		},
		"dynamic blocks": {
			files{"main.tf": `resource "aws_x" "y" {
  dynamic "rule" {
    for_each = { b = [1], a = [2, 3] }
    iterator = it
    content {
      name = it.key
      dynamic "port" {
        for_each = it.value
        content { number = "${it.key}-${port.value}" }
      }
    }
  }
  dynamic "none" {
    for_each = []
    content {}
  }
}`}, "aws_x.y", `{"rule":[{"name":"a","port":[{"number":"a-2"},{"number":"a-3"}]},{"name":"b","port":[{"number":"b-1"}]}]}`, `[]`,
		},
		"a dynamic block of unknown number": {
			files{"main.tf": `data "aws_z" "z" {}
resource "aws_x" "y" {
  dynamic "rule" {
    for_each = data.aws_z.z.list
    content { name = rule.value }
  }
  other { a = 1 }
  dynamic "other" {
    for_each = data.aws_z.z.list
    content {}
  }
}`}, "aws_x.y", `{"other":[{"a":1},null],"rule":null}`, `[["other",1],["rule"]]`,
		},
		"an unknown number of instances": {
			files{"main.tf": `data "aws_z" "z" {}
resource "aws_x" "y" {
  count = length(data.aws_z.z.list)
  a     = "n${count.index}"
  b     = [][count.index]
  c     = 1
}`}, "aws_x.y[*]", `{"a":null,"b":null,"c":1}`, `[["a"],["b"]]`,
		},
		"outputs of a module that is not to be had": {
			files{"main.tf": `module "m" { source = "a/b/c" }
resource "aws_x" "y" {
  a = module.m.id
  b = { k = 1, u = module.m.list[0] }
}`}, "aws_x.y", `{"a":null,"b":{"k":1,"u":null}}`, `[["a"],["b","u"]]`,
		},
		"a resource passed on whole": {
			files{"main.tf": `resource "aws_v" "v" {
  cidr = "10.0.0.0/8"
  rule { port = 1 }
}
locals { all = { v = aws_v.v } }
resource "aws_x" "y" {
  a = local.all.v.cidr
  b = local.all["v"].arn
  c = jsonencode(aws_v.v)
  d = aws_v.v.rule[0].port
  e = aws_v.v.rule[0].id
}`}, "aws_x.y", `{"a":"10.0.0.0/8","b":null,"c":null,"d":1,"e":null}`, `[["b"],["c"],["e"]]`,
		},
		"instances by key, for and splat": {
			files{"main.tf": `resource "aws_v" "v" {
  for_each = { a = 1, b = 2 }
  n        = each.value
}
resource "aws_c" "c" {
  count = 2
  n     = count.index
}
resource "aws_x" "y" {
  a = aws_v.v["a"].n
  b = { for k, v in aws_v.v : k => v.n }
  c = values(aws_v.v)[*].n
  d = aws_c.c[*].n
  e = aws_c.c.*.id
  f = [for k in ["a", "b"] : aws_v.v[k].n]
}`}, "aws_x.y", `{"a":1,"b":{"a":1,"b":2},"c":[1,2],"d":[0,1],"e":[null,null],"f":[1,2]}`, `[["e",0],["e",1]]`,
		},
		"a policy document": {
			files{"main.tf": `data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::b/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}
resource "aws_x" "y" { p = jsondecode(data.aws_iam_policy_document.d.json) }`}, "aws_x.y",
			`{"p":{"Statement":[{"Action":["s3:PutObject","s3:GetObject"],"Condition":{"Bool":{"aws:SecureTransport":"true"}},"Effect":"Allow","Principal":"*","Resource":"arn:aws:s3:::b/*"}],"Version":"2012-10-17"}}`, `[]`,
		},
		"JSON syntax with dynamic blocks": {
			files{"main.tf.json": `{"resource": {"aws_x": {"y": {"count": 1, "a": "${1 + 1}", "b": [{"c": 1}],
  "dynamic": {"rule": {"for_each": [1, 2], "content": {"n": "${rule.value}"}}},
  "lifecycle": {"ignore_changes": ["a"]}}}}}`}, "aws_x.y[0]", `{"a":2,"b":[{"c":1}],"rule":[{"n":1},{"n":2}]}`, `[]`,
		},
		"OpenTofu takes the place of Terraform": {
			files{"main.tf": `resource "aws_x" "y" { a = 1 }`, "main.tofu": `resource "aws_x" "y" { a = 2 }`}, "aws_x.y", `{"a":2}`, `[]`,
		},
		"providers' functions": {
			files{"main.tf": `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
resource "aws_x" "y" { a = provider::aws::arn_parse("x").service }`}, "aws_x.y", `{"a":null}`, `[["a"]]`,
		},
		"old syntax": {
			files{"main.tf": `terraform {
  required_version = "~> 0.12"
}
variable "l" {
  type    = "list"
  default = ["a"]
}
resource "aws_x" "y" { a = "${var.l}" }`}, "aws_x.y", `{"a":["a"]}`, `[]`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := evaluate(t, test.files)
			found := got.resource(t, test.address)
			if values := asJSON(t, found.Values); values != test.values {
				t.Errorf("values  %s\nexpected %s", values, test.values)
			}
			if unknown := asJSON(t, found.Unknown); unknown != test.unknown {
				t.Errorf("unknown %s\nexpected %s", unknown, test.unknown)
			}
			if texts := got.problemTexts(); texts != "" && !strings.Contains(texts, "is not available") {
				t.Error(texts)
			}
		})
	}
}

func TestRegionsAndTags(t *testing.T) {
	got := evaluate(t, files{"main.tf": `
variable "zone" {}
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { team = "core", env = "prod" }
  }
}
provider "aws" {
  alias  = "us"
  region = "us-east-1"
}
provider "azurerm" {
  features {}
}
provider "google" {
  region         = "europe-west1"
  default_labels = { team = "data" }
}
module "m" {
  source    = "./m"
  providers = { aws = aws.us, aws.peer = aws }
}
module "n" { source = "./n" }
resource "aws_a" "plain" { tags = { env = "dev", n = 1 } }
resource "aws_a" "other" { provider = aws.us }
resource "aws_a" "own" { region = "sa-east-1" }
resource "aws_a" "unknown" { region = var.zone }
resource "aws_autoscaling_group" "g" {
  tag {
    key   = "team"
    value = "web"
  }
}
resource "azurerm_a" "z" { location = "West Europe" }
resource "google_a" "z" {
  zone   = "us-central1-a"
  labels = { a = "b" }
}
resource "google_a" "r" {}
`, "m/main.tf": `
resource "aws_a" "default" {}
resource "aws_a" "peer" { provider = aws.peer }
`, "n/main.tf": `resource "aws_a" "inherited" {}`})
	for address, want := range map[string]string{
		"aws_a.plain":              `"eu-west-1" {"env":"dev","n":"1","team":"core"}`,
		"aws_a.other":              `"us-east-1" {}`,
		"aws_a.own":                `"sa-east-1" {"env":"prod","team":"core"}`,
		"aws_a.unknown":            `null {"env":"prod","team":"core"}`,
		"aws_autoscaling_group.g":  `"eu-west-1" {"team":"web"}`,
		"azurerm_a.z":              `"westeurope" {}`,
		"google_a.z":               `"us-central1" {"a":"b","team":"data"}`,
		"google_a.r":               `"europe-west1" {"team":"data"}`,
		"module.m.aws_a.default":   `"us-east-1" {}`,
		"module.m.aws_a.peer":      `"eu-west-1" {"env":"prod","team":"core"}`,
		"module.n.aws_a.inherited": `"eu-west-1" {"env":"prod","team":"core"}`,
	} {
		found := got.resource(t, address)
		if text := asJSON(t, found.Region) + " " + asJSON(t, found.Tags); text != want {
			t.Errorf("%s: %s, expected %s", address, text, want)
		}
	}
}

func TestReferences(t *testing.T) {
	got := evaluate(t, files{"main.tf": `
resource "aws_v" "v" {}
resource "aws_c" "c" { count = 2 }
resource "aws_k" "k" { for_each = toset(["a", "b"]) }
data "aws_d" "d" { id = aws_v.v.id }
locals { v = aws_v.v.id }
module "m" {
  source = "./m"
  v      = local.v
}
resource "aws_x" "exact" {
  for_each = toset(["a", "b"])
  a        = aws_k.k[each.key].id
  b        = aws_c.c[0].id
}
resource "aws_x" "all" {
  a = aws_c.c[*].id
  b = [for k, v in aws_k.k : v.id]
}
resource "aws_x" "through" {
  a = local.v
  b = module.m.out
  c = data.aws_d.d.x
}
resource "aws_x" "depends" { depends_on = [aws_v.v] }
`, "m/main.tf": `variable "v" {}
resource "aws_x" "inside" { v = var.v }
output "out" { value = aws_x.inside.id }`})
	for address, want := range map[string]string{
		`aws_x.exact["b"]`:      `["aws_c.c[0]","aws_k.k[\"b\"]"]`,
		"aws_x.all":             `["aws_c.c[0]","aws_c.c[1]","aws_k.k[\"a\"]","aws_k.k[\"b\"]"]`,
		"aws_x.through":         `["aws_v.v","data.aws_d.d","module.m.aws_x.inside"]`,
		"aws_x.depends":         `["aws_v.v"]`,
		"module.m.aws_x.inside": `["aws_v.v"]`,
		"aws_v.v":               `[]`,
	} {
		if found := asJSON(t, got.resource(t, address).References); strings.ReplaceAll(found, "\\u003c", "<") != want {
			t.Errorf("%s: %s, expected %s", address, found, want)
		}
	}
}

// An unknown attribute is told apart by what it is made of.
func TestExpressions(t *testing.T) {
	configuration := `
variable "name" { default = "NAME" }
data "aws_ami" "a" { name = "AMI-${var.name}" }
resource "aws_v" "v" { tag = "TAG" }
locals { subnet = aws_v.ATTRIBUTE }
resource "aws_x" "y" {
  ami    = data.aws_ami.a.id
  subnet = local.subnet
  list   = [aws_v.v.id, "KNOWN"]
}`
	base := strings.NewReplacer("ATTRIBUTE", "v.id")
	before := evaluate(t, files{"main.tf": base.Replace(configuration)}).resource(t, "aws_x.y").Expressions
	for name, test := range map[string]struct {
		old, new string
		changed  string
	}{
		"nothing":                       {"", "", `[]`},
		"white space":                   {"local.subnet", "  local.subnet", `[]`},
		"a tag of what is referred to":  {"TAG", "other", `[]`},
		"a known neighbour in the list": {"KNOWN", "other", `[]`},
		"an argument of a data source":  {"AMI", "other", `["/ami"]`},
		"a variable behind it":          {"NAME", "other", `["/ami"]`},
		"a local":                       {"v.id", "v.arn", `["/list/0","/subnet"]`},
	} {
		text := base.Replace(configuration)
		if test.old != "" {
			text = strings.ReplaceAll(text, test.old, test.new)
		}
		after := evaluate(t, files{"main.tf": text}).resource(t, "aws_x.y").Expressions
		changed := []string{}
		for _, pointer := range sortedNames(before) {
			if before[pointer] != after[pointer] {
				changed = append(changed, pointer)
			}
		}
		if got := asJSON(t, changed); got != test.changed {
			t.Errorf("%s changes %s, expected %s", name, got, test.changed)
		}
	}
}

func TestSensitive(t *testing.T) {
	got := evaluate(t, files{"main.tf": `
variable "secret" {
  default   = "s"
  sensitive = true
}
module "m" { source = "./m" }
resource "aws_x" "y" {
  a = "p-${var.secret}"
  b = { c = var.secret, d = 1 }
  e = sensitive({ f = 1 })
  g = module.m.s
  h { i = var.secret }
  j = nonsensitive(var.secret)
}`, "m/main.tf": "output \"s\" {\n  value     = \"x\"\n  sensitive = true\n}"}).resource(t, "aws_x.y")
	if text := asJSON(t, got.Sensitive); text != `[["a"],["b","c"],["e"],["g"],["h",0,"i"]]` {
		t.Error(text)
	}
	if text := asJSON(t, got.Values); text != `{"a":"p-s","b":{"c":"s","d":1},"e":{"f":1},"g":"x","h":[{"i":"s"}],"j":"s"}` {
		t.Error(text)
	}
}

func TestMoved(t *testing.T) {
	got := evaluate(t, files{"main.tf": `
resource "aws_x" "b" { count = 2 }
resource "aws_x" "c" { for_each = toset(["k"]) }
module "n" { source = "./m" }
moved {
  from = aws_x.a
  to   = aws_x.b
}
moved {
  from = aws_x.single
  to   = aws_x.c["k"]
}
moved {
  from = module.m
  to   = module.n
}
`, "m/main.tf": `resource "aws_x" "new" {}
moved {
  from = aws_x.old
  to   = aws_x.new
}`})
	for address, want := range map[string]string{
		"aws_x.b[1]":         `["aws_x.a[1]"]`,
		"aws_x.b[0]":         `["aws_x.a[0]","aws_x.b"]`,
		`aws_x.c["k"]`:       `["aws_x.single"]`,
		"module.n.aws_x.new": `["module.n.aws_x.old","module.m.aws_x.new","module.m.aws_x.old","module.n.aws_x.new[0]"]`,
	} {
		if found := asJSON(t, got.resource(t, address).MovedFrom); found != want {
			t.Errorf("%s: %s, expected %s", address, found, want)
		}
	}
}

func TestLines(t *testing.T) {
	got := evaluate(t, files{"main.tf": `resource "aws_x" "y" {
  a = 1
  b = {
    c     = 2
    "d/e" = [
      3,
      { f = 4 },
    ]
  }
  rule {
    g = 5
  }
  dynamic "rule" {
    for_each = [1]
    content {
      g = rule.value
    }
  }
  tags = merge({ n = 1 },
    { n = 2 })
}
`}).resource(t, "aws_x.y")
	want := `{"/a":2,"/b":3,"/b/c":4,"/b/d~1e":5,"/b/d~1e/0":6,"/b/d~1e/1":7,"/b/d~1e/1/f":7,"/rule":10,"/rule/0":10,` +
		`"/rule/0/g":11,"/rule/1":13,"/rule/1/g":16,"/tags":19,"/tags/n":20}`
	if text := asJSON(t, got.Lines); text != want {
		t.Errorf("%s\nexpected %s", text, want)
	}
	if got.Location != (placeAnswer{"main.tf", 1, 21}) {
		t.Error(got.Location)
	}
}

// The host is asked for what it did not give, and told of everything that was looked for.
func TestWanted(t *testing.T) {
	all := files{"a/main.tf": `module "m" { source = "../m" }
output "o" { value = [file("../x/t.txt"), fileexists("no.txt")] }`, "m/main.tf": "output \"p\" { value = file(\"${path.module}/own.txt\") }", "m/own.txt": "1", "x/t.txt": "2"}
	whole := all.request(rootRequest{Path: "a"})
	partial := whole
	partial.Trees = []treeRequest{{Files: map[string]string{}, Dirs: map[string]listing{}}}
	var rounds []string
	for range 10 {
		got := ask(t, partial)[0]
		if got.Wanted == nil {
			if reads := strings.Join(got.Reads, " "); reads != "a/main.tf a/no.txt a/terraform.tfvars m/main.tf m/own.txt x/t.txt" {
				t.Error(reads)
			}
			if len(rounds) > 5 {
				t.Errorf("%d rounds: %v", len(rounds), rounds)
			}
			return
		}
		rounds = append(rounds, asJSON(t, got.Wanted))
		for _, dir := range got.Wanted.Dirs {
			partial.Trees[0].Dirs[dir] = whole.Trees[0].Dirs[dir]
		}
		for _, name := range got.Wanted.Files {
			partial.Trees[0].Files[name] = whole.Trees[0].Files[name]
		}
	}
	t.Fatal("never satisfied", rounds)
}

func TestAnswersAreEqual(t *testing.T) {
	tree := files{"main.tf": manyResources(30) + "module \"m\" { source = \"a/b/c\" }\noutput \"o\" { value = local.none }"}
	first := asJSON(t, ask(t, tree.request(rootRequest{Path: "."})))
	for range 5 {
		if again := asJSON(t, ask(t, tree.request(rootRequest{Path: "."}))); again != first {
			t.Fatal("two answers to one request differ")
		}
	}
}
