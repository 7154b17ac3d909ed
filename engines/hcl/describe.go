package hcl

import (
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// describe reads what is constant: types of variables, sources of modules, names that expressions ask for.
func (m *module) describe() {
	m.order = m.orderOf()
	for _, name := range m.order.variables {
		m.describeVariable(m.variables[name])
	}
	for _, name := range m.order.locals {
		m.collect(m.locals[name].expr)
	}
	m.moves = movesOf(m.moved)
	for _, blocks := range []map[string]*block{m.outputs, m.providers} {
		for _, block := range blocks {
			m.collectBody(block.body)
		}
	}
	for _, declared := range m.resources {
		m.collectBody(declared.block.body)
	}
	for _, check := range m.checks {
		m.collectBody(check.body)
	}
	for _, name := range m.order.calls {
		m.collectBody(m.calls[name].block.body)
	}
}

func (m *module) collectBody(b *body) {
	for _, attr := range b.attrs {
		m.collect(attr.expr)
	}
	for _, inner := range b.blocks {
		m.collectBody(inner.body)
	}
}

func (m *module) collect(e *expression) {
	for _, name := range e.asked {
		m.names[name] = true
	}
	for _, name := range e.singles {
		m.singles[name] = true
	}
	if e.fault != "" {
		m.refuse(e.path, e.line, "%s", e.fault)
	}
	for _, name := range e.foreign {
		if provider := strings.Split(name, "::")[1]; !m.requires(provider) {
			m.refuse(e.path, e.line, "%s is a function of the provider %q, which is not among the required_providers of %s", name, provider, describeDir(m.dir))
		}
	}
}

func (m *module) describeVariable(v *variable) {
	v.kind, v.nullable = cty.DynamicPseudoType, true
	attrs := v.block.body.attrs
	if attr, ok := attrs["type"]; ok {
		kind, defaults, diags := typeexpr.TypeConstraintWithDefaults(typeExpression(attr.expr))
		if diags.HasErrors() {
			m.fail(v.block.path, attr.line, "%s", diagnosticText(diags[0]))
		} else {
			v.kind, v.defaults = kind, defaults
			m.checkQuotedType(attr)
		}
	}
	if attr, ok := attrs["default"]; ok {
		v.fallback = attr.expr
		v.literal = m.literalDefault(v)
	}
	v.sensitive = attrs["sensitive"].isTrue()
	v.ephemeral = attrs["ephemeral"].isTrue()
	if attr, ok := attrs["nullable"]; ok {
		v.nullable = attr.isTrue()
	}
}

// checkQuotedType reports the spelling of Terraform 0.11, which is understood and no longer accepted.
func (m *module) checkQuotedType(attr *attribute) {
	if strings.HasPrefix(attr.expr.text, `"`) && !m.demandsOld() && !strings.HasSuffix(attr.expr.path, ".json") {
		m.refuse(attr.expr.path, attr.line, "the type is the text %s, expected it without quotes", oneLine(attr.expr.text))
	}
}

var oldVersion = regexp.MustCompile(`^\s*((=|~>|<=|<)?\s*0\.|<\s*1(\.0)*\s*$)`)

// demandsOld tells whether a module only runs with a Terraform before 1.0.
func (m *module) demandsOld() bool {
	for _, settings := range m.settings {
		if attr := settings.body.attrs["required_version"]; attr != nil {
			text, _ := attr.expr.constantText()
			for _, part := range strings.Split(text, ",") {
				if oldVersion.MatchString(part) {
					return true
				}
			}
		}
	}
	return false
}

// requires tells whether a module names a provider, or configures it.
func (m *module) requires(provider string) bool {
	for _, settings := range m.settings {
		for _, required := range blocksOf(settings, "required_providers") {
			if required.body.attrs[provider] != nil {
				return true
			}
		}
	}
	for name := range m.providers {
		if configured, _, _ := strings.Cut(name, "."); configured == provider {
			return true
		}
	}
	return false
}

// typeExpression accepts the two spellings that Terraform 0.11 had: a quoted type, and bare list and map.
func typeExpression(e *expression) hcl.Expression {
	switch hcl.ExprAsKeyword(e.Expression) {
	case "list":
		return keywordCall("list(any)", e)
	case "map":
		return keywordCall("map(any)", e)
	}
	if text, ok := e.constantText(); ok && strings.HasPrefix(e.text, `"`) && !strings.HasSuffix(e.path, ".json") {
		switch text {
		case "list", "map":
			return keywordCall(text+"(any)", e)
		case "string":
			return keywordCall("string", e)
		}
	}
	return e.Expression
}

type constantWords struct {
	text string
	ok   bool
}

// constantText evaluates an expression without any names in scope, as text.
func (e *expression) constantText() (string, bool) {
	if e == nil {
		return "", false
	}
	if e.words == nil {
		text, ok := e.findConstantText()
		e.words = &constantWords{text, ok}
	}
	return e.words.text, e.words.ok
}

func (e *expression) findConstantText() (string, bool) {
	value, diags := e.Value(nil)
	if diags.HasErrors() {
		if word := hcl.ExprAsKeyword(e.Expression); word != "" {
			return word, false
		}
		return "", false
	}
	value, err := convert.Convert(value, cty.String)
	if err != nil || value.IsNull() || !value.IsKnown() {
		return "", false
	}
	return value.AsString(), true
}

func (a *attribute) isTrue() bool {
	if a == nil {
		return false
	}
	text, ok := a.expr.constantText()
	return ok && text == "true"
}
