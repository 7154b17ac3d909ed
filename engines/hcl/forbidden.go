package hcl

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// isEvidentRoot tells a root module from a directory that only nobody calls here: a module of a library may have
// outputs that only its callers can use.
func (s *scope) isEvidentRoot() bool {
	if s.parent != nil {
		return false
	}
	if len(s.inputs) > 0 || s.ev.asked.Unit || s.ev.asked.Workspace != "" || len(s.module.providers) > 0 {
		return true
	}
	for _, settings := range s.module.settings {
		if len(blocksOf(settings, "backend"))+len(blocksOf(settings, "cloud")) > 0 {
			return true
		}
	}
	return false
}

// checkOutput reports a value that an output must not have.
func (s *scope) checkOutput(name string, b *block, value cty.Value) {
	attrs := b.body.attrs
	switch {
	case !attrs["ephemeral"].isTrue() && s.ev.isEphemeral(value):
		s.ev.failAt(b.path, attrs["value"].line, "%s is ephemeral, and the output is not declared with ephemeral = true", s.address("output."+name))
	case attrs["ephemeral"].isTrue() && s.isEvidentRoot():
		s.ev.failAt(b.path, b.line, "output.%s is ephemeral; expected that of modules only, a root's outputs are stored", name)
	case !attrs["sensitive"].isTrue() && s.isEvidentRoot() && value.HasMarkDeep(sensitiveMark):
		s.ev.failAt(b.path, b.line, "output.%s refers to sensitive values, and is not declared with sensitive = true", name)
	case isInfinite(value):
		s.ev.failAt(b.path, attrs["value"].line, "%s is infinite: something is divided by zero", s.address("output."+name))
	}
}

func isInfinite(value cty.Value) bool {
	value, _ = value.Unmark()
	return value.IsKnown() && !value.IsNull() && value.Type() == cty.Number && value.AsBigFloat().IsInf()
}

// isEphemeral tells whether anything in a value is ephemeral. Looking through each value costs a tenth of an evaluation,
// and few configurations declare anything ephemeral.
func (ev *evaluation) isEphemeral(value cty.Value) bool {
	return ev.hasEphemeral && value.HasMarkDeep(ephemeralMark)
}

// checkAttributes reports arguments of a resource that Terraform could not store. Arguments that it never stores end
// in `_wo` with every provider.
func (n *resourceNode) checkAttributes(made *instance) {
	if n.def.mode == "ephemeral" {
		return
	}
	for _, name := range sortedNames(made.values) {
		line := n.def.block.line
		file := n.def.block.path
		if attr := n.def.block.body.attrs[name]; attr != nil {
			line, file = attr.line, attr.expr.path
		}
		switch value := made.values[name]; {
		case n.scope.ev.hasEphemeral && storesEphemeral(name, value):
			n.scope.ev.failAt(file, line, "%s of %s is ephemeral, and would be stored; expected an argument that is written only, or a value that is not ephemeral", name, n.address()+made.suffix)
		case isInfinite(value):
			n.scope.ev.failAt(file, line, "%s of %s is infinite: something is divided by zero", name, n.address()+made.suffix)
		}
	}
}

// storesEphemeral looks for ephemeral values outside of what is written only.
func storesEphemeral(name string, value cty.Value) bool {
	if strings.HasSuffix(name, "_wo") || !value.HasMarkDeep(ephemeralMark) {
		return false
	}
	if value.HasMark(ephemeralMark) || !value.IsKnown() || value.IsNull() || !value.CanIterateElements() {
		return true
	}
	bare, _ := value.Unmark()
	for it := bare.ElementIterator(); it.Next(); {
		key, inner := it.Element()
		member := ""
		if bare.Type().IsObjectType() {
			member = key.AsString()
		}
		if storesEphemeral(member, inner) {
			return true
		}
	}
	return false
}

// checkRepetition reports count and for_each that must not be ephemeral.
func (s *scope) checkRepetition(attr *attribute, marks cty.ValueMarks) {
	if _, found := marks[ephemeralMark]; found {
		s.ev.fail(attr.expr, "%s is ephemeral; expected a value that is the same whenever it is planned and applied", attr.name)
	}
}
