package hcl

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// tryFunction is `try`. HCL's own evaluates its arguments once for the type and once more for the value, so that nested
// calls take twice as long at each level; here the value that gave the type is kept for the call that follows.
var tryFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
	Type: func(args []cty.Value) (cty.Type, error) {
		value, err := firstRight(args)
		if err != nil {
			return cty.NilType, err
		}
		tried.first, tried.value = customdecode.ExpressionClosureFromVal(args[0]), value
		return value.Type(), nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if tried.first != customdecode.ExpressionClosureFromVal(args[0]) {
			return firstRight(args)
		}
		value := tried.value
		tried.first, tried.value = nil, cty.NilVal
		return value, nil
	},
})

// tried is what the last look for a type has found; HCL makes a closure for each evaluation of a call.
var tried struct {
	first *customdecode.ExpressionClosure
	value cty.Value
}

// firstRight is the first argument that can be evaluated. As long as anything in it is unknown nobody can tell whether it
// will be the one, or of which type.
func firstRight(args []cty.Value) (cty.Value, error) {
	if len(args) == 0 {
		return cty.NilVal, fmt.Errorf("at least one argument is required")
	}
	var wrong hcl.Diagnostics
	for _, arg := range args {
		value, diags := customdecode.ExpressionClosureFromVal(arg).Value()
		switch {
		case diags.HasErrors():
			wrong = append(wrong, diags...)
		case !value.IsWhollyKnown():
			return cty.DynamicVal, nil
		default:
			return value, nil
		}
	}
	var text strings.Builder
	text.WriteString("no expression succeeded:")
	for _, diag := range wrong {
		fmt.Fprintf(&text, " %s (line %d).", strings.TrimSuffix(diagnosticText(diag), "."), lineOf(hcl.Diagnostics{diag}))
	}
	return cty.NilVal, fmt.Errorf("%s", text.String())
}
