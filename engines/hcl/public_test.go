package hcl

import (
	"strings"
	"testing"
)

// What public configurations do, and Terraform takes.
func TestPublicHabits(t *testing.T) {
	for _, c := range []struct{ name, text, address, values string }{
		{"zones that are sliced", `
data "aws_availability_zones" "a" {}
locals { zones = slice(data.aws_availability_zones.a.names, 0, 3) }
resource "aws_subnet" "s" {
  count             = length(local.zones)
  availability_zone = element(local.zones, count.index)
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
}`, "aws_subnet.s[2]", `{"availability_zone":null,"cidr_block":"10.0.2.0/24"}`},
		{"zones that a module gets as a list", `
data "aws_availability_zones" "a" {}
module "m" {
  source = "./m"
  zones  = slice(data.aws_availability_zones.a.names, 0, 2)
}`, "module.m.aws_subnet.s[1]", `{"zone":null}`},
		{"a count made of a secret", `
variable "password" {
  default   = null
  sensitive = true
}
resource "aws_a" "b" {
  count = var.password == null ? 1 : 0
  i     = count.index
}`, "aws_a.b[0]", `{"i":0}`},
		{"what the provider knows of a nested block", `
resource "google_a" "b" {
  nic {
    access {}
  }
}
resource "google_a" "c" { ip = google_a.b.nic[0].access[0].nat_ip }`, "google_a.c", `{"ip":null}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := evaluate(t, files{"main.tf": c.text, "m/main.tf": "variable \"zones\" { type = list(string) }\nresource \"aws_subnet\" \"s\" {\n  count = length(var.zones)\n  zone = var.zones[count.index]\n}"})
			if problems := got.problemTexts(); problems != "" {
				t.Error(problems)
			}
			if text := asJSON(t, got.resource(t, c.address).Values); text != c.values {
				t.Errorf("got %s, expected %s", text, c.values)
			}
		})
	}
}

// Results of a conditional whose types only a provider knows may fit: the conditional is unknown, not wrong.
func TestPublicOpenChoices(t *testing.T) {
	got := evaluateRoot(t, files{"main.tf": `
variable "on" { default = true }
resource "aws_sqs_queue" "q" { name = "q" }
locals {
  retry = var.on ? { enable = true, attempts = 3, url = aws_sqs_queue.q.url } : {}
  tried = try(var.on ? { enable = true, attempts = 3, url = aws_sqs_queue.q.url } : {}, "fallen back")
}
resource "aws_thing" "t" {
  retry = local.retry
  tried = local.tried
}
resource "aws_thing" "wrong" { retry = var.on ? { a = [1], b = true } : { c = "x" } }
`}, rootRequest{Path: "."})
	if text := asJSON(t, got.resource(t, "aws_thing.t").Unknown); text != `[["retry"],["tried"]]` {
		t.Errorf("unknown %s", text)
	}
	if text := got.problemTexts(); !strings.Contains(text, "main.tf:12 Inconsistent conditional result types") || strings.Count(text, "\n") > 1 {
		t.Errorf("problems %s", text)
	}
}
