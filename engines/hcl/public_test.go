package hcl

import (
	"strings"
	"testing"
)

const queueModule = `
variable "queue" { type = object({ name = string, secret_key = string, other = optional(string, "x") }) }
variable "queues" { type = list(object({ name = string, third_key = string })) }
resource "aws_a" "b" {
  key    = values(var.queue)[2]
  name   = var.queue.name
  other  = var.queue.other
  second = var.queues[0].name
}
`

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
		{"functions of a Terraform that the root wants", `
terraform { required_version = "~> 0.12.31" }
resource "aws_a" "b" {
  tags  = merge({ a = "1" }, map("b", 2, "c", "3"))
  zones = concat(list("x", 1), list())
}`, "aws_a.b", `{"tags":{"a":"1","b":"2","c":"3"},"zones":["x","1"]}`},
		{"a template of the provider that was made for them", `
data "template_file" "t" {
  template = "Hello $${who} and $${count}"
  vars     = { who = "you", count = 2 }
}
data "template_file" "plain" { template = "nothing in it" }
resource "aws_a" "b" {
  text  = data.template_file.t.rendered
  plain = data.template_file.plain.rendered
}`, "aws_a.b", `{"plain":"nothing in it","text":"Hello you and 2"}`},
		{"a template that needs what is known after apply", `
resource "aws_q" "q" {}
data "template_file" "t" {
  template = "at $${url}"
  vars     = { url = aws_q.q.url }
}
data "template_file" "wrong" { template = "$${nobody}" }
resource "aws_a" "b" {
  text  = data.template_file.t.rendered
  wrong = data.template_file.wrong.rendered
  id    = data.template_file.t.id
}`, "aws_a.b", `{"id":null,"text":null,"wrong":null}`},
		{"a resource that is passed on whole, to a type that asks for more than anybody names", `
resource "aws_q" "q" { name = "n" }
module "w" {
  source = "./w"
  queue  = aws_q.q
  queues = [aws_q.q]
}`, "module.w.aws_a.b", `{"key":null,"name":"n","other":null,"second":"n"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := evaluate(t, files{"main.tf": c.text, "m/main.tf": "variable \"zones\" { type = list(string) }\nresource \"aws_subnet\" \"s\" {\n  count = length(var.zones)\n  zone = var.zones[count.index]\n}", "w/main.tf": queueModule})
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
