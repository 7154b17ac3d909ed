package hcl

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

func (s *scope) local(name string) cty.Value {
	node := s.node(localNode, name)
	if node.state == done {
		return node.value
	}
	attr := s.module.locals[name]
	if !s.ev.enter(s.address("local."+name), node.state == busy, attr.expr.path, attr.line) {
		return cty.DynamicVal
	}
	node.state = busy
	node.value = s.kept(attr.expr, s.eval(attr.expr, nil))
	node.state = done
	s.ev.leave()
	return node.value
}

// kept counts a value that stays, and makes it unknown when it is too large.
func (s *scope) kept(e *expression, value cty.Value) cty.Value {
	if reason := running.keep(value); reason != "" {
		s.ev.fail(e, "%s", reason)
		return cty.DynamicVal
	}
	return value
}

func (s *scope) output(name string) cty.Value {
	node := s.node(outputNode, name)
	if node.state == done {
		return node.value
	}
	block := s.module.outputs[name]
	attr, ok := block.body.attrs["value"]
	if !ok {
		if node.state == fresh {
			s.ev.failAt(block.path, block.line, "output %q has no value", name)
		}
		node.state, node.value = done, cty.DynamicVal
		return node.value
	}
	if !s.ev.enter(s.address("output."+name), node.state == busy, block.path, block.line) {
		return cty.DynamicVal
	}
	node.state = busy
	node.value = s.kept(attr.expr, s.eval(attr.expr, nil))
	s.checkOutput(name, block, node.value)
	if block.body.attrs["sensitive"].isTrue() {
		node.value = node.value.Mark(sensitiveMark)
	}
	node.state = done
	s.ev.leave()
	return node.value
}

// evaluateAll computes everything in a module instance and below, so that what is wrong anywhere is said.
func (s *scope) evaluateAll() {
	for _, name := range s.module.order.variables {
		s.variable(name)
		s.validate(s.module.variables[name])
	}
	for _, name := range s.module.order.locals {
		s.local(name)
	}
	for _, key := range s.module.order.resources {
		if node := s.resourceNode(key); node.evaluate() {
			node.checkConditions()
		}
	}
	for _, name := range s.module.order.calls {
		call := s.callNode(name)
		call.expand()
		for _, child := range call.instances {
			child.evaluateAll()
		}
	}
	for _, name := range s.module.order.outputs {
		s.output(name)
		for _, rule := range s.module.outputs[name].body.blocks {
			if rule.kind == "precondition" {
				s.checkRule(rule, nil, "the precondition of "+s.address("output."+name))
			}
		}
	}
	s.noteChecks()
	s.evaluateImports()
}

// evaluateImports evaluates what import blocks say, for what is wrong in it.
func (s *scope) evaluateImports() {
	for _, b := range s.module.imports {
		for _, in := range s.imported(b) {
			if attr := b.body.attrs["id"]; attr != nil {
				s.eval(attr.expr, in)
			}
		}
	}
}

// imported are the repetitions of an import block, whose for_each takes any collection.
func (s *scope) imported(b *block) []*env {
	attr := b.body.attrs["for_each"]
	if attr == nil {
		return []*env{nil}
	}
	items, _ := s.iterate(attr, nil)
	var found []*env
	for _, item := range items {
		each := cty.ObjectVal(map[string]cty.Value{"key": item.key, "value": item.value})
		found = append(found, &env{vars: map[string]cty.Value{"each": each}})
	}
	return found
}

func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "${", "$${", "%{", "%%{").Replace(text) + `"`
}
