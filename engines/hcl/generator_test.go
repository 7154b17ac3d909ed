package hcl

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// generator writes expressions of a wanted type from a seed. Those of a bold one may fail when they are evaluated;
// those of a careful one never do, also where they meet unknown values.
type generator struct {
	random  *rand.Rand
	careful bool
	// names are what may be referred to, by type.
	names map[string][]string
}

// kinds are the types that expressions are made of.
var kinds = []string{"string", "number", "bool", "list(string)", "list(number)", "set(string)", "map(string)", "map(number)", "object", "list(object)", "tuple"}

// production is one way to write an expression: text with `{type}` where another one goes.
type production struct {
	text string
	bold bool
}

var leaves = map[string][]string{
	"string":       {`""`, `"a"`, `"Hello, World"`, `"10.0.0.0/16"`, `"é ü ß"`, `"x-y-z"`, `" pad "`, `"12"`, `"true"`, `"a,b,,c"`, `"$${x}"`, `"l1\nl2\n"`, `"q\"q"`, `"<&>"`},
	"number":       {"0", "1", "2", "7", "-3", "2.5", "100", "0.1", "1e3"},
	"bool":         {"true", "false"},
	"list(string)": {`tolist(["b", "a", "c"])`, `tolist(["x"])`, `tolist([for s in ["p", "q"] : s])`, `split(",", "a,b,a")`},
	"list(number)": {`tolist([3, 1, 2])`, `range(4)`, `range(1, 8, 3)`},
	"set(string)":  {`toset(["b", "a"])`, `toset(["x", "x"])`},
	"map(string)":  {`tomap({ a = "1", b = "x" })`, `tomap({ k = "v" })`},
	"map(number)":  {`tomap({ a = 1, z = 2.5 })`, `tomap({ one = 1 })`},
	"object":       {`{ name = "n", size = 3, on = true }`, `{ name = "é", size = -1, on = false }`},
	"list(object)": {`[{ name = "a", size = 1, on = true }, { name = "b", size = 2, on = false }]`},
	"tuple":        {`[1, "a", true]`, `["x", [2]]`},
}

var productions = map[string][]production{
	"string": {
		{text: `upper({string})`}, {text: `lower({string})`}, {text: `title({string})`}, {text: `trimspace({string})`}, {text: `strrev({string})`},
		{text: `join("-", {list(string)})`}, {text: `format("%s/%v", {string}, {number})`}, {text: `"${{string}}.${{number}}"`},
		{text: `"<%{ if {bool} }${{string}}%{ else }none%{ endif }>"`}, {text: `"%{ for x in {list(string)} }[${x}]%{ endfor }"`},
		{text: `replace({string}, "a", "b")`}, {text: `replace({string}, "/[a-z]+/", "<$0>")`}, {text: `({bool} ? {string} : {string})`},
		{text: `lookup({map(string)}, "a", {string})`}, {text: `jsonencode({object})`}, {text: `jsonencode({tuple})`}, {text: `jsonencode({map(number)})`},
		{text: `{object}.name`}, {text: `tostring({number})`}, {text: `tostring({bool})`}, {text: `trimprefix({string}, "a")`}, {text: `trimsuffix({string}, "z")`},
		{text: `base64encode({string})`}, {text: `sha1({string})`}, {text: `md5({string})`}, {text: `base64sha256({string})`}, {text: `urlencode({string})`}, {text: `chomp({string})`},
		{text: `indent(2, {string})`}, {text: `yamlencode({object})`}, {text: `yamlencode({map(string)})`}, {text: `yamlencode({list(number)})`}, {text: `try({string}, "t")`},
		{text: `uuidv5("dns", "${{string}}.org")`}, {text: `join(",", keys({map(string)}))`}, {text: `join(",", sort({list(string)}))`}, {text: `join("+", formatlist("%s=%s", {list(string)}, "v"))`},
		{text: `format("%5.2f|%-4s|%q", {number}, "a", {string})`}, {text: `format("%05d|%x|%t", 42, 255, {bool})`}, {text: `trim({string}, "aH")`},
		{text: `cidrsubnet("10.0.0.0/8", 8, abs(floor({number})) % 200)`}, {text: `cidrhost("10.1.0.0/16", 5)`}, {text: `timeadd("2024-01-31T00:00:00Z", "36h")`},
		{text: `formatdate("DD MMM YYYY hh:mm", "2024-02-29T13:05:00Z")`}, {text: `(strcontains({string}, "a") ? "has" : "not")`},
		{text: `{list(string)}[{number}]`, bold: true}, {text: `{map(string)}["a"]`, bold: true}, {text: `{map(string)}.k`, bold: true}, {text: `substr({string}, {number}, {number})`, bold: true},
		{text: `element({list(string)}, {number})`, bold: true}, {text: `regex("[a-z]+", {string})`, bold: true}, {text: `coalesce({string}, {string})`, bold: true}, {text: `one({list(string)})`, bold: true},
		{text: `base64decode({string})`, bold: true}, {text: `format("%d", {string})`, bold: true}, {text: `cidrnetmask({string})`, bold: true}, {text: `{tuple}[1]`, bold: true}, {text: `"${{tuple}}"`, bold: true},
		{text: `tostring({list(string)})`, bold: true}, {text: `formatdate({string}, "2024-01-01T00:00:00Z")`, bold: true}, {text: `lookup({object}, "name", "none")`, bold: true}, {text: `({bool} ? {string} : null)`, bold: true},
	},
	"number": {
		{text: `({number} + {number})`}, {text: `({number} - {number})`}, {text: `({number} * {number})`}, {text: `-{number}`}, {text: `length({list(string)})`}, {text: `length({string})`}, {text: `length({map(number)})`},
		{text: `length({set(string)})`}, {text: `abs({number})`}, {text: `ceil({number})`}, {text: `floor({number})`}, {text: `max({number}, {number})`}, {text: `min({list(number)}...)`}, {text: `signum({number})`, bold: true},
		{text: `({bool} ? {number} : {number})`}, {text: `{object}.size`}, {text: `sum({list(number)})`}, {text: `length(regexall("[a-z]", {string}))`}, {text: `parseint("ff", 16)`}, {text: `length({tuple})`},
		{text: `({number} / (abs({number}) + 1))`}, {text: `({number} % {number})`, bold: true}, {text: `tonumber({string})`, bold: true}, {text: `pow({number}, 2)`, bold: true}, {text: `log(abs({number}) + 1, 10)`, bold: true},
		{text: `index({list(string)}, {string})`, bold: true}, {text: `parseint({string}, 10)`, bold: true}, {text: `{string} + 1`, bold: true}, {text: `{list(number)}[{number}]`, bold: true}, {text: `{map(number)}.z`, bold: true}, {text: `sum({tuple})`, bold: true},
	},
	"bool": {
		// One side is constant, because Terraform 1.11 looks at both even where one decides: see knownDifferences.
		{text: `({bool} && true)`}, {text: `(true && {bool})`}, {text: `({bool} || false)`}, {text: `(false || {bool})`},
		{text: `!{bool}`}, {text: `({number} < {number})`}, {text: `({number} >= {number})`}, {text: `({string} == {string})`}, {text: `({string} != {string})`},
		{text: `contains({list(string)}, {string})`}, {text: `startswith({string}, "a")`}, {text: `endswith({string}, "c")`}, {text: `can({string})`}, {text: `({list(string)} == {list(string)})`}, {text: `({number} == {number})`},
		{text: `{object}.on`}, {text: `alltrue([{bool}, {bool}])`}, {text: `anytrue([{bool}, {bool}])`}, {text: `can(regex("^[a-z]+$", {string}))`}, // Bold, because Terraform leaves it to chance whether it finds the difference or the unknown first.
		{text: `({object} == {object})`, bold: true}, {text: `({map(string)} == {map(string)})`, bold: true},
		{text: `tobool({string})`, bold: true}, {text: `({string} < {string})`, bold: true}, {text: `({tuple} == {list(string)})`, bold: true}, {text: `contains({tuple}, 1)`, bold: true}, {text: `({string} == null)`, bold: true}, {text: `({string} && true)`, bold: true},
	},
	"list(string)": {
		{text: `[for s in {list(string)} : upper(s)]`}, {text: `[for s in {list(string)} : s if s != "a"]`}, {text: `tolist([for i, s in {list(string)} : "${i}${s}"])`}, {text: `concat({list(string)}, {list(string)})`}, {text: `distinct({list(string)})`},
		{text: `compact({list(string)})`}, {text: `sort({list(string)})`}, {text: `reverse({list(string)})`}, {text: `keys({map(string)})`}, {text: `values({map(string)})`}, {text: `{list(object)}[*].name`}, {text: `tolist({set(string)})`},
		{text: `formatlist("%s!", {list(string)})`}, {text: `flatten([{list(string)}, [{list(string)}]])`}, {text: `split(",", {string})`}, {text: `[for k, v in {map(string)} : "${k}=${v}"]`}, {text: `({bool} ? {list(string)} : {list(string)})`},
		{text: `tolist([{string}, {string}])`}, {text: `regexall("[a-z]+", {string})`}, {text: `[for s in {set(string)} : s]`}, {text: `cidrsubnets("10.0.0.0/16", 4, 4, 8)`}, {text: `setsubtract({set(string)}, {set(string)})[*]`, bold: true},
		{text: `slice({list(string)}, 0, {number})`, bold: true}, {text: `chunklist({list(string)}, 2)[0]`, bold: true}, {text: `matchkeys({list(string)}, {list(string)}, ["a"])`, bold: true}, {text: `coalescelist({list(string)}, ["z"])`, bold: true},
		{text: `tolist({tuple})`, bold: true}, {text: `{list(object)}.*.size`, bold: true}, {text: `({bool} ? {list(string)} : [])`, bold: true}, {text: `({bool} ? {tuple} : {list(string)})`, bold: true}, {text: `concat({list(string)}, {tuple})`, bold: true},
	},
	"list(number)": {
		{text: `[for n in {list(number)} : n * 2]`}, {text: `[for s in {list(string)} : length(s)]`}, {text: `tolist([{number}, {number}])`}, {text: `values({map(number)})`}, {text: `{list(object)}[*].size`}, {text: `concat({list(number)}, [1])`},
		{text: `reverse({list(number)})`, bold: true}, {text: `range({number})`, bold: true}, {text: `distinct({list(number)})`, bold: true}, {text: `[for s in {list(string)} : tonumber(s)]`, bold: true},
	},
	"set(string)": {
		{text: `toset({list(string)})`}, {text: `setunion({set(string)}, {set(string)})`}, {text: `setintersection({set(string)}, {set(string)})`}, {text: `setsubtract({set(string)}, {set(string)})`}, {text: `toset(keys({map(number)}))`},
		{text: `toset({tuple})`, bold: true}, {text: `toset([for p in setproduct({list(string)}, ["1"]) : join("", p)])`, bold: true},
	},
	"map(string)": {
		{text: `tomap({ x = {string}, y = {string} })`}, {text: `merge({map(string)}, {map(string)})`}, {text: `{ for k, v in {map(string)} : upper(k) => "${v}!" }`}, {text: `{ for s in {set(string)} : s => length(s) > 1 ? "long" : "short" }`},
		{text: `{ for k, v in {map(number)} : k => tostring(v) }`}, {text: `({bool} ? {map(string)} : {map(string)})`}, {text: `tomap({ for o in {list(object)} : o.name => o.name })`, bold: true},
		{text: `zipmap({list(string)}, {list(string)})`, bold: true}, {text: `{ for s in {list(string)} : s => s }`, bold: true}, {text: `tomap({object})`, bold: true}, {text: `transpose({ for s in {list(string)} : s => ["v"] })`, bold: true}, {text: `merge({map(string)}, null)`, bold: true},
		{text: `{ for s in {list(string)} : length(s) => s... }`, bold: true},
	},
	"map(number)": {
		{text: `tomap({ p = {number} })`}, {text: `{ for k, v in {map(number)} : k => v + 1 }`}, {text: `merge({map(number)}, {map(number)})`}, {text: `{ for k, v in {map(string)} : k => length(v) if v != "x" }`},
		{text: `zipmap({list(string)}, {list(number)})`, bold: true},
	},
	"object": {
		{text: `{ name = {string}, size = {number}, on = {bool} }`}, {text: `merge({object}, { name = {string} })`}, {text: `{object}`}, {text: `({bool} ? {object} : {object})`}, {text: `jsondecode(jsonencode({object}))`}, {text: `yamldecode(yamlencode({object}))`},
		{text: `[for o in {list(object)} : o if o.on][0]`, bold: true}, {text: `{list(object)}[{number}]`, bold: true}, {text: `({bool} ? {object} : { name = "x" })`, bold: true}, {text: `jsondecode({string})`, bold: true},
	},
	"list(object)": {
		{text: `[{object}, {object}]`}, {text: `[for s in {list(string)} : { name = s, size = length(s), on = true }]`}, {text: `[for o in {list(object)} : merge(o, { size = o.size + 1 })]`},
		{text: `[for o in {list(object)} : o if o.size > 1]`, bold: true}, {text: `flatten([for s in {list(string)} : [for o in {list(object)} : { name = s, size = o.size, on = o.on }]])`, bold: true},
		{text: `csvdecode("name,size\na,1\nb,2")`, bold: true},
	},
	"tuple": {
		{text: `[{string}, {number}, {bool}]`}, {text: `[{tuple}, null]`}, {text: `[{list(string)}, {map(number)}]`}, {text: `concat({tuple}, [{object}])`, bold: true}, {text: `jsondecode(jsonencode({tuple}))`, bold: true}, {text: `flatten({tuple})`, bold: true},
		{text: `setproduct({list(string)}, {set(string)})`, bold: true}, {text: `[for x in {tuple} : x if can(x.name)]`, bold: true}, {text: `chunklist({list(number)}, 2)`, bold: true}, {text: `{tuple}[*]`, bold: true}, {text: `try({tuple}[3], {map(string)}.none, "last")`, bold: true},
	},
}

func pick[T any](g *generator, from []T) T { return from[g.random.IntN(len(from))] }

// expression writes one of a type, nested at most so deep.
func (g *generator) expression(kind string, depth int) string {
	if known := g.names[kind]; len(known) > 0 && g.random.IntN(3) == 0 {
		return pick(g, known)
	}
	if depth <= 0 || g.random.IntN(5) == 0 {
		return pick(g, leaves[kind])
	}
	chosen := pick(g, productions[kind])
	for chosen.bold && g.careful {
		chosen = pick(g, productions[kind])
	}
	var out strings.Builder
	for rest := chosen.text; rest != ""; {
		before, kind, after := nextHole(rest)
		out.WriteString(before)
		if kind != "" {
			out.WriteString(g.operand(kind, depth-1))
		}
		rest = after
	}
	return out.String()
}

// operand is an expression that may stand before a dot, a bracket or an operator.
func (g *generator) operand(kind string, depth int) string {
	return "(" + g.expression(kind, depth) + ")"
}

// nextHole splits a production at its first `{type}`.
func nextHole(text string) (before, kind, after string) {
	for i := range text {
		for _, kind := range kinds {
			if strings.HasPrefix(text[i:], "{"+kind+"}") {
				return text[:i], kind, text[i+len(kind)+2:]
			}
		}
	}
	return text, "", ""
}

// constraints are types of variables; what is given for them is converted.
var constraints = []struct{ kind, text, given string }{
	{"string", "string", "number"}, {"string", "string", "bool"}, {"number", "number", "number"}, {"list(string)", "list(string)", "tuple of numbers"},
	{"set(string)", "set(string)", "list(string)"}, {"map(string)", "map(string)", "map(number)"}, {"list(object)", "list(object({ name = string, size = optional(number, 9), on = optional(bool, true) }))", "short objects"},
	{"object", `object({ name = optional(string, "d"), size = number, on = optional(bool, false) })`, "short object"}, {"tuple", "any", "tuple"},
}

func (g *generator) given(kind string) string {
	switch kind {
	case "tuple of numbers":
		return fmt.Sprintf("[%s, %s]", g.expression("number", 0), g.expression("string", 0))
	case "short objects":
		return fmt.Sprintf("[{ name = %s }, { name = %s, size = %s }]", g.expression("string", 0), g.expression("number", 0), g.expression("number", 0))
	case "short object":
		return fmt.Sprintf(`{ size = "%d", on = %s, unused = 1 }`, g.random.IntN(9), g.expression("bool", 0))
	default:
		return g.expression(kind, 1)
	}
}

// configuration writes a module and the arguments of its call.
func generateConfiguration(seed uint64) (text string, arguments []string) {
	g := &generator{random: rand.New(rand.NewPCG(seed, 11)), careful: seed%3 == 0, names: map[string][]string{}}
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	plain := &generator{random: g.random, careful: true, names: map[string][]string{}}
	for i := range 2 {
		constraint := pick(g, constraints)
		arguments = append(arguments, fmt.Sprintf("v%d = %s", i, plain.given(constraint.given)))
		line("variable %q {\n  type = %s\n}", "v"+strconv.Itoa(i), constraint.text)
		g.names[constraint.kind] = append(g.names[constraint.kind], "var.v"+strconv.Itoa(i))
	}
	if g.careful {
		g.writeUnknown(line)
	}
	for i := range 4 {
		kind := pick(g, kinds)
		line("locals {\n  l%d = %s\n}", i, g.guarded(kind, 2))
		if g.careful {
			g.names[kind] = append(g.names[kind], "local.l"+strconv.Itoa(i))
		}
	}
	for i := range 8 {
		line("output %q {\n  value = %s\n}", "o"+strconv.Itoa(i), g.guarded(pick(g, kinds), 3))
	}
	g.writeResources(line)
	return out.String(), arguments
}

// guarded keeps an error from ending Terraform's run, and makes it a value to compare.
func (g *generator) guarded(kind string, depth int) string {
	if g.careful {
		return g.expression(kind, depth)
	}
	return `try(` + g.expression(kind, depth) + `, "(error)")`
}

// writeUnknown adds values that are only known after apply.
func (g *generator) writeUnknown(line func(string, ...any)) {
	line("resource \"terraform_data\" \"u\" {\n  input = { name = \"u\", size = 2, on = true }\n}")
	g.names["string"] = append(g.names["string"], "terraform_data.u.id", `"arn:${terraform_data.u.id}"`)
	g.names["object"] = append(g.names["object"], "terraform_data.u.output")
	g.names["list(string)"] = append(g.names["list(string)"], `tolist(["known", terraform_data.u.id])`)
	g.names["map(string)"] = append(g.names["map(string)"], `tomap({ a = terraform_data.u.id, b = "known" })`)
}

func (g *generator) writeResources(line func(string, ...any)) {
	known := &generator{random: g.random, careful: true, names: map[string][]string{}}
	line("resource \"terraform_data\" \"each\" {\n  for_each = %s\n  input    = [each.key, each.value, %s]\n}", pick(g, []string{"toset(" + known.expression("list(string)", 2) + ")", known.expression("map(string)", 2), `{ a = { b = 1 } }`}), g.guarded(pick(g, kinds), 1))
	line("resource \"terraform_data\" \"counted\" {\n  count            = min(3, length(%s))\n  input            = \"${count.index}\"\n  triggers_replace = %s\n}", known.expression("list(string)", 2), g.guarded(pick(g, kinds), 1))
	line("resource \"terraform_data\" \"secret\" {\n  input = { open = %s, closed = sensitive(%s) }\n}", known.expression("string", 1), g.guarded(pick(g, []string{"string", "number", "list(string)"}), 1))
}
