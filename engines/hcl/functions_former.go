package hcl

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// formerFunctions are those that Terraform had before 0.15: they work in a root that only an older one runs.
func (ev *evaluation) formerFunctions() map[string]function.Function {
	return map[string]function.Function{
		"list": ev.former("list", "tolist([...])", formerList),
		"map":  ev.former("map", "tomap({...})", formerMap),
	}
}

func (ev *evaluation) former(name, today string, made func(args []cty.Value) (cty.Value, error)) function.Function {
	value := func(args []cty.Value) (cty.Value, error) {
		if !ev.isOld {
			return cty.NilVal, fmt.Errorf("Terraform has had no function %q since 0.15; expected %s", name, today)
		}
		return made(args)
	}
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "values", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
		Type: func(args []cty.Value) (cty.Type, error) {
			result, err := value(args)
			if err != nil {
				return cty.NilType, err
			}
			return result.Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return value(args) },
	})
}

func formerList(args []cty.Value) (cty.Value, error) {
	if len(args) == 0 {
		return cty.ListValEmpty(cty.DynamicPseudoType), nil
	}
	items, err := alike(args)
	if err != nil || items == nil {
		return cty.DynamicVal, err
	}
	return cty.ListVal(items), nil
}

func formerMap(args []cty.Value) (cty.Value, error) {
	if len(args)%2 != 0 {
		return cty.NilVal, fmt.Errorf("map has %d arguments, expected pairs of a key and a value", len(args))
	}
	if len(args) == 0 {
		return cty.MapValEmpty(cty.DynamicPseudoType), nil
	}
	var names, values []cty.Value
	for i := 0; i < len(args); i += 2 {
		name, err := convert.Convert(args[i], cty.String)
		if err != nil || name.IsNull() {
			return cty.NilVal, function.NewArgErrorf(i, "a key of map is no string")
		}
		names, values = append(names, name), append(values, args[i+1])
	}
	items, err := alike(values)
	if err != nil || items == nil {
		return cty.DynamicVal, err
	}
	entries := make(map[string]cty.Value, len(names))
	for i, name := range names {
		if !name.IsKnown() {
			return cty.UnknownVal(cty.Map(items[0].Type())), nil
		}
		entries[name.AsString()] = items[i]
	}
	return cty.MapVal(entries), nil
}

// alike gives values one type; nothing where it cannot be told yet.
func alike(values []cty.Value) ([]cty.Value, error) {
	kinds := make([]cty.Type, len(values))
	for i, value := range values {
		kinds[i] = value.Type()
	}
	kind, _ := convert.UnifyUnsafe(kinds)
	if kind == cty.NilType {
		return nil, fmt.Errorf("all values must be of one type")
	}
	if kind == cty.DynamicPseudoType {
		return nil, nil
	}
	items := make([]cty.Value, len(values))
	for i, value := range values {
		item, err := convert.Convert(value, kind)
		if err != nil {
			return nil, err
		}
		items[i] = item
	}
	return items, nil
}
