package hcl

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// refuse reports what Terraform refuses and the evaluation can go on without: nothing is hidden by it.
func (m *module) refuse(file string, line int, format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	m.problems = append(m.problems, problem{path: file, line: line, message: message, digest: message})
}

// checkTop looks at a block at the top of a file. A block of an override file need not be complete.
func (m *module) checkTop(b *block, overrides bool) {
	m.checkLabels(b)
	kind := b.kind
	if len(b.labels) == 2 && shapes[b.kind+" "+b.labels[0]].known != "" {
		kind += " " + b.labels[0]
	}
	m.checkShape(b, b.kind, shapes[kind], overrides)
	switch b.kind {
	case "provider":
		m.checkAlias(b)
	case "variable":
		m.checkValidations(b)
	case "resource", "data", "module", "ephemeral":
		if each := b.body.attrs["for_each"]; each != nil && b.body.attrs["count"] != nil {
			m.refuse(b.path, each.line, "%s has both count and for_each, expected one of them", describeBlock(b))
		}
		m.checkVersionOfPath(b)
		m.checkIgnored(b)
	case "check":
		if !overrides && len(blocksOf(b, "assert")) == 0 {
			m.refuse(b.path, b.line, "%s has no assert block, expected at least one", describeBlock(b))
		}
	case "import":
		if b.body.attrs["id"] == nil && b.body.attrs["identity"] == nil {
			m.refuse(b.path, b.line, "the import block has no id, expected the identity of what is imported")
		}
	}
}

func describeBlock(b *block) string {
	text := b.kind
	for _, label := range b.labels {
		text += " " + quoted(label)
	}
	return text
}

func blocksOf(b *block, kind string) []*block {
	var found []*block
	for _, inner := range b.body.blocks {
		if inner.kind == kind {
			found = append(found, inner)
		}
	}
	return found
}

func (m *module) checkAlias(b *block) {
	alias := b.body.attrs["alias"]
	if alias == nil {
		return
	}
	if _, constant := alias.expr.constantText(); !constant {
		m.refuse(b.path, alias.line, "the alias of %s is %s, expected a text without references", describeBlock(b), oneLine(alias.expr.text))
	}
}

// checkIgnored reports what a resource of Terraform's own does not have and is told to ignore.
func (m *module) checkIgnored(b *block) {
	if b.kind != "resource" || b.labels[0] != "terraform_data" {
		return
	}
	for _, inner := range blocksOf(b, "lifecycle") {
		attr := inner.body.attrs["ignore_changes"]
		if attr == nil {
			continue
		}
		items, _ := hcl.ExprList(attr.expr.Expression)
		for _, item := range items {
			if name := hcl.ExprAsKeyword(item); name != "" && !builtinAttributes[name] {
				m.refuse(b.path, item.Range().Start.Line, "ignore_changes names %q, which terraform_data does not have", name)
			}
		}
	}
}

// checkVersionOfPath reports a version of what lies in the same repository and has none.
func (m *module) checkVersionOfPath(b *block) {
	source, version := b.body.attrs["source"], b.body.attrs["version"]
	if b.kind != "module" || source == nil || version == nil {
		return
	}
	if text, _ := source.expr.constantText(); isLocalSource(text) {
		m.refuse(b.path, source.line, "%s has a version and the source %q, which is a path; expected a source of a registry, or no version", describeBlock(b), text)
	}
}

// checkValidations holds the rules of a variable to asking for it.
func (m *module) checkValidations(b *block) {
	for _, inner := range blocksOf(b, "validation") {
		condition := inner.body.attrs["condition"]
		if condition == nil {
			continue
		}
		asks := false
		for i := range condition.expr.refs {
			asks = asks || condition.expr.refs[i].key() == "var."+b.labels[0]
		}
		if !asks {
			m.refuse(b.path, condition.line, "the condition of a validation does not ask for var.%s; expected it to refer to the variable that it is about", b.labels[0])
		}
	}
}

// checkLabels holds names to what may be written in a reference.
func (m *module) checkLabels(b *block) {
	if b.kind == "provider" || b.kind == "locals" {
		return
	}
	for _, label := range b.labels {
		if !hclsyntax.ValidIdentifier(label) {
			m.refuse(b.path, b.line, "%q is no name for %s; expected a letter, then letters, digits, underscores and dashes", label, b.kind)
		}
	}
	if b.kind == "variable" && takenNames[b.labels[0]] {
		m.refuse(b.path, b.line, "%q is no name for a variable: module blocks have an argument that is called so", b.labels[0])
	}
}

func (m *module) checkShape(b *block, path string, allowed shape, overrides bool) {
	m.checkArguments(b, path, allowed, overrides)
	kinds, seen := words(allowed.blocks), map[string]*block{}
	for _, inner := range b.body.blocks {
		name := blockName(inner)
		nested, known := shapes[path+" "+name]
		switch {
		case inner.kind == "dynamic" && (known || !allowed.anyBlock):
			m.refuse(inner.path, inner.line, "a dynamic block makes no %q block of a %s; expected it to be written out", name, b.kind)
		case inner.kind != "dynamic" && !kinds[name] && !known && !allowed.anyBlock:
			m.refuse(inner.path, inner.line, "Unsupported block type: %s has no blocks of type %q%s", b.kind, name, expected(allowed.blocks))
		case (kinds[name] || known) && onlyOnce[name] && seen[name] != nil:
			m.refuse(inner.path, inner.line, "the second %q block of %s; the first one is in line %d", name, describeBlock(b), seen[name].line)
		case known:
			m.checkShape(inner, path+" "+name, nested, false)
		}
		seen[name] = inner
	}
}

func (m *module) checkArguments(b *block, path string, allowed shape, overrides bool) {
	known, constant := words(allowed.known+" "+allowed.blocks), words(allowed.constant)
	for _, name := range b.body.names() {
		attr := b.body.attrs[name]
		switch {
		case !allowed.anyArgument && !known[name]:
			m.refuse(b.path, attr.line, "Unsupported argument: %s has no argument %q%s", strings.Join(strings.Fields(path), "."), name, expected(allowed.known))
		case name == "condition" && allowed.required == conditionRule.required && len(attr.expr.refs) == 0 && !strings.HasSuffix(path, "validation"):
			m.refuse(b.path, attr.line, "the condition %s refers to nothing, so it checks nothing; expected a reference", oneLine(attr.expr.text))
		case constant[name] && !attr.isBool() && !strings.Contains(b.path, ".tofu"):
			m.refuse(b.path, attr.line, "%s is %s, expected true or false, without references", name, oneLine(attr.expr.text))
		}
	}
	for _, name := range strings.Fields(allowed.required) {
		if _, given := b.body.attrs[name]; !given && !overrides {
			m.refuse(b.path, b.line, "%s has no argument %q, which is required", describeBlock(b), name)
		}
	}
}

func expected(names string) string {
	if names == "" {
		return ""
	}
	return "; expected one of " + strings.Join(strings.Fields(names), ", ")
}

func (a *attribute) isBool() bool {
	text, ok := a.expr.constantText()
	return ok && (text == "true" || text == "false")
}
