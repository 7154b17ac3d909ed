package hcl

import "strings"

// override changes a declaration by a block of an override file: arguments replace each other by name, nested blocks
// by type.
func (m *module) override(b *block) {
	var target *block
	switch label := strings.Join(b.labels, "."); b.kind {
	case "locals":
		for _, name := range b.body.names() {
			if m.locals[name] == nil {
				m.fail(b.path, b.line, "local.%s is overridden here and declared nowhere; an override needs a declaration to change", name)
			}
			m.locals[name] = b.body.attrs[name]
		}
		return
	case "terraform":
		return
	case "variable":
		if known := m.variables[label]; known != nil {
			target = known.block
		}
	case "output":
		target = m.outputs[label]
	case "module":
		if known := m.calls[label]; known != nil {
			target = known.block
		}
	case "provider":
		target = m.providers[providerName(b)]
		if target == nil {
			m.declare(b)
			return
		}
	case "resource", "data", "ephemeral":
		if len(b.labels) == 2 {
			if known := m.resources[newResource(b).key()]; known != nil {
				target = known.block
			}
		}
	case "moved", "removed", "import", "check":
		m.refuse(b.path, b.line, "a %q block stands in an override file; expected it in another file", b.kind)
		m.declare(b)
		return
	default:
		m.declare(b)
		return
	}
	if target == nil {
		m.fail(b.path, b.line, "%s %q is overridden here and declared nowhere; an override needs a declaration to change", b.kind, strings.Join(b.labels, "."))
		return
	}
	m.replace(b, merged(target, b))
}

// merged leaves the target as it is: its file may be in use by another module or call.
func merged(target, change *block) *block {
	result := *target
	result.body = &body{attrs: map[string]*attribute{}}
	for name, attr := range target.body.attrs {
		result.body.attrs[name] = attr
	}
	for name, attr := range change.body.attrs {
		result.body.attrs[name] = attr
	}
	replaced := map[string]bool{}
	for _, inner := range change.body.blocks {
		replaced[blockName(inner)] = true
	}
	for _, inner := range target.body.blocks {
		if !replaced[blockName(inner)] {
			result.body.blocks = append(result.body.blocks, inner)
		}
	}
	result.body.blocks = append(result.body.blocks, change.body.blocks...)
	return &result
}

// blockName is the name under which a nested block appears: a dynamic block under its label.
func blockName(b *block) string {
	if b.kind == "dynamic" && len(b.labels) > 0 {
		return b.labels[0]
	}
	return b.kind
}

func (m *module) replace(from, result *block) {
	switch label := strings.Join(from.labels, "."); from.kind {
	case "variable":
		m.variables[label] = &variable{name: label, block: result}
	case "output":
		m.outputs[label] = result
	case "module":
		m.calls[label] = &call{name: label, block: result}
	case "provider":
		m.providers[providerName(from)] = result
	default:
		declared := newResource(result)
		m.resources[declared.key()] = declared
	}
}
