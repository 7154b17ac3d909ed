package hcl

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// checkConsistency looks at what several blocks of a module must agree on, without any values.
func (m *module) checkConsistency() {
	m.checkSettings()
	if m.broken {
		return // what is missing may be declared in a file that cannot be read
	}
	for _, name := range sortedNames(m.outputs) {
		m.checkDependencies(m.outputs[name])
	}
	for _, key := range sortedNames(m.resources) {
		m.checkDependencies(m.resources[key].block)
	}
	for _, name := range sortedNames(m.calls) {
		m.checkDependencies(m.calls[name].block)
	}
	if len(m.providers) > 0 {
		m.checkAliases()
	}
	for _, b := range m.removed {
		m.checkRemoved(b)
	}
	for _, b := range m.imports {
		m.checkImport(b)
	}
}

var versionConstraint = regexp.MustCompile(`^\s*(=|!=|>=|<=|>|<|~>)?\s*v?\d+(\.\d+)*([-+.][0-9A-Za-z.~+-]+)?\s*$`)

func (m *module) checkSettings() {
	var state, providers *block
	for _, settings := range m.settings {
		if attr := settings.body.attrs["required_version"]; attr != nil {
			m.checkVersion(settings.path, attr)
		}
		for _, inner := range settings.body.blocks {
			switch inner.kind {
			case "backend", "cloud":
				if state != nil && state != inner {
					m.refuse(inner.path, inner.line, "a %q block beside the %q block in %s, line %d; expected one place for the state", inner.kind, state.kind, state.path, state.line)
				}
				state = inner
			case "required_providers":
				if providers != nil && !isOverride(inner.path) {
					m.refuse(inner.path, inner.line, "the second required_providers block; the first one is in %s, line %d", providers.path, providers.line)
				}
				providers = inner
				m.checkRequiredProviders(inner)
			}
		}
	}
}

func (m *module) checkVersion(path string, attr *attribute) {
	text, constant := attr.expr.constantText()
	for _, part := range strings.Split(text, ",") {
		if !constant || !versionConstraint.MatchString(part) {
			m.refuse(path, attr.line, "required_version is %s, expected constraints such as \">= 1.5, < 2.0\"", oneLine(attr.expr.text))
			return
		}
	}
}

var providerSource = regexp.MustCompile(`^([0-9A-Za-z.-]+(:\d+)?/)?([0-9A-Za-z_-]+/)?[0-9A-Za-z_-]+$`)

func (m *module) checkRequiredProviders(b *block) {
	for _, name := range b.body.names() {
		pairs, diags := hcl.ExprMap(b.body.attrs[name].expr.Expression)
		if diags.HasErrors() {
			continue
		}
		for _, pair := range pairs {
			source, _ := (&expression{Expression: pair.Value}).constantText()
			if key, _ := (&expression{Expression: pair.Key}).constantText(); key == "source" && !providerSource.MatchString(source) {
				m.refuse(b.path, pair.Value.Range().Start.Line, "the source of provider %q is %q, expected [HOST/]NAMESPACE/NAME", name, source)
			}
		}
	}
}

// checkDependencies holds depends_on to references, and those to what is declared.
func (m *module) checkDependencies(b *block) {
	attr := b.body.attrs["depends_on"]
	if attr == nil {
		return
	}
	items, diags := hcl.ExprList(attr.expr.Expression)
	if diags.HasErrors() {
		m.refuse(b.path, attr.line, "depends_on is %s, expected a list of references", oneLine(attr.expr.text))
		return
	}
	for _, item := range items {
		line := item.Range().Start.Line
		traversal, diags := hcl.AbsTraversalForExpr(item)
		if diags.HasErrors() {
			if _, quoted := (&expression{Expression: item}).constantText(); !quoted {
				m.refuse(b.path, line, "depends_on has something that is no reference; expected resources, modules and the like by their addresses")
			}
			continue
		}
		if found, _ := refOf(traversal); !m.declares(&found) {
			m.refuse(b.path, line, "%s is not declared in %s; depends_on needs a declaration in the same directory", found.key(), describeDir(m.dir))
		}
	}
}

// declares tells whether the module has what a reference names; names that are no declarations count as there.
func (m *module) declares(wanted *ref) bool {
	switch wanted.root {
	case "var":
		return m.variables[wanted.name] != nil
	case "local":
		return m.locals[wanted.name] != nil
	case "module":
		return m.calls[wanted.name] != nil
	}
	return singleWords[wanted.root] || wanted.name == "" || m.resources[wanted.key()] != nil
}

// checkAliases holds resources and calls to provider configurations that the module has or is given: where it is called,
// where it configures providers, and in roots. Elsewhere a tool may write them beside it.
func (m *module) checkAliases() {
	if m.aliasesChecked || m.broken || m.isOpen {
		return
	}
	m.aliasesChecked = true
	for _, key := range sortedNames(m.resources) {
		m.checkProvider(m.resources[key].block)
	}
	for _, name := range sortedNames(m.calls) {
		m.checkPassedProviders(m.calls[name].block)
	}
}

// checkProvider holds a resource to a configuration of its provider that the module has.
func (m *module) checkProvider(b *block) {
	if attr := b.body.attrs["provider"]; attr != nil {
		if name := providerRef(attr.expr); strings.Contains(name, ".") && !m.configures(name) {
			m.refuse(b.path, attr.line, "%s uses the provider configuration %s, which is not declared in %s; expected a provider block with that alias, or configuration_aliases", describeBlock(b), name, describeDir(m.dir))
		}
	}
}

func (m *module) checkPassedProviders(b *block) {
	attr := b.body.attrs["providers"]
	if attr == nil {
		return
	}
	pairs, diags := hcl.ExprMap(attr.expr.Expression)
	if diags.HasErrors() {
		m.refuse(b.path, attr.line, "providers is %s, expected a map of provider configurations", oneLine(attr.expr.text))
		return
	}
	for _, pair := range pairs {
		if name := providerRef(&expression{Expression: pair.Value}); strings.Contains(name, ".") && !m.configures(name) {
			m.refuse(b.path, pair.Value.Range().Start.Line, "%s is given the provider configuration %s, which is not declared in %s; expected a provider block with that alias, or configuration_aliases", describeBlock(b), name, describeDir(m.dir))
		}
	}
}

// configures tells whether a module has a provider configuration, or says that its caller passes it.
func (m *module) configures(name string) bool {
	if m.providers[name] != nil {
		return true
	}
	for _, settings := range m.settings {
		for _, required := range blocksOf(settings, "required_providers") {
			provider, _, _ := strings.Cut(name, ".")
			if attr := required.body.attrs[provider]; attr != nil && strings.Contains(attr.expr.text, name) {
				return true
			}
		}
	}
	return false
}

// target is what an address in a moved, removed or import block names; nil where that is no address.
func target(b *block, name string) hcl.Traversal {
	attr := b.body.attrs[name]
	if attr == nil {
		return nil
	}
	traversal, diags := hcl.AbsTraversalForExpr(attr.expr.Expression)
	if diags.HasErrors() {
		return nil
	}
	return traversal
}

func (m *module) checkRemoved(b *block) {
	traversal := target(b, "from")
	if traversal == nil {
		return
	}
	for _, step := range traversal {
		if _, keyed := step.(hcl.TraverseIndex); keyed {
			m.refuse(b.path, b.body.attrs["from"].line, "removed names %s, expected a resource or module without a key", movedAddress(b, "from"))
			return
		}
	}
	found, _ := refOf(traversal)
	if isWhole := found.root != "module" || len(traversal) == 2; isWhole && found.name != "" && m.declares(&found) {
		m.refuse(b.path, b.line, "removed names %s, which is still declared; expected its block to be gone", found.key())
	}
}

// checkImport names an import into a resource that is not declared.
func (m *module) checkImport(b *block) {
	attr := b.body.attrs["to"]
	if attr == nil {
		return
	}
	for i := range attr.expr.refs {
		found := &attr.expr.refs[i]
		if found.root == "each" || found.root == "local" || found.root == "var" {
			continue
		}
		if !m.declares(found) {
			m.refuse(b.path, attr.line, "import names %s, which is not declared in %s; expected its block", found.key(), describeDir(m.dir))
		}
		return
	}
}

// literalDefault is a variable's default, in which nothing may be referred to or called. JSON has texts as they are.
func (m *module) literalDefault(v *variable) cty.Value {
	value, diags := v.fallback.Value(nil)
	if diags.HasErrors() {
		m.refuse(v.block.path, v.fallback.line, "the default of var.%s is %s, expected a value without references and calls", v.name, oneLine(v.fallback.text))
		return cty.DynamicVal
	}
	return value
}
