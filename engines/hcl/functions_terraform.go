package hcl

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// builtinFunctions are those of the provider that is part of Terraform itself.
var builtinFunctions = map[string]function.Function{
	"provider::terraform::encode_tfvars": encodeVariables,
	"provider::terraform::decode_tfvars": decodeVariables,
	"provider::terraform::encode_expr":   encodeExpression,
}

var encodeVariables = function.New(&function.Spec{
	Params:       []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true, AllowUnknown: true}},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		value := args[0]
		kind := value.Type()
		switch {
		case value.IsNull():
			return cty.NilVal, function.NewArgErrorf(0, "cannot encode a null value in tfvars syntax")
		case !value.IsWhollyKnown():
			return cty.UnknownVal(cty.String).RefineNotNull(), nil
		case !kind.IsObjectType() && !kind.IsMapType():
			return cty.NilVal, function.NewArgErrorf(0, "invalid value to encode: must be an object whose attribute names will become the encoded variable names")
		}
		file := hclwrite.NewEmptyFile()
		for it := value.ElementIterator(); it.Next(); {
			key, item := it.Element()
			if !hclsyntax.ValidIdentifier(key.AsString()) {
				return cty.NilVal, function.NewArgErrorf(0, "invalid variable name %q: must be a valid identifier, per Terraform's rules for input variable declarations", key.AsString())
			}
			file.Body().SetAttributeValue(key.AsString(), item)
		}
		return cty.StringVal(string(file.Bytes())), nil
	},
})

var decodeVariables = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "src", Type: cty.String}},
	Type:   function.StaticReturnType(cty.DynamicPseudoType),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		source := []byte(args[0].AsString())
		if line, reason := tooDeep(source, "tfvars"); line > 0 {
			return cty.NilVal, errors.New(reason)
		}
		file, diags := hclsyntax.ParseConfig(source, "<decode_tfvars argument>", hcl.InitialPos)
		if diags.HasErrors() {
			return cty.NilVal, fmt.Errorf("invalid tfvars syntax: %s", diagnosticText(firstError(diags)))
		}
		attrs, diags := file.Body.JustAttributes()
		if diags.HasErrors() {
			return cty.NilVal, fmt.Errorf("invalid tfvars content: %s", diagnosticText(firstError(diags)))
		}
		values := make(map[string]cty.Value, len(attrs))
		for _, name := range sortedNames(attrs) {
			instrument(attrs[name].Expr)
			value, diags := attrs[name].Expr.Value(nil)
			if diags.HasErrors() {
				return cty.NilVal, fmt.Errorf("invalid expression for variable %q: %s", name, diagnosticText(firstError(diags)))
			}
			values[name] = value
		}
		return cty.ObjectVal(values), nil
	},
})

var encodeExpression = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowDynamicType: true, AllowUnknown: true}},
	Type:   function.StaticReturnType(cty.String), RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(cty.String).RefineNotNull(), nil
		}
		return cty.StringVal(string(hclwrite.TokensForValue(args[0]).Bytes())), nil
	},
})
