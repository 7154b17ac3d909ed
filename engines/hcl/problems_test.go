package hcl

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func repeated100k(text string) string { return strings.Repeat(text, 100_000) }

func doubling(levels int, expression string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "locals {\n")
	for i := 1; i <= levels; i++ {
		fmt.Fprintf(&text, "l%d = %s\n", i, strings.ReplaceAll(expression, "PREV", fmt.Sprintf("local.l%d", i-1)))
	}
	return text.String() + "}\n"
}

func chain(length int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "locals {\n")
	for i := range length {
		fmt.Fprintf(&text, "l%d = local.l%d\n", i, i+1)
	}
	return text.String() + "}\n"
}

// Each of these is wrong or hostile; the rest of the root is evaluated, within bounded time.
func TestProblems(t *testing.T) {
	const rest = "resource \"aws_x\" \"rest\" { v = 1 }\n"
	for name, test := range map[string]struct {
		files files
		want  []string // "path:line text", the text somewhere in the message
	}{
		"syntax error in one file": {
			files{"a.tf": "resource \"aws_x\" {{\n", "main.tf": rest},
			[]string{"a.tf:1 Argument or block definition required"},
		},
		"a name in a broken file is not missing": {
			files{"a.tf": "locals { a = 1 \n b = }", "main.tf": rest + "output \"o\" { value = local.a }"},
			[]string{"a.tf:1 "},
		},
		"cycle of locals": {
			files{"main.tf": rest + "locals {\n  a = local.b\n  b = local.a\n}"},
			[]string{"main.tf:3 local.a refers to itself: local.a → local.b → local.a"},
		},
		"cycle of resources": {
			files{"main.tf": rest + "resource \"aws_x\" \"a\" { v = aws_x.b.id }\nresource \"aws_x\" \"b\" { v = aws_x.a.id }"},
			[]string{"main.tf:2 aws_x.a refers to itself: aws_x.a → aws_x.b → aws_x.a"},
		},
		"undeclared names": {
			files{"main.tf": rest + "output \"o\" { value = [local.a, var.b, aws_x.c.id, module.d, data.aws_e.f] }"},
			[]string{"main.tf:2 local.a is not declared", "main.tf:2 var.b is", "main.tf:2 aws_x.c is", "main.tf:2 module.d is", "main.tf:2 data.aws_e.f is"},
		},
		"unknown function": {
			files{"main.tf": rest + "output \"o\" { value = nope(1) }"},
			[]string{"main.tf:2 Call to unknown function"},
		},
		"functions that older ones had": {
			files{"main.tf": rest + "output \"o\" { value = list(1) }\noutput \"m\" { value = map(\"a\", 1) }"},
			[]string{"main.tf:2 Terraform has had no function \"list\" since 0.15; expected tolist([...])", "main.tf:3 no function \"map\""},
		},
		"pairs that are none": {
			files{"main.tf": rest + "terraform { required_version = \"< 0.13\" }\noutput \"o\" { value = map(\"a\") }"},
			[]string{"main.tf:3 map has 1 arguments"},
		},
		"wrong type for a variable": {
			files{"main.tf": rest + "variable \"v\" { type = number }", "terraform.tfvars": "\nv = \"x\""},
			[]string{"terraform.tfvars:2 the value of var.v does not suit its type: a number is required"},
		},
		"validation": {
			files{"main.tf": rest + "provider \"aws\" {}\nvariable \"v\" {\n  default = 1\n  validation {\n    condition     = var.v > 3\n    error_message = \"too small\"\n  }\n}"},
			[]string{"main.tf:3 the value of var.v is not valid: too small (the rule is in main.tf, line 6)"},
		},
		"required variable of a module": {
			files{"main.tf": rest + "module \"m\" {\n  source = \"./m\"\n  w = 1\n}", "m/main.tf": "variable \"v\" {}"},
			[]string{"main.tf:2 module \"m\" needs a value for \"v\"", "main.tf:4 module \"m\" has no variable \"w\""},
		},
		"module with a version": {
			files{"main.tf": rest + "module \"m\" {\n  source  = \"a/b/c\"\n  version = \"~> 1.2\"\n}"},
			[]string{"main.tf:2 module \"m\" is not available: source \"a/b/c\", version \"~> 1.2\""},
		},
		"modules in a circle": {
			files{"main.tf": rest + "module \"m\" { source = \"./m\" }", "m/main.tf": "module \"n\" {\n  source = \"../n\"\n}", "n/main.tf": "module \"m\" {\n  source = \"../m\"\n}"},
			[]string{"n/main.tf:1 module \"m\" calls itself: m → n → m"},
		},
		"a file that leaves the tree": {
			files{"main.tf": rest + "output \"o\" {\n  value = file(\"../../etc/passwd\")\n}\noutput \"p\" { value = file(\"/etc/passwd\") }"},
			[]string{"main.tf:3 the path \"../../etc/passwd\" leaves the repository", "main.tf:5 the path \"/etc/passwd\" leaves"},
		},
		"a file list that leaves the tree": {
			files{"main.tf": rest + "output \"o\" { value = fileset(\".\", \"../**\") }"},
			[]string{"main.tf:2 leaves the repository"},
		},
		"a missing file":       {files{"main.tf": rest + "output \"o\" { value = file(\"x.txt\") }"}, []string{"main.tf:2 no file exists at \"x.txt\""}},
		"count is no number":   {files{"main.tf": rest + "resource \"aws_x\" \"y\" { count = \"many\" }"}, []string{"main.tf:2 count is string, expected a whole number"}},
		"count is negative":    {files{"main.tf": rest + "resource \"aws_x\" \"y\" { count = -1 }"}, []string{"main.tf:2 count is -1"}},
		"count is enormous":    {files{"main.tf": rest + "resource \"aws_x\" \"y\" { count = 1e9 }"}, []string{"main.tf:2 count is 1000000000, which is more than the 10000"}},
		"for_each is a list":   {files{"main.tf": rest + "resource \"aws_x\" \"y\" { for_each = [\"a\"] }"}, []string{"main.tf:2 for_each is tuple, expected a map or a set of strings"}},
		"for_each is null":     {files{"main.tf": rest + "resource \"aws_x\" \"y\" { for_each = null }"}, []string{"main.tf:2 for_each is null"}},
		"for_each is secret":   {files{"main.tf": rest + "resource \"aws_x\" \"y\" { for_each = sensitive(toset([\"a\"])) }"}, []string{"main.tf:2 for_each is sensitive"}},
		"range without end":    {files{"main.tf": rest + "output \"o\" { value = range(1e9) }"}, []string{"main.tf:2 more than 1024 values"}},
		"a product of ranges":  {files{"main.tf": rest + "output \"o\" { value = setproduct(range(1000), range(1000), range(1000)) }"}, []string{"main.tf:2 the product has more than"}},
		"nested for":           {files{"main.tf": rest + "output \"o\" { value = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]] }"}, []string{"main.tf:2 Too expensive"}},
		"a million instances":  {files{"main.tf": rest + "locals { big = flatten([for a in range(1000) : [for b in range(1000) : \"k${a}-${b}\"]]) }\nresource \"aws_x\" \"y\" { for_each = toset(local.big) }"}, []string{"main.tf:2 Too expensive: evaluation takes more than 1000000 steps"}},
		"text that doubles":    {files{"main.tf": rest + "locals { l0 = \"0123456789abcdef\" }\n" + doubling(40, "\"${PREV}${PREV}\"")}, []string{"main.tf:23 the value is too large"}},
		"lists that double":    {files{"main.tf": rest + "locals { l0 = [1] }\n" + doubling(40, "concat(PREV, PREV)")}, []string{"main.tf:22 the value is too large"}},
		"lists of lists":       {files{"main.tf": rest + "locals { l0 = [1] }\n" + doubling(40, "[PREV, PREV]")}, []string{"main.tf:21 the value is too large"}},
		"format bomb":          {files{"main.tf": rest + "output \"o\" { value = format(\"%999999999d\", 1) }"}, []string{"main.tf:2 the width 999999999 is more than 65536"}},
		"join bomb":            {files{"main.tf": rest + "locals { s = join(\"\", [for i in range(1000) : \"0123456789\"]) }\noutput \"o\" { value = join(\"\", [for i in range(1000) : join(\"\", [for j in range(1000) : local.s])]) }"}, []string{"main.tf:3 "}},
		"replace bomb":         {files{"main.tf": rest + "locals { s = join(\"\", [for i in range(1000) : \"0123456789\"]) }\noutput \"o\" { value = replace(local.s, \"\", replace(local.s, \"\", local.s)) }"}, []string{"main.tf:3 the result would be longer"}},
		"a number without end": {files{"main.tf": rest + "locals { n = 1e999999 }"}, []string{"main.tf:2 the value is too large"}},
		"deep brackets":        {files{"a.tf": "locals {\n a = " + repeated100k("[") + "\n}", "main.tf": rest}, []string{"a.tf:2 nested more than 200 levels deep"}},
		"deep negation":        {files{"a.tf": "locals {\n a = " + repeated100k("!") + "true\n}", "main.tf": rest}, []string{"a.tf:2 more than 2000 operators"}},
		"deep conditionals":    {files{"a.tf": "locals {\n a = " + repeated100k("true ? 1 : ") + "2\n}", "main.tf": rest}, []string{"a.tf:2 more than 2000 operators"}},
		"deep JSON":            {files{"main.tf": rest + "locals { a = jsondecode(file(\"a.json\")) }", "a.json": repeated100k("[")}, []string{"main.tf:2 nested more than 200"}},
		"deep JSON syntax":     {files{"a.tf.json": "{\"locals\": {\"a\": " + repeated100k("["), "main.tf": rest}, []string{"a.tf.json:1 "}},
		"YAML aliases":         {files{"main.tf": rest + "locals { a = yamldecode(file(\"a.yaml\")) }", "a.yaml": yamlBomb(12)}, []string{"main.tf:2 aliases are nested"}},
		"a long chain":         {files{"main.tf": rest + "locals { l3000 = 1 }\n" + chain(3000)}, []string{"main.tf:1004 local.l1000 is at the end of a chain of more than 1000 references", "main.tf:2004 local.l2000 is", "main.tf:2 local.l3000 is"}},
		"duplicates":           {files{"main.tf": rest + "resource \"aws_x\" \"rest\" {}\nlocals { a = 1 }\nlocals { a = 2 }"}, []string{"main.tf:2 aws_x.rest is declared twice; the first declaration is in main.tf, line 1", "main.tf:4 local.a is declared twice"}},
		"override of nothing":  {files{"main.tf": rest, "x_override.tf": "resource \"aws_x\" \"gone\" {}"}, []string{"x_override.tf:1 resource \"aws_x.gone\" is overridden here and declared nowhere"}},
		"an unknown block":     {files{"main.tf": rest + "resources \"x\" \"y\" {}"}, []string{"main.tf:2 Unsupported block type"}},
		"each without for_each": {
			files{"main.tf": rest + "resource \"aws_x\" \"y\" { v = each.value }"}, []string{"main.tf:2 \"each\" is used in a block without for_each"},
		},
		"a template's mistake": {
			files{"main.tf": rest + "output \"o\" { value = templatefile(\"t.tftpl\", {}) }", "t.tftpl": "a\n${missing}"},
			[]string{"main.tf:2 vars map does not contain key \"missing\", referenced at t.tftpl:2"},
		},
		"a template of templates": {
			files{"main.tf": rest + "output \"o\" { value = templatefile(\"t.tftpl\", {}) }", "t.tftpl": "${templatefile(\"t.tftpl\", {})}"},
			[]string{"main.tf:2 cannot call templatefile from inside a template"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			got := evaluate(t, test.files)
			if took := time.Since(started); took > 15*time.Second {
				t.Errorf("took %s", took)
			}
			if value := asJSON(t, got.resource(t, "aws_x.rest").Values); value != `{"v":1}` {
				t.Errorf("the rest is %s", value)
			}
			texts := strings.Split(got.problemTexts(), "\n")
			if len(texts) > len(test.want)+1 {
				t.Errorf("%d problems:\n%.2000s", len(texts), got.problemTexts())
			}
			for _, want := range test.want {
				place, text, _ := strings.Cut(want, " ")
				if !anyHas(texts, place, text) {
					t.Errorf("no problem %q in:\n%.2000s", want, got.problemTexts())
				}
			}
		})
	}
}

func anyHas(texts []string, place, text string) bool {
	for _, found := range texts {
		if strings.HasPrefix(found, place) && strings.Contains(found, text) {
			return true
		}
	}
	return false
}

func yamlBomb(levels int) string {
	text := "l0: &l0 [x,x,x,x,x,x,x,x,x]\n"
	for i := 1; i <= levels; i++ {
		alias := fmt.Sprintf("*l%d", i-1)
		text += fmt.Sprintf("l%d: &l%d [%s]\n", i, i, strings.Join([]string{alias, alias, alias, alias, alias, alias, alias, alias, alias}, ","))
	}
	return text
}
