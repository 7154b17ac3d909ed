package hcl

import (
	"strings"
	"testing"
)

func TestFetchedModules(t *testing.T) {
	request := files{
		"root/main.tf": `
module "net" {
  source  = "acme/net/aws//modules/sub"
  version = "~> 1.2"
}
module "gone" { source = "git::https://x.org/gone.git" }
module "later" { source = "git::https://x.org/later.git" }
resource "aws_x" "y" { v = module.net.path }
`,
		"mount/net/modules/sub/main.tf": `
module "up" { source = "../leaf" }
module "out" { source = "../../../../root" }
module "loop" {
  source  = "acme/net/aws//modules/sub"
  version = "~> 1.2"
}
resource "aws_x" "file" { v = file("${path.module}/a.txt") }
output "path" { value = path.module }
`,
		"mount/net/modules/sub/a.txt":    "text",
		"mount/net/modules/leaf/main.tf": `resource "aws_x" "leaf" { v = fileexists("${path.module}/../sub/a.txt") }`,
	}.request(rootRequest{Path: "root"})
	request.Trees[0].Fetches = true
	request.Trees[0].Fetched = []fetchedModule{
		{Source: "acme/net/aws//modules/sub", Version: "~> 1.2", Root: "mount/net", Path: "mount/net/modules/sub"},
		{Source: "git::https://x.org/gone.git", Reason: "the repository does not exist"},
	}
	got := ask(t, request)[0]
	if got.Wanted == nil || len(got.Wanted.Modules) != 1 || got.Wanted.Modules[0].Source != "git::https://x.org/later.git" {
		t.Fatalf("wanted %v", got.Wanted)
	}
	request.Trees[0].Fetches = false
	got = ask(t, request)[0]
	for address, wanted := range map[string]string{
		"module.net.aws_x.file":           `{"v":"text"}`,
		"module.net.module.up.aws_x.leaf": `{"v":true}`,
		"aws_x.y":                         `{"v":".terraform/modules/net/modules/sub"}`,
	} {
		if text := asJSON(t, got.resource(t, address).Values); text != wanted {
			t.Errorf("%s is %s, expected %s", address, text, wanted)
		}
	}
	texts := got.problemTexts()
	for _, wanted := range []string{
		`module "out" has the source "../../../../root", which leaves its package`,
		`module "loop" calls itself: mount/net/modules/sub → mount/net/modules/sub`,
		`root/main.tf:6 module "gone" is not available: source "git::https://x.org/gone.git" (no version): the repository does not exist; its resources`,
	} {
		if !strings.Contains(texts, wanted) {
			t.Errorf("%q lacks %q", texts, wanted)
		}
	}
}

// Two callers give one module different sources for what it calls.
func TestEarlySources(t *testing.T) {
	request := files{
		"main.tf": `
variable "flavour" { default = "./a" }
locals { base = "./wrap" }
module "one" {
  source  = local.base
  flavour = var.flavour
}
module "two" {
  source  = local.base
  flavour = "./${basename("x/b")}"
}
module "not" { source = aws_x.y.id }
module "open" { source = var.unset }
variable "unset" {}
resource "aws_x" "y" {}
`,
		"prod.tfvars": `flavour = "./b"`,
		"wrap/main.tf": `
variable "flavour" {}
module "inner" { source = var.flavour }
`,
		"wrap/a/main.tf": `resource "aws_x" "a" {}`,
		"wrap/b/main.tf": `resource "aws_x" "b" {}`,
	}.request(
		rootRequest{Path: "."},
		rootRequest{Path: ".", VariableFiles: []string{"prod.tfvars"}},
	)
	got := ask(t, request)
	for i, wanted := range []string{
		"aws_x.y module.one.module.inner.aws_x.a module.two.module.inner.aws_x.b",
		"aws_x.y module.one.module.inner.aws_x.b module.two.module.inner.aws_x.b",
	} {
		var addresses []string
		for _, found := range got[i].Declarations {
			addresses = append(addresses, found.Address)
		}
		if text := strings.Join(addresses, " "); text != wanted {
			t.Errorf("root %d has %s, expected %s", i, text, wanted)
		}
		if texts := got[i].problemTexts(); !strings.Contains(texts, `the source of module "not" is not known`) || !strings.Contains(texts, `the source of module "open" is not known`) {
			t.Error(texts)
		}
	}
}

func TestNewest(t *testing.T) {
	for _, check := range [][2]string{
		{`"~> 1.2","versions":["1.1.0","1.2.0","1.10.1","2.0.0","1.11.0-beta1"]`, `{"version":"1.10.1"}`},
		{`"","versions":["v1.0.0","0.9.0"]`, `{"version":"v1.0.0"}`},
		{`"1.11.0-beta1","versions":["1.10.1","1.11.0-beta1"]`, `{"version":"1.11.0-beta1"}`},
		{`">= 3, < 4, != 3.9.0","versions":["3.8.9","3.9.0","4.0.0"]`, `{"version":"3.8.9"}`},
		{`"~> 5.0","versions":["4.0.0"]`, `{"version":null}`},
		{`"nonsense","versions":["4.0.0"]`, `{"error":"malformed constraint: nonsense"}`},
	} {
		if got := string(Handle([]byte(`{"op":"newest","constraint":` + check[0] + `}`))); got != check[1] {
			t.Errorf("%s: %s", check[0], got)
		}
	}
}
