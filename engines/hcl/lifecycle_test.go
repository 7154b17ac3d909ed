package hcl

import (
	"strings"
	"testing"
)

func TestLifecycle(t *testing.T) {
	got := evaluate(t, files{
		"main.tf": `
variable "size" { default = 5 }
resource "aws_db_instance" "db" {
  count = 2
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags["a"], ingress[0].port, engine_version]
  }
}
resource "aws_x" "all" {
  lifecycle {
    ignore_changes        = all
    create_before_destroy = true
  }
}
resource "aws_x" "none" {
  count = 0
  lifecycle { prevent_destroy = true }
}
resource "aws_x" "checked" {
  for_each = { a = 3, b = 7 }
  size     = each.value
  lifecycle {
    precondition {
      condition     = each.value < var.size
      error_message = "too large: ${each.value}"
    }
    postcondition {
      condition     = self.size > 5
      error_message = "too small: ${self.size}"
    }
    postcondition {
      condition     = self.arn != ""
      error_message = "cannot be known"
    }
  }
}
output "o" {
  value = 1
  precondition {
    condition     = var.size > 5
    error_message = "no output"
  }
}
check "health" {
  data "http" "page" { url = "x" }
  assert {
    condition     = data.http.page.status_code == 200
    error_message = "down"
  }
  assert {
    condition     = var.size == 6
    error_message = "size is ${var.size}"
  }
}
module "m" {
  source = "./m"
  count  = 0
}
`,
		"m/main.tf": "resource \"aws_x\" \"inner\" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n",
	})
	if texts := got.problemTexts(); texts != strings.Join([]string{
		`main.tf:25 the precondition of aws_x.checked["b"] is known to fail: too large: 7`,
		`main.tf:29 the postcondition of aws_x.checked["a"] is known to fail: too small: 3`,
		`main.tf:41 the precondition of output.o is known to fail: no output`,
	}, "\n") {
		t.Error(texts)
	}
	if text := asJSON(t, got.Protected); text != `["aws_db_instance.db","aws_x.none","module.m.aws_x.inner"]` {
		t.Error(text)
	}
	if len(got.Notes) != 1 || got.Notes[0].Message != `the check "health" is known to fail: size is 5` || got.Notes[0].Line != 52 {
		t.Error(got.Notes)
	}
	for address, wanted := range map[string]string{
		"aws_db_instance.db[1]": `{"create_before_destroy":false,"ignore_all":false,"ignore_changes":[["tags","a"],["ingress",0,"port"],["engine_version"]],"prevent_destroy":true}`,
		"aws_x.all":             `{"create_before_destroy":true,"ignore_all":true,"ignore_changes":[],"prevent_destroy":false}`,
	} {
		if text := asJSON(t, got.resource(t, address).Lifecycle); text != wanted {
			t.Errorf("%s: %s", address, text)
		}
	}
}
