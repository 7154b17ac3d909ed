package hcl

import (
	"strings"
	"testing"
)

// What is the same everywhere is worked out once, for whichever root comes first; all others must find it as they would.
func TestSharedWork(t *testing.T) {
	tree := files{
		"m/main.tf": `
variable "size" {
  type    = number
  default = "8"
}
variable "wrong" {
  type    = number
  default = "many"
}
resource "aws_disk" "d" {
  count = 2
  kind  = "gp3"
  io {
    rate = 1
  }
}
resource "aws_disk" "e" {
  count = 2
  kind  = "gp3"
  size  = var.size + count.index
}`,
		"a/main.tf": "module \"m\" { source = \"../m\" }",
		"b/main.tf": "module \"m\" {\n  source = \"../m\"\n  size   = 20\n  wrong  = 1\n}",
		"c/main.tf": "module \"m\" { source = \"../m\" }",
	}
	roots := ask(t, tree.request(rootRequest{Path: "a"}, rootRequest{Path: "b"}, rootRequest{Path: "c"}))
	for i, sizes := range []string{"8 9", "20 21", "8 9"} {
		got := roots[i]
		var found []string
		for _, address := range []string{"module.m.aws_disk.e[0]", "module.m.aws_disk.e[1]"} {
			found = append(found, asJSON(t, got.resource(t, address).Values["size"]))
		}
		if text := strings.Join(found, " "); text != sizes {
			t.Errorf("root %d: sizes %s, expected %s", i, text, sizes)
		}
		for _, address := range []string{"module.m.aws_disk.d[0]", "module.m.aws_disk.d[1]"} {
			disk := got.resource(t, address)
			if text := asJSON(t, disk.Values); text != `{"io":[{"rate":1}],"kind":"gp3"}` {
				t.Errorf("root %d: %s is %s", i, address, text)
			}
			if disk.Lines["/io/0/rate"] != 14 {
				t.Errorf("root %d: lines %v", i, disk.Lines)
			}
		}
		if hasProblem := strings.Contains(got.problemTexts(), "var.wrong"); hasProblem != (i != 1) {
			t.Errorf("root %d: problems %s", i, got.problemTexts())
		}
	}
}

func TestNamesThatAreAsked(t *testing.T) {
	got := evaluate(t, files{"main.tf": `
resource "aws_a" "all" {
  count = 2
  size  = count.index
}
resource "aws_b" "shadowing" { ids = [for var in aws_a.all : var.arn] }
resource "aws_b" "splat" { ids = aws_a.all[*].arn }
resource "aws_b" "iterated" {
  dynamic "module" {
    for_each = aws_a.all
    content { id = module.value.url }
  }
}
locals { unlike = aws_a.all[0] }
output "plain" { value = local.unlike.zone }
output "wrong" { value = local.sizes.zone }
`})
	for address, expected := range map[string]string{
		"aws_b.shadowing": `{"ids":[null,null]}`,
		"aws_b.splat":     `{"ids":[null,null]}`,
		"aws_b.iterated":  `{"module":[{"id":null},{"id":null}]}`,
	} {
		if text := asJSON(t, got.resource(t, address).Values); text != expected {
			t.Errorf("%s is %s, expected %s", address, text, expected)
		}
	}
	if texts := got.problemTexts(); texts != `main.tf:16 local.sizes is not declared in the top directory; expected a declaration in the same directory` {
		t.Error(texts)
	}
	if strings.Contains(asJSON(t, got.Outputs), `"unlike"`) {
		t.Errorf("the name of a local became an attribute: %v", got.Outputs)
	}
}

// A count that is known decides in a draft, too, though what it counts has placeholders there.
func TestDraftOfCounted(t *testing.T) {
	request := files{"main.tf": `
resource "aws_vpc" "v" {}
locals { subnets = [aws_vpc.v.a, aws_vpc.v.b] }
resource "aws_x" "y" {
  count  = length(local.subnets)
  subnet = local.subnets[count.index]
}`}.request(rootRequest{Path: "."})
	answer := string(Handle(marshalled(t, request)))
	for _, sketch := range []string{"aws_vpc.v.a)", "aws_vpc.v.b)"} {
		if !strings.Contains(answer, `"/subnet":"(known after apply: `+sketch) {
			t.Errorf("no sketch of %s in %s", sketch, answer)
		}
	}
}

// TestPatience begins no further root once the call has taken long, and always one.
func TestPatience(t *testing.T) {
	slow := "locals { n = [for i in range(1000) : sum([for j in range(300) : i * j])] }\nresource \"a_b\" \"c\" { v = length(local.n) }\n"
	request := files{"a/main.tf": slow, "b/main.tf": slow}.request(rootRequest{Path: "a"}, rootRequest{Path: "b"})
	request.Patience = 1
	answers := ask(t, request)
	if len(answers) != 2 || answers[0].PutOff || len(answers[0].Declarations) != 1 || !answers[1].PutOff {
		t.Fatalf("expected the second root to be put off, got %+v", answers)
	}
	request.Patience = 0
	if answers = ask(t, request); answers[1].PutOff {
		t.Fatal("a call without patience puts nothing off")
	}
}
