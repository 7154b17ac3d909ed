package hcl

import (
	"strings"
	"testing"
)

const byWorkspace = `
locals { size = { prod = "large", dev = "small" }[terraform.workspace] }
resource "aws_a" "b" {
  size = local.size
  name = "x"
}
`

func TestWorkspace(t *testing.T) {
	for _, c := range []struct{ name, text, asked, values, problem, note string }{
		{"named by the caller", byWorkspace, "prod", `{"name":"x","size":"large"}`, "", ""},
		{"named wrongly", byWorkspace, "qa", `{"name":"x","size":null}`, "Invalid index", ""},
		{"one of those that values are written for", byWorkspace, "", `{"name":"x","size":null}`, "", "workspaces: […]"},
		{"the default one", `resource "aws_a" "b" { name = terraform.workspace }`, "", `{"name":"default"}`, "", ""},
		{"at fault for another reason", `resource "aws_a" "b" { name = "${terraform.workspace}-${var.x}" }`, "",
			`{"name":null}`, "var.x is not declared", ""},
		{"named by the cloud block", `terraform {
  cloud {
    workspaces { name = "prod" }
  }
}` + byWorkspace, "", `{"name":"x","size":"large"}`, "", ""},
		{"chosen by tags", `terraform {
  cloud {
    workspaces { tags = ["a"] }
  }
}` + byWorkspace, "", `{"name":"x","size":null}`, "", "workspaces: […]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := evaluateRoot(t, files{"main.tf": c.text}, rootRequest{Path: ".", Workspace: c.asked})
			if text := asJSON(t, got.resource(t, "aws_a.b").Values); text != c.values {
				t.Errorf("values %s", text)
			}
			if problems := got.problemTexts(); (c.problem == "") != (problems == "") || !strings.Contains(problems, c.problem) {
				t.Errorf("problems %s", problems)
			}
			notes := asJSON(t, got.Notes)
			if (c.note == "") != (len(got.Notes) == 0) || !strings.Contains(notes, c.note) {
				t.Errorf("notes %s", notes)
			}
		})
	}
}

// A module that nobody calls here is there to be called: what it may be given is unknown where null would be wrong.
func TestUncalledModule(t *testing.T) {
	text := `
variable "project" {}
variable "region" {
  type    = string
  default = null
}
variable "zone" {
  type    = string
  default = null
}
resource "aws_a" "b" {
  name = "projects/${var.project}/regions/${var.region}"
}
resource "aws_a" "c" {
  count = var.zone == null ? 0 : 1
}
`
	got := evaluate(t, files{"main.tf": text})
	if problems := got.problemTexts(); problems != "" {
		t.Error(problems)
	}
	if values := asJSON(t, got.resource(t, "aws_a.b").Values); values != `{"name":null}` {
		t.Error(values)
	}
	given := evaluateRoot(t, files{"main.tf": text}, rootRequest{Path: ".", Variables: map[string]string{"project": "p"}})
	if problems := given.problemTexts(); !strings.Contains(problems, "The expression result is null") {
		t.Errorf("a root with all its values is wrong where Terraform says so: %q", problems)
	}
	fine := evaluate(t, files{"main.tf": strings.Replace(text, "/regions/${var.region}", "", 1)})
	if len(fine.Declarations) != 1 {
		t.Errorf("what is not wrong keeps its defaults: %v", fine.Declarations)
	}
}
