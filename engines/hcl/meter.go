package hcl

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// meter counts what one root's evaluation has used. The module runs on one thread and evaluates one root at a time.
type meter struct {
	limits bounds
	steps  int
	// bytes is what the expression under evaluation has put together; it starts anew with each expression.
	bytes int
	// drafting says that unknown texts have placeholders.
	drafting bool
	// keptElements and keptBytes are what the root's values hold together.
	keptElements, keptBytes int
}

var running = &meter{limits: defaultBounds}

// exhausted says why no more may be computed; empty while there is room.
func (m *meter) exhausted() string {
	switch {
	case m.steps > m.limits.Steps:
		return fmt.Sprintf("evaluation takes more than %d steps", m.limits.Steps)
	case m.bytes > 8*m.limits.Text:
		return fmt.Sprintf("the expression puts together more than %d bytes of text", 8*m.limits.Text)
	default:
		return ""
	}
}

// metered is an expression that is counted each time it is evaluated. It looks like parentheses to whoever walks
// the syntax tree, so that references inside stay visible.
type metered struct {
	*hclsyntax.ParenthesesExpr
	// isPart says that it is part of a template.
	isPart bool
}

func (e *metered) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	running.steps++
	if reason := running.exhausted(); reason != "" {
		return cty.DynamicVal, hcl.Diagnostics{{
			Severity: hcl.DiagError, Summary: "Too expensive", Detail: reason, Subject: e.SrcRange.Ptr(),
		}}
	}
	value, diags := e.Expression.Value(ctx)
	running.steps += shallowSize(value) / 16
	running.bytes += textSize(value)
	if e.isPart {
		return partOf(value, diags)
	}
	return value, diags
}

// UnwrapExpression lets static analysis (types, provider names) see what is inside.
func (e *metered) UnwrapExpression() hcl.Expression { return e.Expression }

func shallowSize(value cty.Value) int {
	value, _ = value.Unmark()
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
		return 0
	}
	return value.LengthInt()
}

func textSize(value cty.Value) int {
	value, _ = value.Unmark()
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return 0
	}
	return len(value.AsString())
}

// instrument makes the places metered at which a small text can cause much work: what is repeated by `for` and
// splats, the parts of templates and the arguments of functions.
func instrument(expr hcl.Expression) {
	native, ok := expr.(hclsyntax.Expression)
	if !ok {
		return
	}
	_ = hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.TemplateExpr:
			instrumentAll(node.Parts, true)
		case *hclsyntax.FunctionCallExpr:
			stayRelative(node)
			instrumentAll(node.Args, false)
		case *hclsyntax.ForExpr:
			node.ValExpr = countedExpr(node.ValExpr)
			node.KeyExpr = countedExpr(node.KeyExpr)
			node.CondExpr = conditionExpr(countedExpr(node.CondExpr))
		case *hclsyntax.ConditionalExpr:
			node.Condition = conditionExpr(node.Condition)
		case *hclsyntax.SplatExpr:
			node.Each = countedExpr(node.Each)
		case *hclsyntax.BinaryOpExpr:
			settle(node)
		}
		return nil
	})
}

func instrumentAll(parts []hclsyntax.Expression, isPart bool) {
	for i, part := range parts {
		switch part.(type) {
		case *hclsyntax.LiteralValueExpr, *metered:
		default:
			parts[i] = &metered{ParenthesesExpr: parenthesised(part), isPart: isPart}
		}
	}
}

func countedExpr(expr hclsyntax.Expression) hclsyntax.Expression {
	if expr == nil {
		return nil
	}
	if _, done := expr.(*metered); done {
		return expr
	}
	return &metered{ParenthesesExpr: parenthesised(expr)}
}

func parenthesised(expr hclsyntax.Expression) *hclsyntax.ParenthesesExpr {
	return &hclsyntax.ParenthesesExpr{Expression: expr, SrcRange: expr.Range()}
}

// measure counts the elements and bytes of text that a value holds, up to the limits that are given.
func measure(value cty.Value, maxElements, maxBytes int) (elements, bytes int, fits bool) {
	value, _ = value.Unmark()
	elements = 1
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() {
		return elements, 0, true
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		bytes = len(value.AsString())
	case kind == cty.Number:
		if exponent := value.AsBigFloat().MantExp(nil); exponent > maxExponent || exponent < -maxExponent {
			return elements, maxBytes + 1, false
		}
	case kind.IsObjectType():
		// Unlike an iterator this makes no value of each name; which attribute exceeds a limit is not told.
		for name := range kind.AttributeTypes() {
			moreElements, moreBytes, ok := measure(value.GetAttr(name), maxElements-elements, maxBytes-bytes-len(name))
			elements, bytes = elements+moreElements, bytes+moreBytes+len(name)
			if !ok || elements > maxElements || bytes > maxBytes {
				return elements, bytes, false
			}
		}
	case value.CanIterateElements():
		for it := value.ElementIterator(); it.Next(); {
			key, inner := it.Element()
			if kind.IsMapType() {
				bytes += len(key.AsString())
			}
			moreElements, moreBytes, ok := measure(inner, maxElements-elements, maxBytes-bytes)
			elements, bytes = elements+moreElements, bytes+moreBytes
			if !ok || elements > maxElements || bytes > maxBytes {
				return elements, bytes, false
			}
		}
	}
	return elements, bytes, elements <= maxElements && bytes <= maxBytes
}

// maxExponent bounds numbers, as powers of two: written out they are as long as their exponent.
const maxExponent = 8_192

// keep counts a value that the root holds on to; the reason says why it may not.
func (m *meter) keep(value cty.Value) (reason string) {
	mostElements, mostBytes := min(m.limits.Elements/5, m.limits.Elements-m.keptElements), min(m.limits.Text*2, m.limits.Bytes-m.keptBytes)
	elements, bytes, fits := measure(value, mostElements, mostBytes)
	m.keptElements, m.keptBytes = m.keptElements+elements, m.keptBytes+bytes
	if fits {
		return ""
	}
	m.keptElements, m.keptBytes = m.keptElements-elements, m.keptBytes-bytes
	return fmt.Sprintf("the value is too large: more than the %d elements or %d bytes of text that there is room for", mostElements, mostBytes)
}
