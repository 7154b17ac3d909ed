package hcl

import (
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// cty compares maps in Go's order of maps and stops at the first element that is unknown or different, so that the
// same comparison is unknown on one day and false on the next. Here a difference always wins.
var (
	equalOperation    = &hclsyntax.Operation{Impl: comparison(func(result cty.Value) cty.Value { return result }), Type: cty.Bool}
	notEqualOperation = &hclsyntax.Operation{Impl: comparison(cty.Value.Not), Type: cty.Bool}
)

// settle replaces the operations whose results depend on chance.
func settle(node *hclsyntax.BinaryOpExpr) {
	switch node.Op {
	case hclsyntax.OpEqual:
		node.Op = equalOperation
	case hclsyntax.OpNotEqual:
		node.Op = notEqualOperation
	}
}

func comparison(of func(result cty.Value) cty.Value) function.Function {
	operand := function.Parameter{Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true}
	return function.New(&function.Spec{
		Params: []function.Parameter{operand, operand},
		Type:   function.StaticReturnType(cty.Bool), RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return of(equal(args[0], args[1])), nil },
	})
}

// equal compares as cty does, but for the order in which it looks at the elements of maps and objects.
func equal(a, b cty.Value) cty.Value {
	if !a.IsKnown() || !b.IsKnown() || a.IsNull() || b.IsNull() || !a.Type().Equals(b.Type()) {
		return a.Equals(b)
	}
	switch kind := a.Type(); {
	case kind.IsMapType() || kind.IsObjectType():
		return equalMembers(a.AsValueMap(), b.AsValueMap())
	case kind.IsListType() || kind.IsTupleType():
		if a.LengthInt() != b.LengthInt() {
			return cty.False
		}
		others := b.AsValueSlice()
		for i, item := range a.AsValueSlice() {
			if result := equal(item, others[i]); !result.IsKnown() || result.False() {
				return result
			}
		}
		return cty.True
	default:
		return a.Equals(b)
	}
}

func equalMembers(a, b map[string]cty.Value) cty.Value {
	if len(a) != len(b) {
		return cty.False
	}
	answer := cty.True
	for name, value := range a {
		other, ok := b[name]
		if !ok {
			return cty.False
		}
		result := equal(value, other)
		if result.IsKnown() && result.False() {
			return cty.False
		}
		if !result.IsKnown() {
			answer = cty.UnknownVal(cty.Bool).RefineNotNull()
		}
	}
	return answer
}
