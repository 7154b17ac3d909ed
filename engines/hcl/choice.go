package hcl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// choice is a conditional expression. Its results must be of one type; Terraform knows the type of each attribute from
// its provider, and here it may be open, so that results which only seem not to fit are unknown instead of wrong.
type choice struct {
	*hclsyntax.ParenthesesExpr
}

func (c *choice) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, diags := c.Expression.Value(ctx)
	if diags.HasErrors() && firstError(diags).Summary == "Inconsistent conditional result types" && c.isOpen(ctx) {
		return cty.DynamicVal, nil
	}
	return value, diags
}

// isOpen tells whether either result has a part whose type is not known.
func (c *choice) isOpen(ctx *hcl.EvalContext) bool {
	inner, ok := c.Expression.(*hclsyntax.ConditionalExpr)
	if !ok {
		return false
	}
	for _, result := range []hclsyntax.Expression{inner.TrueResult, inner.FalseResult} {
		if value, diags := result.Value(ctx); !diags.HasErrors() && !value.HasWhollyKnownType() {
			return true
		}
	}
	return false
}

// UnwrapExpression lets static analysis see what is inside.
func (c *choice) UnwrapExpression() hcl.Expression { return c.Expression }
