package hcl

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// resourceValue is what a reference to a resource sees: configured attributes have their values, all others are
// unknown.
func (s *scope) resourceValue(wanted *ref) cty.Value {
	n := s.resourceNode(wanted.key())
	if !n.evaluate() {
		return cty.DynamicVal
	}
	names := wanted.names
	view := strings.Join(names, "\x00")
	if wanted.whole {
		names, view = s.ev.names, openAttribute
	}
	if known, ok := n.views[view]; ok {
		return known
	}
	values := make([]cty.Value, len(n.instances))
	for i, made := range n.instances {
		values[i] = n.instanceValue(made, names, wanted.whole)
	}
	value := n.repeated.collect(values)
	n.views[view] = value
	return value
}

func (n *resourceNode) instanceValue(made *instance, names []string, whole bool) cty.Value {
	attrs := make(map[string]cty.Value, len(names)+1)
	computed := n.computed(made)
	if n.def.mode != "" && computed == nil && !n.scope.ev.drafting {
		return cty.DynamicVal
	}
	if n.def.mode == "" && n.def.kind == "terraform_data" {
		for name := range builtinAttributes {
			attrs[name] = n.attributeValue(made, computed, name)
		}
		return cty.ObjectVal(attrs)
	}
	for _, name := range names {
		attrs[name] = n.attributeValue(made, computed, name)
	}
	if whole {
		for name := range n.scope.ev.attributes[n.def.mode+n.def.kind] {
			if !metaArguments[name] {
				attrs[name] = n.attributeValue(made, computed, name)
			}
		}
		attrs[openAttribute] = cty.DynamicVal
	}
	return cty.ObjectVal(attrs)
}

func (n *resourceNode) attributeValue(made *instance, computed map[string]cty.Value, name string) cty.Value {
	if value, ok := computed[name]; ok {
		return value
	}
	value, ok := made.values[name]
	if !ok || n.def.mode != "" {
		if n.scope.ev.drafting {
			return placeholder(n.address() + made.suffix + "." + name)
		}
		return cty.DynamicVal
	}
	if n.isBlock(name) && n.scope.module.singles[n.def.kind+" "+name] {
		return singleBlock(value, n.scope.ev.names)
	}
	if n.isBlock(name) {
		return widenBlocks(value, n.scope.ev.names)
	}
	return value
}

func (n *resourceNode) isBlock(name string) bool {
	_, attribute := n.def.block.body.attrs[name]
	return !attribute
}

// builtinAttributes are all that the resource has which is part of Terraform itself.
var builtinAttributes = map[string]bool{"id": true, "input": true, "output": true, "triggers_replace": true}

// computed are the attributes that a provider computes from nothing but the configuration.
func (n *resourceNode) computed(made *instance) map[string]cty.Value {
	switch {
	case n.def.mode == "" && (n.def.kind == "terraform_data"):
		output := cty.NullVal(cty.DynamicPseudoType)
		if value, ok := made.values["input"]; ok {
			bare, marks := value.UnmarkDeep()
			output = cty.UnknownVal(bare.Type()).WithMarks(marks)
		}
		computed := map[string]cty.Value{"output": output, "id": cty.UnknownVal(cty.String).RefineNotNull()}
		for _, name := range []string{"input", "triggers_replace"} {
			if _, ok := made.values[name]; !ok {
				computed[name] = cty.NullVal(cty.DynamicPseudoType)
			}
		}
		return computed
	case n.def.mode == "data" && n.def.kind == "aws_iam_policy_document":
		return policyDocument(made.values, n.scope.ev.drafting)
	case n.def.mode == "data" && n.def.kind == "template_file":
		return n.scope.ev.renderedTemplate(made.values)
	}
	return nil
}

// widen lets any of the names be asked of a resource's value that is passed on whole.
func widen(value cty.Value, names []string) cty.Value {
	if value.IsMarked() || !value.IsKnown() || value.IsNull() {
		return value
	}
	switch kind := value.Type(); {
	case kind.IsObjectType() && kind.HasAttribute(openAttribute):
		return extended(value, names)
	case kind.IsTupleType() && value.LengthInt() > 0 && value.LengthInt() < 1000:
		items := value.AsValueSlice()
		for i := range items {
			items[i] = widen(items[i], names)
		}
		return cty.TupleVal(items)
	case kind.IsObjectType() && value.LengthInt() < 1000 && value.LengthInt() > 0:
		attrs := value.AsValueMap()
		for name := range attrs {
			attrs[name] = widen(attrs[name], names)
		}
		return cty.ObjectVal(attrs)
	}
	return value
}

func extended(value cty.Value, names []string) cty.Value {
	attrs := value.AsValueMap()
	if attrs == nil {
		attrs = map[string]cty.Value{}
	}
	for _, name := range names {
		if _, ok := attrs[name]; !ok {
			attrs[name] = cty.DynamicVal
		}
	}
	return cty.ObjectVal(attrs)
}

// singleBlock is a block of which a provider has one: an object, in which nested blocks may be either.
func singleBlock(value cty.Value, names []string) cty.Value {
	if value.IsMarked() || !value.IsKnown() || !value.Type().IsTupleType() || value.LengthInt() != 1 {
		return cty.DynamicVal
	}
	only := value.AsValueSlice()[0]
	if only.IsMarked() || !only.IsKnown() || !only.Type().IsObjectType() {
		return cty.DynamicVal
	}
	attrs := only.AsValueMap()
	for name, inner := range attrs {
		if inner.Type().IsTupleType() {
			attrs[name] = cty.DynamicVal
		}
	}
	return extended(cty.ObjectVal(attrs), names)
}

// widenBlocks lets any of the names be asked of nested blocks, at any depth: what is not written the provider may know.
func widenBlocks(value cty.Value, names []string) cty.Value {
	if value.IsMarked() || !value.IsKnown() || value.IsNull() || !value.Type().IsTupleType() {
		return value
	}
	items := value.AsValueSlice()
	for i, item := range items {
		if item.IsKnown() && !item.IsMarked() && !item.IsNull() && item.Type().IsObjectType() {
			inner := item.AsValueMap()
			for name, member := range inner {
				inner[name] = widenBlocks(member, names)
			}
			items[i] = extended(cty.ObjectVal(inner), names)
		}
	}
	return cty.TupleVal(items)
}

// openTo lets a resource that is passed on whole have the attributes that a type asks for: what nobody else names its
// provider may know all the same.
func openTo(value cty.Value, kind cty.Type) cty.Value {
	if value.IsMarked() || !value.IsKnown() || value.IsNull() {
		return value
	}
	switch has := value.Type(); {
	case has.IsObjectType() && kind.IsObjectType():
		return openObject(value, kind)
	case has.IsTupleType() && (kind.IsListType() || kind.IsSetType()) && value.LengthInt() > 0 && isOpenable(kind.ElementType()):
		items := value.AsValueSlice()
		for i := range items {
			items[i] = openTo(items[i], kind.ElementType())
		}
		return cty.TupleVal(items)
	case has.IsObjectType() && kind.IsMapType() && value.LengthInt() > 0 && isOpenable(kind.ElementType()):
		attrs := value.AsValueMap()
		for name := range attrs {
			attrs[name] = openTo(attrs[name], kind.ElementType())
		}
		return cty.ObjectVal(attrs)
	}
	return value
}

func openObject(value cty.Value, kind cty.Type) cty.Value {
	attrs := value.AsValueMap()
	_, open := attrs[openAttribute]
	changed := false
	for name, wanted := range kind.AttributeTypes() {
		inner, ok := attrs[name]
		switch {
		case ok && isOpenable(wanted):
			attrs[name], changed = openTo(inner, wanted), true
		case !ok && open:
			attrs[name], changed = cty.DynamicVal, true
		}
	}
	if !changed {
		return value
	}
	return cty.ObjectVal(attrs)
}

// isOpenable tells whether a resource may stand somewhere in a value of the type.
func isOpenable(kind cty.Type) bool {
	return kind.IsObjectType() || (kind.IsCollectionType() && isOpenable(kind.ElementType()))
}
