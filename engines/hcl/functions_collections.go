package hcl

import (
	"errors"
	"fmt"
	"math/big"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var indexOfValue = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "list", Type: cty.DynamicPseudoType},
		{Name: "value", Type: cty.DynamicPseudoType},
	},
	Type:         function.StaticReturnType(cty.Number),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if kind := args[0].Type(); !kind.IsListType() && !kind.IsTupleType() {
			return cty.NilVal, errors.New("argument must be a list or tuple")
		}
		for it := args[0].ElementIterator(); it.Next(); {
			position, item := it.Element()
			equal, err := stdlib.Equal(item, args[1])
			if err != nil {
				return cty.NilVal, err
			}
			if !equal.IsKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			if equal.True() {
				return position, nil
			}
		}
		return cty.NilVal, errors.New("item not found")
	},
})

var matchKeys = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "values", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "keys", Type: cty.List(cty.DynamicPseudoType)},
		{Name: "searchset", Type: cty.List(cty.DynamicPseudoType)},
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		if common, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()}); common == cty.NilType {
			return cty.NilType, errors.New("keys and searchset must be of the same type")
		}
		return args[0].Type(), nil
	},
	RefineResult: notNull,
	Impl: func(args []cty.Value, wanted cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
			return cty.UnknownVal(wanted), nil
		}
		if args[0].LengthInt() != args[1].LengthInt() {
			return cty.NilVal, errors.New("length of keys and values should be equal")
		}
		searched := map[string]bool{}
		for _, item := range args[2].AsValueSlice() {
			searched[string(appendJSON(nil, item))] = true
		}
		var kept []cty.Value
		keys := args[1].AsValueSlice()
		for i, value := range args[0].AsValueSlice() {
			if searched[string(appendJSON(nil, keys[i]))] {
				kept = append(kept, value)
			}
		}
		if len(kept) == 0 {
			return cty.ListValEmpty(wanted.ElementType()), nil
		}
		return cty.ListVal(kept), nil
	},
})

var one = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type: func(args []cty.Value) (cty.Type, error) {
		switch kind := args[0].Type(); {
		case kind.IsListType(), kind.IsSetType():
			return kind.ElementType(), nil
		case kind.IsTupleType():
			switch elements := kind.TupleElementTypes(); len(elements) {
			case 0:
				return cty.DynamicPseudoType, nil
			case 1:
				return elements[0], nil
			}
		}
		return cty.NilType, function.NewArgErrorf(0, "must be a list, set, or tuple value with either zero or one elements")
	},
	Impl: func(args []cty.Value, wanted cty.Type) (cty.Value, error) {
		switch count := args[0].Length(); {
		case !count.IsKnown():
			return cty.UnknownVal(wanted), nil
		case count.RawEquals(cty.Zero):
			return cty.NullVal(wanted), nil
		case count.RawEquals(cty.NumberIntVal(1)):
			it := args[0].ElementIterator()
			it.Next()
			_, item := it.Element()
			return item, nil
		default:
			return cty.NilVal, function.NewArgErrorf(0, "must be a list, set, or tuple value with either zero or one elements")
		}
	},
})

var sum = function.New(&function.Spec{
	Params:       []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
	Type:         function.StaticReturnType(cty.Number),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if !args[0].CanIterateElements() || args[0].Type().IsMapType() || args[0].Type().IsObjectType() {
			return cty.NilVal, function.NewArgErrorf(0, "argument must be list, set, or tuple of number values")
		}
		if args[0].LengthInt() == 0 {
			return cty.NilVal, function.NewArgErrorf(0, "cannot sum an empty list")
		}
		total := new(big.Float).SetPrec(512)
		for it := args[0].ElementIterator(); it.Next(); {
			_, item := it.Element()
			if item.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "argument must be list, set, or tuple of number values")
			}
			number, err := convert.Convert(item, cty.Number)
			if err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "argument must be list, set, or tuple of number values")
			}
			if !number.IsKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			total.Add(total, number.AsBigFloat())
		}
		return cty.NumberVal(total), nil
	},
})

var transpose = function.New(&function.Spec{
	Params:       []function.Parameter{{Name: "values", Type: cty.Map(cty.List(cty.String))}},
	Type:         function.StaticReturnType(cty.Map(cty.List(cty.String))),
	RefineResult: notNull,
	Impl: func(args []cty.Value, wanted cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(wanted), nil
		}
		turned := map[string][]string{}
		for it := args[0].ElementIterator(); it.Next(); {
			key, list := it.Element()
			for items := list.ElementIterator(); items.Next(); {
				_, item := items.Element()
				if item.IsNull() {
					return cty.NilVal, errors.New("input must not contain null string values")
				}
				turned[item.AsString()] = append(turned[item.AsString()], key.AsString())
			}
		}
		if len(turned) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		lists := make(map[string]cty.Value, len(turned))
		for name, keys := range turned {
			sort.Strings(keys)
			values := make([]cty.Value, len(keys))
			for i, key := range keys {
				values[i] = cty.StringVal(key)
			}
			lists[name] = cty.ListVal(values)
		}
		return cty.MapVal(lists), nil
	},
})

// convertTo is the conversion that tostring and its kind make; null becomes null of that type.
func convertTo(wanted cty.Type) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "v", Type: cty.DynamicPseudoType, AllowNull: true, AllowMarked: true, AllowDynamicType: true}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if args[0].Type().Equals(wanted) {
				return wanted, nil
			}
			bare, _ := args[0].UnmarkDeep()
			value, err := convert.Convert(bare, wanted)
			if err != nil {
				return cty.NilType, function.NewArgErrorf(0, "cannot convert %s to %s", describe(bare), wanted.FriendlyNameForConstraint())
			}
			return value.Type(), nil
		},
		Impl: func(args []cty.Value, wanted cty.Type) (cty.Value, error) { return convert.Convert(args[0], wanted) },
	})
}

func describe(value cty.Value) string { return value.Type().FriendlyName() }

const maxProduct = 100_000

var boundedSetProduct = wrapped(stdlib.SetProductFunc, func(args []cty.Value) error {
	total := 1
	for _, arg := range args {
		total *= max(shallowSize(arg), 1)
		if total*len(args) > maxProduct {
			return fmt.Errorf("the product has more than %d elements", maxProduct)
		}
	}
	return nil
})

// maxAssumed bounds the elements that a slice of an unknown list is given.
const maxAssumed = 1_000

// sliceFunction knows how many elements it gives even where it knows none of them: between two constants there are as
// many, or it fails when it is applied. So the zones that `slice(data.….names, 0, 3)` chooses are three.
var sliceFunction = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "list", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true},
		{Name: "start_index", Type: cty.Number},
		{Name: "end_index", Type: cty.Number},
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		value, err := sliceOf(args)
		return value.Type(), err
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return sliceOf(args) },
})

func sliceOf(args []cty.Value) (cty.Value, error) {
	list, marks := args[0].Unmark()
	kind := list.Type()
	if list.IsKnown() || !args[1].IsKnown() || !args[2].IsKnown() || !(kind == cty.DynamicPseudoType || kind.IsListType()) {
		return stdlib.SliceFunc.Call(args)
	}
	start, startAccuracy := args[1].AsBigFloat().Int64()
	end, endAccuracy := args[2].AsBigFloat().Int64()
	if startAccuracy != 0 || endAccuracy != 0 || start < 0 || end <= start || end-start > maxAssumed {
		return stdlib.SliceFunc.Call(args)
	}
	elements := make([]cty.Value, end-start)
	if kind.IsListType() {
		for i := range elements {
			elements[i] = cty.UnknownVal(kind.ElementType())
		}
		return cty.ListVal(elements).WithMarks(marks), nil
	}
	for i := range elements {
		elements[i] = cty.DynamicVal
	}
	return cty.TupleVal(elements).WithMarks(marks), nil
}
