package hcl

import (
	"fmt"
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

type state int

const (
	fresh state = iota
	busy
	done
)

// node is one named value of a module instance.
type node struct {
	state state
	value cty.Value
	// print and refs are computed for what depends on this value and is unknown.
	print   string
	refs    []string
	hasRefs bool
}

// scope is one instance of a module: its configuration, who called it, and its values.
type scope struct {
	ev     *evaluation
	module *module
	inputs map[string]input // the root's only

	parent   *scope
	call     *call
	callEnv  *env
	callKey  string // `[0]`, `["a"]`, `[*]`
	path     string // module.a[0].module.b, empty for the root
	nodes    map[nodeKey]*node
	resource map[string]*resourceNode
	calls    map[string]*callNode
	provider map[string]*providerNode
	// supposed says that the instance may not exist: how many there are is not known.
	supposed bool
	// first is, in a draft, the same instance of the evaluation that came before; nil where there was none.
	first *scope
}

func newScope(ev *evaluation, m *module) *scope {
	return &scope{
		ev: ev, module: m, nodes: map[nodeKey]*node{}, resource: map[string]*resourceNode{}, calls: map[string]*callNode{},
		provider: map[string]*providerNode{},
	}
}

// nodeKey names a node without a text being put together for it.
type nodeKey struct {
	kind nodeKind
	name string
}

type nodeKind int

const (
	localNode nodeKind = iota
	variableNode
	outputNode
	referencesNode
	printNode
)

func (s *scope) node(kind nodeKind, name string) *node {
	key := nodeKey{kind, name}
	found := s.nodes[key]
	if found == nil {
		found = &node{}
		if before := s.first.settled(key); before != cty.NilVal {
			found.state, found.value = done, before
		}
		s.nodes[key] = found
	}
	return found
}

func (s *scope) address(name string) string {
	if s.path == "" {
		return name
	}
	return s.path + "." + name
}

// eval evaluates an expression. What goes wrong becomes a problem, and the value unknown.
func (s *scope) eval(e *expression, in *env) cty.Value {
	return s.evalWith(e, in, true)
}

func (s *scope) evalWith(e *expression, in *env, report bool) (value cty.Value) {
	running.bytes = 0
	running.steps++
	if e.constant != cty.NilVal {
		return e.constant
	}
	value, diags, complete := s.compute(e, in, report)
	if !diags.HasErrors() {
		if len(e.refs) == 0 && !e.calls {
			e.constant = value
		}
		return value
	}
	// What may not exist may be wrong: `x[0]` fails where there is none, and then nothing asks for it.
	if report && complete && !s.supposed && !in.isSupposed() && !s.ev.saidExhausted() {
		diag := firstError(diags)
		line := e.line
		if diag.Subject != nil && diag.Subject.Filename == e.path {
			line = diag.Subject.Start.Line
		}
		s.failIn(e, in, line, diagnosticText(diag))
	}
	return cty.DynamicVal
}

// compute gives an expression's value; it is not complete when a name in it is not declared.
func (s *scope) compute(e *expression, in *env, report bool) (value cty.Value, diags hcl.Diagnostics, complete bool) {
	if wanted, rest := e.bareReference(); wanted != nil {
		if _, shadowed := in.lookup(wanted.root); !shadowed {
			value, complete = s.resolve(e, wanted, in, report)
			if len(rest) > 0 {
				value, diags = rest.TraverseRel(value)
			}
			return value, diags, complete
		}
	}
	outer := currentFrame
	ctx, complete := s.prepare(e, in, report)
	defer func() {
		currentFrame = outer
		if reason := recover(); reason != nil {
			s.ev.rendering = false
			s.ev.fail(e, "the expression cannot be evaluated: %v", reason)
			value, diags = cty.DynamicVal, nil
		}
	}()
	value, diags = e.Value(ctx)
	return value, diags, complete
}

// prepare resolves what an expression refers to: into a frame, or into names in scope where it has none.
func (s *scope) prepare(e *expression, in *env, report bool) (ctx *hcl.EvalContext, complete bool) {
	if !e.bind() {
		return s.context(e, in, report)
	}
	complete = true
	values := make([]referred, len(e.refs))
	for i := range e.refs {
		wanted := &e.refs[i]
		if value, shadowed := in.lookup(wanted.root); shadowed {
			values[i] = referred{value, true}
			continue
		}
		value, declared := s.resolve(e, wanted, in, report)
		complete = complete && declared
		values[i] = referred{value, false}
	}
	currentFrame = frame{e, values}
	if len(e.foreign) == 0 {
		return s.ev.bare, complete
	}
	return &hcl.EvalContext{Functions: s.functionsFor(e)}, complete
}

// resolve is what a reference is worth; the answer is false when there is no such thing, which is reported.
func (s *scope) resolve(e *expression, wanted *ref, in *env, report bool) (value cty.Value, declared bool) {
	value, problem := s.referent(wanted)
	if problem != "" && report && !s.module.broken {
		s.failIn(e, in, wanted.line, problem)
	}
	return value, problem == ""
}

// failIn reports what is wrong with an expression; it hides no more than the expression's value.
func (s *scope) failIn(e *expression, in *env, line int, message string) {
	s.ev.report(problem{path: e.path, line: line, message: message, digest: s.fingerprint(e, in)})
}

// context has exactly the names that an expression refers to. It is not complete when one of them is not declared:
// the missing name is the problem then, not what follows from it.
func (s *scope) context(e *expression, in *env, report bool) (*hcl.EvalContext, bool) {
	ctx := &hcl.EvalContext{Functions: s.functionsFor(e)}
	if len(e.refs) == 0 {
		return ctx, true
	}
	complete := true
	ctx.Variables = make(map[string]cty.Value, len(e.refs))
	groups := map[string]map[string]cty.Value{}
	data := map[string]map[string]map[string]cty.Value{}
	for i := range e.refs {
		wanted := &e.refs[i]
		if value, ok := in.lookup(wanted.root); ok {
			ctx.Variables[wanted.root] = value
			continue
		}
		value, declared := s.resolve(e, wanted, in, report)
		complete = complete && declared
		switch {
		case wanted.name == "":
			ctx.Variables[wanted.root] = value
		case wanted.kind == "" || wanted.kind == wanted.root:
			if groups[wanted.root] == nil {
				groups[wanted.root] = map[string]cty.Value{}
			}
			groups[wanted.root][wanted.name] = value
		default:
			if data[wanted.root] == nil {
				data[wanted.root] = map[string]map[string]cty.Value{}
			}
			if data[wanted.root][wanted.kind] == nil {
				data[wanted.root][wanted.kind] = map[string]cty.Value{}
			}
			data[wanted.root][wanted.kind][wanted.name] = value
		}
	}
	for root, values := range groups {
		ctx.Variables[root] = cty.ObjectVal(values)
	}
	for root, kinds := range data {
		objects := make(map[string]cty.Value, len(kinds))
		for kind, values := range kinds {
			objects[kind] = cty.ObjectVal(values)
		}
		ctx.Variables[root] = cty.ObjectVal(objects)
	}
	return ctx, complete
}

func (s *scope) functionsFor(e *expression) map[string]function.Function {
	if len(e.foreign) == 0 {
		return s.ev.functions
	}
	table := make(map[string]function.Function, len(s.ev.functions)+len(e.foreign))
	for name, known := range s.ev.functions {
		table[name] = known
	}
	for _, name := range e.foreign {
		table[name] = foreignFunction
		if known, ok := builtinFunctions[name]; ok {
			table[name] = known
		}
	}
	return table
}

// referent is the value of what a reference names; the problem says that there is no such thing.
func (s *scope) referent(wanted *ref) (value cty.Value, problem string) {
	switch wanted.root {
	case "path":
		return s.paths(), ""
	case "terraform", "tofu":
		return cty.ObjectVal(map[string]cty.Value{"workspace": s.ev.workspace.value(), "applying": cty.UnknownVal(cty.Bool)}), ""
	case "self":
		return cty.DynamicVal, `"self" is used outside of a provisioner, a connection and a postcondition`
	case "each":
		return cty.DynamicVal, `"each" is used in a block without for_each`
	case "count":
		return cty.DynamicVal, `"count" is used in a block without count`
	}
	if wanted.name == "" {
		return cty.DynamicVal, fmt.Sprintf("invalid reference %q: expected a name after it, such as %s.name", wanted.root, wanted.root)
	}
	switch wanted.root {
	case "local":
		if _, ok := s.module.locals[wanted.name]; ok {
			return s.local(wanted.name), ""
		}
	case "var":
		if _, ok := s.module.variables[wanted.name]; ok {
			return s.variable(wanted.name), ""
		}
	case "module":
		if _, ok := s.module.calls[wanted.name]; ok {
			return s.moduleValue(wanted), ""
		}
	default:
		if _, ok := s.module.resources[wanted.key()]; ok {
			return s.resourceValue(wanted), ""
		}
	}
	return cty.DynamicVal, fmt.Sprintf("%s is not declared in %s; expected a declaration in the same directory", wanted.key(), describeDir(s.module.dir))
}

func describeDir(dir string) string {
	if dir == "." {
		return "the top directory"
	}
	return dir
}

func (s *scope) paths() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal(s.modulePath()),
		"root":   cty.StringVal("."),
		"cwd":    cty.UnknownVal(cty.String).RefineNotNull(),
	})
}

// modulePath is path.module: how the module's directory is reached from the root's.
func (s *scope) modulePath() string {
	if s.parent == nil {
		return "."
	}
	if s.call.installed != "" {
		return s.call.installed
	}
	return path.Join(s.parent.modulePath(), s.call.source)
}
