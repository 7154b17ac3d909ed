package hcl

import "testing"

func TestInstalledModules(t *testing.T) {
	request := files{
		"root/main.tf": `
module "net" {
  source  = "acme/net/aws"
  version = "~> 1.2"
  cidr    = "10.0.0.0/16"
}
module "old" {
  source  = "acme/net/aws"
  version = ">= 2.0"
  cidr    = "10.1.0.0/16"
}
resource "aws_x" "y" { v = module.net.path }
`,
		"root/.terraform/modules/net/main.tf": `
variable "cidr" {}
module "sub" { source = "./modules/sub" }
module "git" { source = "github.com/acme/leaf" }
resource "aws_vpc" "this" { cidr_block = var.cidr }
output "path" { value = path.module }
`,
		"root/.terraform/modules/net/modules/sub/main.tf": `resource "aws_x" "sub" { v = path.module }`,
		"root/.terraform/modules/net.git/main.tf":         `resource "aws_x" "leaf" { v = path.module }`,
	}.request(rootRequest{Path: "root"})
	request.Trees[0].Modules = []installedModule{
		{"net", "registry.terraform.io/acme/net/aws", "1.4.0", ".terraform/modules/net", "root/.terraform/modules/net"},
		{"old", "registry.terraform.io/acme/net/aws", "1.4.0", ".terraform/modules/net", "root/.terraform/modules/net"},
		{"net.git", "git::https://github.com/acme/leaf.git", "", ".terraform/modules/net.git", "root/.terraform/modules/net.git"},
	}
	got := ask(t, request)[0]
	for address, wanted := range map[string]string{
		"module.net.aws_vpc.this":          `{"cidr_block":"10.0.0.0/16"}`,
		"module.net.module.sub.aws_x.sub":  `{"v":".terraform/modules/net/modules/sub"}`,
		"module.net.module.git.aws_x.leaf": `{"v":".terraform/modules/net.git"}`,
		"aws_x.y":                          `{"v":".terraform/modules/net"}`,
	} {
		if text := asJSON(t, got.resource(t, address).Values); text != wanted {
			t.Errorf("%s is %s, expected %s", address, text, wanted)
		}
	}
	if texts := got.problemTexts(); texts != `root/main.tf:7 module "old" is not available: source "acme/net/aws", version ">= 2.0"; its resources are not reviewed and its outputs are unknown` {
		t.Error(texts)
	}
}

func TestSameSource(t *testing.T) {
	for _, pair := range [][2]string{
		{"acme/net/aws", "registry.opentofu.org/acme/net/aws"},
		{"app.terraform.io/acme/net/aws", "app.terraform.io/acme/net/aws"},
		{"github.com/o/r//sub?ref=v1", "git::https://github.com/o/r.git//sub?ref=v1"},
		{"git@github.com:o/r.git", "git::ssh://git@github.com/o/r.git"},
		{"git::https://x.org/r.git?ref=v1", "git::https://x.org/r.git?ref=v1"},
	} {
		if !sameSource(pair[0], pair[1]) {
			t.Errorf("%s is %s", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{
		{"acme/net/aws", "registry.terraform.io/acme/net/google"},
		{"github.com/o/r?ref=v2", "git::https://github.com/o/r.git?ref=v1"},
		{"github.com/o/r//a", "git::https://github.com/o/r.git//b"},
	} {
		if sameSource(pair[0], pair[1]) {
			t.Errorf("%s is not %s", pair[0], pair[1])
		}
	}
}
