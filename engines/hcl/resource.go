package hcl

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// resourceNode is a resource or data source of one module instance, with its instances.
type resourceNode struct {
	def       *resource
	scope     *scope
	state     state
	repeated  repetition
	instances []*instance
	views     map[string]cty.Value
}

// instance is one resource as it would be created.
type instance struct {
	repeated
	values map[string]cty.Value
	layout *layout
}

// layout is where the values of an instance come from.
type layout struct {
	lines  []placedLine
	placed []placedExpr
	// seen has the pointers of lines, where they are many; source the expressions by pointer, once they are asked for.
	seen   map[string]bool
	source map[string]placedExpr
}

type placedLine struct {
	pointer string
	line    int
	path    string
}

type placedExpr struct {
	pointer string
	attr    *attribute
	env     *env
}

// metaArguments say how Terraform treats a resource and are no attributes of it.
var metaArguments = map[string]bool{
	"count": true, "for_each": true, "provider": true, "depends_on": true, "lifecycle": true, "connection": true,
	"provisioner": true,
}

// openAttribute stands in a resource's value for the attributes that only its provider knows, so that the value is
// never taken for complete.
const openAttribute = "\x00known after apply"

func (s *scope) resourceNode(key string) *resourceNode {
	found := s.resource[key]
	if found == nil {
		found = &resourceNode{def: s.module.resources[key], scope: s, views: map[string]cty.Value{}}
		s.resource[key] = found
	}
	return found
}

func (n *resourceNode) address() string { return n.scope.address(n.def.key()) }

// evaluate computes all instances; the answer is false inside of a cycle.
func (n *resourceNode) evaluate() bool {
	if n.state == done {
		return true
	}
	ev, block := n.scope.ev, n.def.block
	if !ev.enter(n.address(), n.state == busy, block.path, block.line) {
		return false
	}
	n.state = busy
	before := n.scope.first.evaluated(n.def.key())
	n.repeated = before.settledRepetition()
	if n.repeated.items == nil {
		n.repeated = n.scope.repeat(block)
	}
	if n.def.mode == "" {
		ev.resources += len(n.repeated.items)
	}
	if ev.resources > ev.limits.Resources {
		ev.failAt(block.path, block.line, "the configuration has more than %d resources", ev.limits.Resources)
		n.repeated = unknownRepetition(nil)
	}
	for _, item := range n.repeated.items {
		made := n.make(item, before)
		n.instances = append(n.instances, made)
		n.renderActions(made)
		n.checkAttributes(made)
	}
	n.state = done
	ev.leave()
	return true
}

// renderActions evaluates what is done with an instance once it exists, for what is wrong in it.
func (n *resourceNode) renderActions(made *instance) {
	for _, inner := range n.def.block.body.blocks {
		if inner.kind == "provisioner" || inner.kind == "connection" {
			in := &env{parent: made.env, vars: map[string]cty.Value{"self": cty.DynamicVal}}
			n.scope.render(inner.body, in, "", &layout{}, actionWords)
		}
	}
}

// actionWords are arguments of provisioners whose values are words of the language.
var actionWords = map[string]bool{"when": true, "on_failure": true}

// make computes one instance, as far as that was not done before: what is constant is the same in every instance and
// in every evaluation, what a first evaluation knew a draft takes from there.
func (n *resourceNode) make(item repeated, before *resourceNode) *instance {
	block := n.def.block
	if block.fixed != nil {
		return &instance{repeated: item, values: block.fixed.values, layout: block.fixed.layout}
	}
	made := &instance{repeated: item, layout: &layout{}}
	open, settled := before.split(block.body, item.suffix)
	made.values = n.scope.render(open, item.env, "", made.layout, metaArguments)
	for name, value := range settled {
		made.values[name] = value
	}
	if before == nil && block.body.isConstant(metaArguments) {
		block.fixed = made
	}
	return made
}

// render evaluates a block's arguments and nested blocks. Null arguments are absent.
func (s *scope) render(b *body, in *env, pointer string, out *layout, skip map[string]bool) map[string]cty.Value {
	values := make(map[string]cty.Value, len(b.attrs)+len(b.blocks))
	for _, name := range b.names() {
		if skip[name] {
			continue
		}
		attr := b.attrs[name]
		value := s.eval(attr.expr, in)
		out.place(pointer+"/"+escaped(name), attr, in)
		if !isNull(value) {
			values[name] = value
		}
	}
	blocks := map[string][]cty.Value{}
	unknown := map[string]*attribute{}
	for _, inner := range b.blocks {
		if !skip[inner.kind] {
			s.renderBlock(inner, in, pointer, out, blocks, unknown)
		}
	}
	for name, list := range blocks {
		if attr := unknown[name]; attr != nil {
			list = append(list, cty.DynamicVal)
		}
		if existing, ok := values[name]; ok {
			list = append([]cty.Value{existing}, list...)
		}
		values[name] = cty.TupleVal(list)
	}
	for name := range unknown {
		if len(blocks[name]) == 0 {
			values[name] = cty.DynamicVal
		}
	}
	return values
}

func (s *scope) renderBlock(b *block, in *env, pointer string, out *layout, blocks map[string][]cty.Value, unknown map[string]*attribute) {
	name := blockName(b)
	if b.kind != "dynamic" || len(b.labels) == 0 {
		s.renderInto(name, b, b.line, in, pointer, out, blocks)
		return
	}
	attr, content := b.body.attrs["for_each"], contentOf(b)
	if attr == nil || content == nil {
		s.ev.failAt(b.path, b.line, "the dynamic block %q needs for_each and a content block", name)
		unknown[name] = &attribute{}
		return
	}
	items, known := s.iterate(attr, in)
	if !known {
		out.place(pointer+"/"+escaped(name), attr, in)
		unknown[name] = attr
		return
	}
	iterator := name
	if named, ok := b.body.attrs["iterator"]; ok {
		if word := hcl.ExprAsKeyword(named.expr.Expression); word != "" {
			iterator = word
		} else if word, ok := named.expr.constantText(); ok {
			iterator = word
		}
	}
	for _, item := range items {
		vars := map[string]cty.Value{iterator: cty.ObjectVal(map[string]cty.Value{"key": item.key, "value": item.value})}
		inner := &env{parent: in, vars: vars, text: valuePrint(item.key) + "\x00" + valuePrint(item.value)}
		s.renderInto(name, content, b.line, inner, pointer, out, blocks)
	}
}

func contentOf(b *block) *block {
	for _, inner := range b.body.blocks {
		if inner.kind == "content" {
			return inner
		}
	}
	return nil
}

func (s *scope) renderInto(name string, b *block, line int, in *env, pointer string, out *layout, blocks map[string][]cty.Value) {
	list := pointer + "/" + escaped(name)
	at := list + "/" + strconv.Itoa(len(blocks[name]))
	out.line(list, line, b.path)
	out.line(at, line, b.path)
	blocks[name] = append(blocks[name], cty.ObjectVal(s.render(b.body, in, at, out, nil)))
}

// line notes where a pointer is; its first line counts.
func (l *layout) line(pointer string, line int, path string) {
	if !l.has(pointer) {
		l.lines = append(l.lines, placedLine{pointer, line, path})
	}
}

// manyLines are worth a map.
const manyLines = 24

func (l *layout) has(pointer string) bool {
	if len(l.lines) < manyLines {
		for i := range l.lines {
			if l.lines[i].pointer == pointer {
				return true
			}
		}
		return false
	}
	if l.seen == nil {
		l.seen = make(map[string]bool, 2*manyLines)
		for i := range l.lines {
			l.seen[l.lines[i].pointer] = true
		}
	}
	known := l.seen[pointer]
	l.seen[pointer] = true
	return known
}

func (l *layout) place(pointer string, attr *attribute, in *env) {
	l.line(pointer, attr.line, attr.expr.path)
	l.placed = append(l.placed, placedExpr{pointer, attr, in})
	for _, part := range attr.parts() {
		l.line(pointer+part.pointer, part.expr.line, part.expr.path)
	}
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func escaped(name string) string {
	if strings.ContainsAny(name, "~/") {
		return pointerEscapes.Replace(name)
	}
	return name
}
