package hcl

import (
	"fmt"
	"strconv"

	"github.com/zclconf/go-cty/cty"
)

// lockFile is where init writes which providers it chose.
const lockFile = ".terraform.lock.hcl"

// blocks are what a configuration says besides its managed resources, as far as policies ask for it: data sources,
// providers, module calls, the settings of Terraform, variables with a text as default, and what protects a resource.
func (s *scope) blocks(list []*declaration) []*declaration {
	add := func(b *block, kind, address string, made *instance) {
		node := &resourceNode{def: &resource{mode: "block", kind: kind, name: lastLabel(b), block: b}, scope: s}
		list = append(list, &declaration{address: s.address(address), node: node, made: made, calledFrom: s.calledFrom()})
	}
	for i, b := range s.module.settings {
		add(b, "terraform", numbered("terraform", i), s.settings(b))
	}
	for _, name := range s.module.order.providers {
		b := s.module.providers[name]
		add(b, "provider."+b.labels[0], "provider."+name, s.renderAlone(b, nil))
	}
	for _, name := range s.module.order.variables {
		if v := s.module.variables[name]; hasTextDefault(v) {
			add(v.block, "variable", "var."+name, s.variableBlock(v))
		}
	}
	for _, name := range s.module.order.calls {
		b := s.module.calls[name].block
		made := s.renderAlone(&block{body: &body{attrs: only(b.body.attrs, "source", "version")}}, nil)
		add(b, "module", "module."+name, made)
		list[len(list)-1].references = s.callNode(name).handedOver()
	}
	for _, key := range s.module.order.resources {
		list = s.resourceBlocks(s.resourceNode(key), list)
	}
	for _, name := range s.module.order.calls {
		for _, child := range s.callNode(name).instances {
			list = child.blocks(list)
		}
	}
	return list
}

// handedOver are the resources that a module which is not to be had gets: it may say more of them. What the others do
// with theirs is among the resources.
func (n *callNode) handedOver() []string {
	if n.def.child != nil {
		return nil
	}
	found := map[string]bool{}
	for _, item := range n.repeated.items[:min(len(n.repeated.items), maxNamed)] {
		for name, attr := range n.def.block.body.attrs {
			if !callArguments[name] {
				n.scope.references(attr.expr, item.env, found)
			}
		}
	}
	return sortedNames(found)
}

// variableBlock has the default of a sensitive variable as sensitive as its value is.
func (s *scope) variableBlock(v *variable) *instance {
	if v.shown != nil {
		return v.shown
	}
	made := s.renderAlone(v.block, variableSettings)
	if value, ok := made.values["default"]; ok && v.sensitive {
		made.values["default"] = value.Mark(sensitiveMark)
	}
	if v.block.body.isConstant(variableSettings) {
		v.shown = made
	}
	return made
}

// variableSettings are what policies do not ask of a variable.
var variableSettings = map[string]bool{"type": true, "validation": true}

// isConstant tells whether every argument has turned out to be worth the same everywhere.
func (b *body) isConstant(skip map[string]bool) bool {
	for name, attr := range b.attrs {
		if !skip[name] && attr.expr.constant == cty.NilVal {
			return false
		}
	}
	for _, inner := range b.blocks {
		if !skip[inner.kind] && !inner.body.isConstant(nil) {
			return false
		}
	}
	return true
}

// resourceBlocks are a data source's instances, or the lifecycle of a managed resource.
func (s *scope) resourceBlocks(node *resourceNode, list []*declaration) []*declaration {
	if node.def.mode == "data" {
		for _, made := range node.instances {
			node.showDocument(made)
			declared := s.declare(node, made)
			declared.calledFrom = s.calledFrom()
			list = append(list, declared)
		}
	}
	for _, inner := range node.def.block.body.blocks {
		if node.def.mode != "" || inner.kind != "lifecycle" || inner.body.attrs["prevent_destroy"] == nil {
			continue
		}
		for _, made := range node.instances {
			alone := s.renderAlone(&block{body: &body{attrs: only(inner.body.attrs, "prevent_destroy")}}, nil)
			at := &resourceNode{def: &resource{mode: "block", kind: "lifecycle", name: node.def.name, block: inner}, scope: s}
			list = append(list, &declaration{
				address: node.address() + made.suffix + ".lifecycle", node: at, made: alone, calledFrom: s.calledFrom(),
				references: []string{node.address() + made.suffix},
			})
		}
	}
	return list
}

// showDocument puts the JSON of a policy document among its values, where policies look for it.
func (n *resourceNode) showDocument(made *instance) {
	if n.def.mode != "data" {
		return
	}
	if document, ok := n.computed(made)["json"]; ok {
		values := map[string]cty.Value{"json": document}
		for name, value := range made.values {
			values[name] = value
		}
		made.values = values
	}
}

// renderAlone evaluates a block by itself. What is wrong in it is said elsewhere, or is nothing that policies ask for.
func (s *scope) renderAlone(b *block, skip map[string]bool) *instance {
	problems := s.ev.problems
	made := &instance{layout: &layout{}}
	made.values = s.render(b.body, nil, "", made.layout, skip)
	s.ev.problems = problems
	return made
}

// settings renders a `terraform` block: the label of a backend becomes its attribute `type`.
func (s *scope) settings(b *block) *instance {
	made := s.renderAlone(&block{body: &body{attrs: b.body.attrs}}, nil)
	blocks := map[string][]cty.Value{}
	for _, inner := range b.body.blocks {
		pointer := "/" + inner.kind + "/" + strconv.Itoa(len(blocks[inner.kind]))
		made.layout.line("/"+inner.kind, inner.line, inner.path)
		made.layout.line(pointer, inner.line, inner.path)
		problems := s.ev.problems
		values := s.render(inner.body, nil, pointer, made.layout, map[string]bool{"configuration_aliases": true})
		s.ev.problems = problems
		if len(inner.labels) > 0 {
			values["type"] = cty.StringVal(inner.labels[0])
		}
		blocks[inner.kind] = append(blocks[inner.kind], cty.ObjectVal(values))
	}
	for kind, list := range blocks {
		made.values[kind] = cty.TupleVal(list)
	}
	made.values["is_root"] = cty.BoolVal(s.parent == nil)
	entries, _ := s.ev.tree.list(dirOf(s.module.dir), s.ev.trace)
	made.values["has_lock_file"] = cty.BoolVal(contains(entries.Files, lockFile))
	return made
}

func hasTextDefault(v *variable) bool {
	if v.fallback == nil {
		return false
	}
	text, ok := v.fallback.constantText()
	return ok && text != ""
}

func only(attrs map[string]*attribute, names ...string) map[string]*attribute {
	kept := map[string]*attribute{}
	for _, name := range names {
		if attr, ok := attrs[name]; ok {
			kept[name] = attr
		}
	}
	return kept
}

func lastLabel(b *block) string {
	if len(b.labels) == 0 {
		return b.kind
	}
	return b.labels[len(b.labels)-1]
}

func numbered(name string, index int) string {
	if index == 0 {
		return name
	}
	return fmt.Sprintf("%s#%d", name, index+1)
}
