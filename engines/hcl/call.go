package hcl

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// callNode is a module call of one module instance, with the instances of the called module.
type callNode struct {
	def       *call
	scope     *scope
	state     state
	repeated  repetition
	instances []*scope
	views     map[string]cty.Value
}

func (s *scope) callNode(name string) *callNode {
	found := s.calls[name]
	if found == nil {
		found = &callNode{def: s.module.calls[name], scope: s, views: map[string]cty.Value{}}
		s.calls[name] = found
	}
	return found
}

func (n *callNode) address() string { return n.scope.address("module." + n.def.name) }

// callArguments are the arguments of a module block that are no variables of the module.
var callArguments = map[string]bool{
	"source": true, "version": true, "providers": true, "count": true, "for_each": true, "depends_on": true,
}

// expand finds the instances of the called module; the answer is false inside of a cycle.
func (n *callNode) expand() bool {
	if n.state == done {
		return true
	}
	ev, block := n.scope.ev, n.def.block
	if !ev.enter(n.address(), n.state == busy, block.path, block.line) {
		return false
	}
	n.state = busy
	n.repeated = n.scope.first.repetitionOfCall(n.def.name)
	if n.repeated.items == nil {
		n.repeated = n.scope.repeat(block)
	}
	if n.def.child == nil {
		ev.unavailable[n.address()] = true
		ev.report(problem{path: block.path, line: block.line, message: n.def.reason, isLack: true, digest: n.scope.bodyPrint(block.body)})
	} else {
		n.instantiate()
	}
	n.state = done
	ev.leave()
	return true
}

func (n *callNode) instantiate() {
	ev, block := n.scope.ev, n.def.block
	for _, name := range sortedNames(block.body.attrs) {
		if !callArguments[name] && n.def.child.variables[name] == nil && !n.def.child.broken {
			ev.failAt(block.path, block.body.attrs[name].line, "module %q has no variable %q; expected one of its variables", n.def.name, name)
		}
	}
	for _, item := range n.repeated.items {
		if ev.modules++; ev.modules > ev.limits.Modules {
			ev.failAt(block.path, block.line, "the configuration has more than %d module instances", ev.limits.Modules)
			return
		}
		child := newScope(ev, n.def.child)
		child.parent, child.call, child.callEnv, child.callKey = n.scope, n.def, item.env, item.suffix
		child.path = n.address() + item.suffix
		child.supposed = n.scope.supposed || item.env.isSupposed()
		child.first = n.scope.first.below(n.def.name, child.path)
		n.instances = append(n.instances, child)
	}
}

// moduleValue is what a reference to a module sees: its outputs, as far as they are asked for.
func (s *scope) moduleValue(wanted *ref) cty.Value {
	n := s.callNode(wanted.name)
	if n.expand() && n.def.child == nil && s.ev.drafting {
		return n.missingOutputs(wanted.names)
	}
	if !n.expand() || n.def.child == nil || len(n.instances) != len(n.repeated.items) {
		return cty.DynamicVal
	}
	names, view := wanted.names, strings.Join(wanted.names, "\x00")
	if wanted.whole {
		names, view = n.def.child.order.outputs, openAttribute
	}
	if known, ok := n.views[view]; ok {
		return known
	}
	values := make([]cty.Value, len(n.instances))
	for i, child := range n.instances {
		values[i] = child.outputs(names)
	}
	value := n.repeated.collect(values)
	n.views[view] = value
	return value
}

// missingOutputs stand for the outputs of a module that is not to be had.
func (n *callNode) missingOutputs(names []string) cty.Value {
	values := make([]cty.Value, len(n.repeated.items))
	for i, item := range n.repeated.items {
		attrs := make(map[string]cty.Value, len(names))
		for _, name := range names {
			attrs[name] = placeholder(n.address() + item.suffix + "." + name)
		}
		values[i] = cty.ObjectVal(attrs)
	}
	return n.repeated.collect(values)
}

func (s *scope) outputs(names []string) cty.Value {
	values := make(map[string]cty.Value, len(names))
	for _, name := range names {
		if _, ok := s.module.outputs[name]; ok {
			values[name] = s.output(name)
		} else if s.module.broken {
			values[name] = cty.DynamicVal
		}
	}
	return cty.ObjectVal(values)
}

// location is a block's place in the source.
type location struct {
	path    string
	line    int
	endLine int
}

func locationOf(b *block) location { return location{b.path, b.line, b.endLine} }

// calledFrom are the module calls that lead to this instance, outermost first.
func (s *scope) calledFrom() []location {
	if s.parent == nil {
		return s.ev.calledAt
	}
	return append(append([]location{}, s.parent.calledFrom()...), locationOf(s.call.block))
}
