package hcl

import (
	"strings"
	"testing"
)

func evaluateUnit(t testing.TB, f files, dir string) answer {
	t.Helper()
	return evaluateRoot(t, f, rootRequest{Path: dir, Unit: true})
}

var liveRepository = files{
	"root.hcl": `
locals {
  account = read_terragrunt_config(find_in_parent_folders("account.hcl"))
  region  = yamldecode(file(find_in_parent_folders("region.yaml"))).region
  name    = local.account.locals.name
}
remote_state {
  backend = "s3"
  config  = { key = "${path_relative_to_include()}/terraform.tfstate" }
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite_terragrunt"
  contents  = <<EOF
provider "aws" {
  region = "${local.region}"
  allowed_account_ids = ["${get_aws_account_id()}"]
}
EOF
}
inputs = {
  environment = local.name
  zone        = path_relative_to_include()
  tags        = { owner = "platform", level = "root" }
}
`,
	"prod/account.hcl":    `locals { name = "prod-account" }`,
	"prod/eu/region.yaml": "region: eu-west-1\n",
	"_env/vpc.hcl":        "terraform {\n  source = \"${get_repo_root()}/modules//vpc\"\n}\ninputs = {\n  cidr = \"10.0.0.0/16\"\n  tags = { level = \"env\" }\n}\n",
	"prod/eu/vpc/terragrunt.hcl": `
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
include "env" {
  path           = "${dirname(find_in_parent_folders("root.hcl"))}/_env/vpc.hcl"
  merge_strategy = "deep"
}
dependency "zone" {
  config_path  = "../zone"
  mock_outputs = { id = "zone-mock" }
}
inputs = {
  name    = "${include.root.locals.name}-vpc"
  zone_id = dependency.zone.outputs.id
  other   = dependency.zone.outputs.not_mocked
  secret  = run_cmd("pass", "x")
  set     = get_env("SET", "by default")
  dir     = basename(get_terragrunt_dir())
  policy  = file("policy.json")
  tags    = { owner = "unit" }
}
`,
	"prod/eu/vpc/policy.json":       `{}`,
	"prod/eu/vpc/extra.auto.tfvars": `set = "by file"`,
	"prod/eu/zone/terragrunt.hcl":   `terraform { source = "git::https://x.org/zone.git?ref=v1" }`,
	"prod/eu/lost/terragrunt.hcl":   "terraform { source = get_env(\"SOURCE\") }\ndependency \"gone\" {\n  config_path = \"../gone\"\n}\ninputs = { a = local.none }\n",
	"modules/vpc/main.tf": `
variable "name" {}
variable "cidr" {}
variable "zone_id" {}
variable "other" {}
variable "secret" {}
variable "set" {}
variable "zone" {}
variable "dir" {}
variable "policy" {}
variable "environment" {}
variable "tags" { type = map(string) }
resource "aws_vpc" "this" {
  cidr_block  = var.cidr
  name        = var.name
  zone_id     = var.zone_id
  other       = var.other
  secret      = var.secret
  set         = var.set
  zone        = var.zone
  dir         = var.dir
  policy      = var.policy
  environment = var.environment
  tags        = var.tags
  own         = file("own.txt")
}
`,
	"modules/vpc/own.txt": "own",
}

func TestTerragruntUnit(t *testing.T) {
	got := evaluateUnit(t, liveRepository, "prod/eu/vpc")
	if texts := got.problemTexts(); texts != "" {
		t.Error(texts)
	}
	vpc := got.resource(t, "aws_vpc.this")
	wanted := `{"cidr_block":"10.0.0.0/16","dir":"vpc","environment":"prod-account","name":"prod-account-vpc","other":null,"own":"own","policy":"{}","secret":null,"set":"by file","tags":{"level":"env","owner":"unit"},"zone":"prod/eu/vpc","zone_id":null}`
	if text := asJSON(t, vpc.Values); text != wanted {
		t.Errorf("got      %s\nexpected %s", text, wanted)
	}
	if text := asJSON(t, vpc.Unknown); text != `[["other"],["secret"],["zone_id"]]` {
		t.Error(text)
	}
	if vpc.Region == nil || *vpc.Region != "eu-west-1" {
		t.Errorf("region %v", vpc.Region)
	}
	if text := asJSON(t, vpc.CalledFrom); text != `[{"path":"prod/eu/vpc/terragrunt.hcl","line":2,"end_line":5}]` {
		t.Error(text)
	}
	for _, read := range []string{"root.hcl", "prod/account.hcl", "prod/eu/region.yaml", "_env/vpc.hcl", "modules/vpc/main.tf", "modules/vpc/own.txt"} {
		if !contains(got.Reads, read) {
			t.Errorf("%s is not among what was read: %v", read, got.Reads)
		}
	}
}

func TestTerragruntProblems(t *testing.T) {
	if texts := evaluateUnit(t, liveRepository, "prod/eu/zone").problemTexts(); texts != `prod/eu/zone/terragrunt.hcl:1 the unit's module "zone" is not available: source "git::https://x.org/zone.git?ref=v1" (no version); its resources are not reviewed and its outputs are unknown` {
		t.Error(texts)
	}
	got := evaluateUnit(t, liveRepository, "prod/eu/lost")
	for _, wanted := range []string{
		`prod/eu/lost/terragrunt.hcl:1 the source of the unit is not known before it is run: get_env("SOURCE"); where the environment decides it, name it in the configuration: projects: [{path: prod/eu/lost, environment: {SOURCE: …}}]`,
		`prod/eu/lost/terragrunt.hcl:3 the dependency "gone" has the config_path "../gone", and there is no terragrunt.hcl there`,
		`prod/eu/lost/terragrunt.hcl:5 local.none is not declared in prod/eu/lost/terragrunt.hcl`,
	} {
		if !strings.Contains(got.problemTexts(), wanted) {
			t.Errorf("%q lacks %q", got.problemTexts(), wanted)
		}
	}
	for name, wanted := range map[string]struct {
		files   files
		problem string
	}{
		"syntax": {files{"u/terragrunt.hcl": "inputs = {"}, "u/terragrunt.hcl:1 "},
		"include outside": {files{"u/terragrunt.hcl": "include {\n  path = \"../../x.hcl\"\n}", "u/main.tf": ""},
			`u/terragrunt.hcl:2 the include "../../x.hcl" leaves the repository`},
		"include missing": {files{"u/terragrunt.hcl": "include {\n  path = find_in_parent_folders()\n}", "u/main.tf": ""},
			`u/terragrunt.hcl:2 there is no "terragrunt.hcl" in a directory above u`},
		"circle of locals": {files{"u/terragrunt.hcl": "locals {\n  a = local.b\n  b = local.a\n}\ninputs = { x = local.a }", "u/main.tf": ""},
			"refers to itself"},
		"circle of files": {files{"u/terragrunt.hcl": "locals { a = read_terragrunt_config(\"terragrunt.hcl\") }\ninputs = { x = local.a }", "u/main.tf": ""},
			"reads more than 200 Terragrunt files"},
		"a file outside": {files{"u/terragrunt.hcl": "inputs = { x = file(\"/etc/passwd\") }", "u/main.tf": ""},
			"leaves the repository"},
		"no module": {files{"u/terragrunt.hcl": "terraform { source = \"../m\" }", "m/readme": ""},
			`u/terragrunt.hcl:1 the source of the unit has no Terraform files: m`},
		"unknown generated": {files{"u/terragrunt.hcl": "generate \"x\" {\n  path = \"x.tf\"\n  contents = <<EOF\nresource \"aws_x\" \"y\" {\n  v = \"${run_cmd(\"x\")}\"\n}\nEOF\n}", "u/main.tf": ""},
			`the content of the generated file "x.tf" is not known`},
	} {
		texts := evaluateUnit(t, wanted.files, "u").problemTexts()
		if !strings.Contains(texts, wanted.problem) {
			t.Errorf("%s: %q lacks %q", name, texts, wanted.problem)
		}
	}
}

// Generated files take the place of the module's own; their lines are those of the Terragrunt file.
func TestTerragruntGenerates(t *testing.T) {
	got := evaluateUnit(t, files{
		"u/terragrunt.hcl": "generate \"x\" {\n  path     = \"x.tf\"\n  contents = <<EOF\nresource \"aws_x\" \"made\" {\n  v = 1\n}\nEOF\n}\ngenerate \"off\" {\n  path     = \"off.tf\"\n  disable  = true\n  contents = \"nonsense\"\n}\nterraform {\n  source = \"../m\"\n  extra_arguments \"v\" {\n    commands           = [\"plan\"]\n    required_var_files = [\"${get_terragrunt_dir()}/v.tfvars\"]\n  }\n}\n",
		"u/v.tfvars":       "v = 5\n",
		"m/x.tf":           "resource \"aws_x\" \"own\" {}\n",
		"m/y.tf":           "variable \"v\" {}\nresource \"aws_x\" \"y\" { v = var.v }\n",
	}, "u")
	if texts := got.problemTexts(); texts != "" {
		t.Error(texts)
	}
	made := got.resource(t, "aws_x.made")
	if made.Location.Path != "u/terragrunt.hcl" || made.Location.Line != 4 || made.Lines["/v"] != 5 {
		t.Errorf("%v %v", made.Location, made.Lines)
	}
	if text := asJSON(t, got.resource(t, "aws_x.y").Values); text != `{"v":5}` {
		t.Error(text)
	}
	if len(got.Declarations) != 2 {
		t.Error(got.Declarations)
	}
}

// Outputs of another unit are those of its evaluation; what nobody knows before it is applied stays unknown.
func TestDependencyOutputs(t *testing.T) {
	module := `
variable "name" { default = "none" }
variable "from" { default = null }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
output "cidr" { value = aws_vpc.v.cidr_block }
output "id" { value = aws_vpc.v.id }
output "name" { value = "${var.name}-vpc" }
output "whole" { value = aws_vpc.v }
output "secret" {
  value     = "s-${var.name}"
  sensitive = true
}
resource "aws_thing" "t" {
  name = var.name
  from = var.from
}
`
	tree := files{
		"modules/m/main.tf": module,
		"a/terragrunt.hcl": `
terraform { source = "../modules/m" }
inputs = { name = "a" }
`,
		"b/terragrunt.hcl": `
terraform { source = "../modules/m" }
dependency "a" {
  config_path  = "../a"
  mock_outputs = { cidr = "mock", name = "mock" }
}
inputs = {
  name = dependency.a.outputs.name
  from = { cidr = dependency.a.outputs.cidr, id = dependency.a.outputs.id, main = dependency.a.outputs.whole.main_route_table_id }
}
`,
		"c/terragrunt.hcl": `
terraform { source = "../modules/m" }
dependency "b" { config_path = "../b" }
dependency "mocked" {
  config_path  = "../a"
  skip_outputs = true
  mock_outputs = { name = "mock" }
}
inputs = {
  name = dependency.b.outputs.name
  from = dependency.mocked.outputs.name
}
`,
		"d/terragrunt.hcl": `
terraform { source = "../modules/m" }
dependency "a" { config_path = "../a" }
inputs = { name = dependency.a.outputs.secret }
`,
		"x/terragrunt.hcl": `
terraform { source = "../modules/m" }
dependency "y" { config_path = "../y" }
inputs = { name = dependency.y.outputs.name }
`,
		"y/terragrunt.hcl": `
terraform { source = "../modules/m" }
dependency "x" { config_path = "../x" }
inputs = { name = dependency.x.outputs.name }
`,
	}
	for _, test := range []struct{ dir, values, unknown, problems string }{
		{"b", `{"from":{"cidr":"10.0.0.0/16","id":null,"main":null},"name":"a-vpc"}`, `[["from","id"],["from","main"]]`, ""},
		{"c", `{"from":"mock","name":"a-vpc-vpc"}`, `[]`, ""},
		{"d", `{"name":"s-a"}`, `[]`, "modules/m/main.tf:7 output.name refers to sensitive values, and is not declared with sensitive = true"},
		{"x", `{"name":null}`, `[["name"]]`, "x/terragrunt.hcl:3 the dependency leads back to the unit itself: x → y → x"},
	} {
		t.Run(test.dir, func(t *testing.T) {
			got := evaluateUnit(t, tree, test.dir)
			thing := got.resource(t, "aws_thing.t")
			if text := asJSON(t, thing.Values); text != test.values {
				t.Errorf("values %s, expected %s", text, test.values)
			}
			if text := asJSON(t, thing.Unknown); text != test.unknown {
				t.Errorf("unknown %s, expected %s", text, test.unknown)
			}
			if text := strings.TrimSpace(got.problemTexts()); text != test.problems {
				t.Errorf("problems %s", text)
			}
		})
	}
	if got := evaluateUnit(t, tree, "d").resource(t, "aws_thing.t"); asJSON(t, got.Sensitive) != `[["name"]]` {
		t.Errorf("a sensitive output stays sensitive: %s", asJSON(t, got.Sensitive))
	}
}
