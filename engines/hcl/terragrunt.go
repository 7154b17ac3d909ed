package hcl

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// A Terragrunt unit is a root whose module lies elsewhere and whose variables get their values from terragrunt.hcl.
// Nothing of it is run: what only a run would tell is unknown.

// unit is the reading of one unit's configuration.
type unit struct {
	ev  *evaluation
	dir string
	// drafting replaces what is unknown by a text, to see what a generated file looks like.
	drafting bool
	depth    int
	said     map[string]bool
	// values are those that a stack gives the unit; unknown for a unit that is there by itself.
	values cty.Value
	// stack is the file that declares the unit, stackValues are the values that the stack itself was given.
	stack       *grunt
	stackValues cty.Value
	// madeBy is the source of the stack's unit; nil for a unit that is there by itself.
	madeBy *expression
	// at is the expression under evaluation, for functions that fail without being wrong themselves.
	at *expression
}

// grunt is one Terragrunt file in its role: the unit's own, one that it includes, or one that is read for its values.
type grunt struct {
	unit *unit
	file *sourceFile
	path string
	// base is the directory that get_terragrunt_dir names: the unit's, also in what it includes.
	base       string
	isIncluded bool
	includes   []*inclusion
	resolved   bool
	locals     map[string]*node
	// fileFunctions read relative to the file's directory.
	functions functionTable
}

// inclusion is an include block.
type inclusion struct {
	name     string
	config   *grunt
	exposed  bool
	strategy string
}

const terragruntFile = "terragrunt.hcl"

// repositoryRoot stands for the absolute path of the tree's top in values that Terragrunt makes absolute.
const repositoryRoot = "/repository"

const maxGrunts = 200

func absolute(dir string) string { return path.Join(repositoryRoot, dir) }

// load reads a Terragrunt file; nil when there is none or it cannot be read yet.
func (u *unit) load(file, base string, isIncluded bool, by *expression) *grunt {
	if u.depth++; u.depth > maxGrunts {
		u.fail(by, "the unit reads more than %d Terragrunt files", maxGrunts)
		return nil
	}
	source := u.ev.located(file)
	text, blob, state := u.ev.tree.read(source, u.ev.trace)
	switch state {
	case fileGiven:
		parsed := parseFile(source, blob, text)
		if !u.drafting && !u.said[file] {
			u.said[file] = true
			u.ev.problems = append(u.ev.problems, parsed.problems...)
			if parsed.broken {
				u.ev.broken[file] = true
			}
		}
		return &grunt{unit: u, file: parsed, path: file, base: base, isIncluded: isIncluded, locals: map[string]*node{}}
	case fileMissing:
		u.fail(by, "there is no Terragrunt file %q", file)
	case fileUnreadable:
		u.fail(by, "the Terragrunt file %q is not read: %s", file, u.ev.tree.unreadable(file))
	}
	return nil
}

func (u *unit) fail(at *expression, format string, args ...any) {
	if at != nil && !u.drafting {
		u.ev.fail(at, format, args...)
	}
}

// eval evaluates an expression of a Terragrunt file. What goes wrong becomes a problem, and the value unknown.
func (g *grunt) eval(e *expression) (value cty.Value) {
	ctx := &hcl.EvalContext{Functions: g.functionTable(), Variables: g.variables(e)}
	running.bytes = 0
	running.steps++
	before := g.unit.at
	g.unit.at = e
	defer func() {
		g.unit.at = before
		if reason := recover(); reason != nil {
			g.unit.fail(e, "the expression cannot be evaluated: %v", reason)
			value = cty.DynamicVal
		}
	}()
	value, diags := e.Value(ctx)
	if !diags.HasErrors() {
		return value
	}
	if !g.unit.ev.lacksFiles() && !g.unit.ev.saidExhausted() {
		g.unit.fail(e, "%s", diagnosticText(firstError(diags)))
	}
	return cty.DynamicVal
}

func (g *grunt) variables(e *expression) map[string]cty.Value {
	groups := map[string]map[string]cty.Value{}
	values := map[string]cty.Value{}
	for i := range e.refs {
		wanted := &e.refs[i]
		root, name := wanted.root, wanted.name
		switch {
		case root == "include" && g.included("") != nil:
			values[root] = g.exposure(g.included(""))
		case root == "local" || root == "include" || root == "dependency":
			if groups[root] == nil {
				groups[root] = map[string]cty.Value{}
			}
			groups[root][name] = g.referent(root, name, e)
		case root == "values" && g.unit.values != cty.NilVal:
			values[root] = g.unit.values
		default:
			values[root] = cty.DynamicVal // feature, values: what is given when it is run
		}
	}
	for root, members := range groups {
		values[root] = cty.ObjectVal(members)
	}
	return values
}

func (g *grunt) referent(root, name string, e *expression) cty.Value {
	switch root {
	case "local":
		return g.local(name, e)
	case "include":
		if found := g.included(name); found != nil {
			return g.exposure(found)
		}
		g.unit.fail(e, "include.%s is not declared in %s; expected an include block of that name", name, g.path)
	default:
		return g.dependency(name, e)
	}
	return cty.DynamicVal
}

func (g *grunt) local(name string, by *expression) cty.Value {
	if known := g.locals[name]; known != nil && known.state == done {
		return known.value
	}
	attr := g.localAttribute(name)
	if attr == nil {
		if !g.file.broken {
			g.unit.fail(by, "local.%s is not declared in %s; expected it in a locals block of that file", name, g.path)
		}
		return cty.DynamicVal
	}
	found := g.locals[name]
	if found == nil {
		found = &node{}
		g.locals[name] = found
	}
	ev := g.unit.ev
	if !ev.enter(g.path+" local."+name, found.state == busy, g.path, attr.line) {
		return cty.DynamicVal
	}
	found.state = busy
	found.value = g.eval(attr.expr)
	if reason := running.keep(found.value); reason != "" {
		g.unit.fail(attr.expr, "%s", reason)
		found.value = cty.DynamicVal
	}
	found.state = done
	ev.leave()
	return found.value
}

func (g *grunt) localAttribute(name string) *attribute {
	for _, block := range g.file.blocks {
		if block.kind == "locals" {
			if attr := block.body.attrs[name]; attr != nil {
				return attr
			}
		}
	}
	return nil
}

// allLocals are all locals of a file, for whoever reads it.
func (g *grunt) allLocals() cty.Value {
	values := map[string]cty.Value{}
	for _, block := range g.file.blocks {
		if block.kind == "locals" {
			for name := range block.body.attrs {
				values[name] = g.local(name, nil)
			}
		}
	}
	return cty.ObjectVal(values)
}

// resolveIncludes loads what the file includes. Only a unit's own file may include.
func (g *grunt) resolveIncludes() []*inclusion {
	if g.resolved {
		return g.includes
	}
	g.resolved = true
	for _, block := range g.file.blocks {
		if block.kind != "include" {
			continue
		}
		found := &inclusion{name: strings.Join(block.labels, "."), strategy: "shallow"}
		found.exposed = block.body.attrs["expose"].isTrue()
		if attr := block.body.attrs["merge_strategy"]; attr != nil {
			found.strategy, _ = attr.expr.constantText()
		}
		attr := block.body.attrs["path"]
		if attr == nil {
			continue
		}
		text := textOf(g.eval(attr.expr))
		if text == "" {
			if !g.unit.ev.lacksFiles() {
				g.unit.fail(attr.expr, "the path of the include is not known: %s", oneLine(attr.expr.text))
			}
			continue
		}
		if file, ok := g.resolve(text); ok {
			found.config = g.unit.load(file, g.base, true, attr.expr)
		} else {
			g.unit.fail(attr.expr, "the include %q leaves the repository; only files in it are read", text)
		}
		if found.config != nil {
			g.includes = append(g.includes, found)
		}
	}
	return g.includes
}

func (g *grunt) included(name string) *inclusion {
	for _, found := range g.resolveIncludes() {
		if found.name == name {
			return found
		}
	}
	return nil
}

func (g *grunt) exposure(found *inclusion) cty.Value {
	if !found.exposed {
		return cty.DynamicVal
	}
	return found.config.asValue()
}

// asValue is what others see of a file that they read or include.
func (g *grunt) asValue() cty.Value {
	parts := g.merged()
	return cty.ObjectVal(map[string]cty.Value{
		"locals": g.allLocals(), "inputs": parts.inputs, "dependency": cty.DynamicVal, "terraform": cty.DynamicVal,
		"generate": cty.DynamicVal, "remote_state": cty.DynamicVal, "include": cty.DynamicVal,
	})
}

// dependency is another unit as expressions see it. Its outputs are those of its evaluation, where it is here; of the
// others the types, and nothing more, are taken from the mocks. Outputs that are never looked up are the mocks.
func (g *grunt) dependency(name string, e *expression) cty.Value {
	block := g.dependencyBlock(name)
	if block == nil {
		g.unit.fail(e, "dependency.%s is not declared in %s; expected a dependency block of that name", name, g.path)
		return cty.DynamicVal
	}
	outputs := map[string]cty.Value{}
	for _, asked := range e.names {
		outputs[asked] = cty.DynamicVal
	}
	if attr := block.body.attrs["mock_outputs"]; attr != nil {
		mocks, _ := g.eval(attr.expr).UnmarkDeep()
		if mocks.IsKnown() && !mocks.IsNull() && mocks.CanIterateElements() && !mocks.Type().IsTupleType() {
			for key, mock := range mocks.AsValueMap() {
				outputs[key] = unknownLike(mock)
				if block.body.attrs["skip_outputs"].isTrue() {
					outputs[key] = mock
				}
			}
		}
	}
	if !block.body.attrs["skip_outputs"].isTrue() {
		known, _ := g.unit.outputsOf(block, g, e)
		for name, value := range known {
			outputs[name] = value
		}
	}
	return cty.ObjectVal(map[string]cty.Value{"outputs": cty.ObjectVal(outputs), "inputs": cty.DynamicVal})
}

// unknownLike is an unknown value of a mock's type; a text stays a text, whatever else a mock is may differ.
func unknownLike(mock cty.Value) cty.Value {
	if mock.Type().IsPrimitiveType() {
		return cty.UnknownVal(mock.Type())
	}
	return cty.DynamicVal
}

func (g *grunt) dependencyBlock(name string) *block {
	for _, block := range g.file.blocks {
		if block.kind == "dependency" && strings.Join(block.labels, ".") == name {
			return block
		}
	}
	for _, found := range g.resolveIncludes() {
		if block := found.config.dependencyBlock(name); block != nil {
			return block
		}
	}
	return nil
}

// resolve gives the path in the tree of a path in a file: relative ones start at the file's own directory.
func (g *grunt) resolve(name string) (string, bool) { return resolveIn(path.Dir(g.path), name) }

func resolveIn(dir, name string) (string, bool) {
	if rest, ok := strings.CutPrefix(name, repositoryRoot); ok && (rest == "" || rest[0] == '/') {
		return within(".", "."+rest)
	}
	return within(dir, name)
}
