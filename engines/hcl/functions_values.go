package hcl

import (
	"errors"
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// mark is what a value carries along to everything that is made of it.
type mark string

const (
	sensitiveMark mark = "sensitive"
	ephemeralMark mark = "ephemeral"
)

func anyParameter(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowMarked: true, AllowDynamicType: true,
	}
}

// identity is a function that gives its argument back with other marks.
func identity(change func(value cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl:   func(args []cty.Value, _ cty.Type) (cty.Value, error) { return change(args[0]) },
	})
}

var makeSensitive = identity(func(value cty.Value) (cty.Value, error) { return value.Mark(sensitiveMark), nil })

var nonSensitive = identity(func(value cty.Value) (cty.Value, error) {
	bare, marks := value.Unmark()
	delete(marks, sensitiveMark)
	return bare.WithMarks(marks), nil
})

var isSensitive = function.New(&function.Spec{
	Params: []function.Parameter{anyParameter("value")},
	Type:   function.StaticReturnType(cty.Bool),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		switch {
		case args[0].HasMark(sensitiveMark):
			return cty.True, nil
		case !args[0].IsKnown():
			return cty.UnknownVal(cty.Bool), nil
		default:
			return cty.False, nil
		}
	},
})

var ephemeralAsNull = identity(func(value cty.Value) (cty.Value, error) {
	return cty.Transform(value, func(_ cty.Path, inner cty.Value) (cty.Value, error) {
		if !inner.HasMark(ephemeralMark) {
			return inner, nil
		}
		bare, marks := inner.Unmark()
		delete(marks, ephemeralMark)
		return cty.NullVal(bare.Type()).WithMarks(marks), nil
	})
})

// allTrue and anyTrue answer as soon as the known elements decide.
var allTrue = quantifier(cty.True, cty.False)
var anyTrue = quantifier(cty.False, cty.True)

func quantifier(empty, decisive cty.Value) function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := empty
			for it := args[0].ElementIterator(); it.Next(); {
				_, item := it.Element()
				switch {
				case !item.IsKnown():
					result = cty.UnknownVal(cty.Bool)
				case item.IsNull() && decisive.False():
					return cty.False, nil
				case item.IsNull():
				case item.RawEquals(decisive):
					return decisive, nil
				}
			}
			return result, nil
		},
	})
}

var coalesce = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "vals", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true},
	Type: func(args []cty.Value) (cty.Type, error) {
		types := make([]cty.Type, len(args))
		for i, arg := range args {
			types[i] = arg.Type()
		}
		common, _ := convert.UnifyUnsafe(types)
		if common == cty.NilType {
			return cty.NilType, errors.New("all arguments must have the same type")
		}
		return common, nil
	},
	Impl: func(args []cty.Value, wanted cty.Type) (cty.Value, error) {
		for _, arg := range args {
			value, err := convert.Convert(arg, wanted)
			switch {
			case err != nil:
				return cty.NilVal, err
			case !value.IsKnown():
				return cty.UnknownVal(wanted), nil
			case value.IsNull(), wanted == cty.String && value.AsString() == "":
			default:
				return value, nil
			}
		}
		return cty.NilVal, errors.New("no non-null, non-empty-string arguments")
	},
})

var length = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true}},
	Type: func(args []cty.Value) (cty.Type, error) {
		switch kind := args[0].Type(); {
		case kind == cty.String, kind.IsTupleType(), kind.IsObjectType(), kind.IsCollectionType(), kind == cty.DynamicPseudoType:
			return cty.Number, nil
		default:
			return cty.NilType, errors.New("argument must be a string, a collection type, or a structural type")
		}
	},
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		value, marks := args[0].Unmark()
		switch kind := value.Type(); {
		case kind == cty.DynamicPseudoType:
			return cty.UnknownVal(cty.Number).WithMarks(marks), nil
		case kind.IsTupleType():
			return cty.NumberIntVal(int64(len(kind.TupleElementTypes()))).WithMarks(marks), nil
		case kind.IsObjectType():
			return cty.NumberIntVal(int64(len(kind.AttributeTypes()))).WithMarks(marks), nil
		case kind == cty.String && value.IsKnown():
			text, err := stdlib.Strlen(value)
			return text.WithMarks(marks), err
		case kind == cty.String:
			return cty.UnknownVal(cty.Number).WithMarks(marks), nil
		default:
			return value.Length().WithMarks(marks), nil
		}
	},
})

// lookup has an optional default, and of a partly unknown map gives what is known.
var lookup = function.New(&function.Spec{
	Params: []function.Parameter{
		{Name: "inputMap", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowMarked: true, AllowDynamicType: true},
		{Name: "key", Type: cty.String, AllowMarked: true, AllowUnknown: true},
	},
	VarParam: &function.Parameter{
		Name: "default", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowNull: true, AllowDynamicType: true, AllowMarked: true,
	},
	Type: func(args []cty.Value) (cty.Type, error) {
		value, err := lookedUp(args)
		if err != nil {
			return cty.NilType, err
		}
		return value.Type(), nil
	},
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return lookedUp(args) },
})

func lookedUp(args []cty.Value) (cty.Value, error) {
	if len(args) > 3 {
		return cty.NilVal, fmt.Errorf("lookup() takes two or three arguments, got %d", len(args))
	}
	from, mapMarks := args[0].Unmark()
	key, keyMarks := args[1].Unmark()
	kind := from.Type()
	switch {
	case kind == cty.DynamicPseudoType:
		return cty.DynamicVal.WithMarks(mapMarks, keyMarks), nil
	case !kind.IsObjectType() && !kind.IsMapType():
		return cty.NilVal, function.NewArgErrorf(0, "lookup() requires a map as the first argument")
	}
	fallback, err := lookupDefault(args, kind)
	if err != nil {
		return cty.NilVal, err
	}
	if !key.IsKnown() || (!from.IsKnown() && kind.IsMapType()) {
		return unknownElement(kind).WithMarks(mapMarks, keyMarks), nil
	}
	found, ok := element(from, key.AsString())
	if !ok {
		if fallback == cty.NilVal {
			return cty.NilVal, function.NewArgErrorf(1, "the given map has no element with the key %q, and no default was given", key.AsString())
		}
		found = fallback
	}
	return found.WithMarks(mapMarks, keyMarks), nil
}

func lookupDefault(args []cty.Value, kind cty.Type) (cty.Value, error) {
	if len(args) < 3 {
		return cty.NilVal, nil
	}
	if kind.IsObjectType() {
		return args[2], nil
	}
	value, err := convert.Convert(args[2], kind.ElementType())
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(2, "the default value must have the same type as the map elements")
	}
	return value, nil
}

func unknownElement(kind cty.Type) cty.Value {
	if kind.IsMapType() {
		return cty.UnknownVal(kind.ElementType())
	}
	return cty.DynamicVal
}

func element(from cty.Value, key string) (cty.Value, bool) {
	if from.Type().IsObjectType() {
		if !from.Type().HasAttribute(key) {
			return cty.NilVal, false
		}
		return from.GetAttr(key), true
	}
	if !from.HasIndex(cty.StringVal(key)).RawEquals(cty.True) {
		return cty.NilVal, false
	}
	return from.Index(cty.StringVal(key)), true
}
