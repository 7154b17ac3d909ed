package hcl

import (
	"fmt"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// repetition is how often a block stands for something: once, by count, by for_each, or unknown.
type repetition struct {
	kind  repetitionKind
	items []repeated
}

type repetitionKind int

const (
	single repetitionKind = iota
	byCount
	byKey
	unknownNumber
)

// repeated is one instance: its key as an address has it, and the names that it adds to the scope.
type repeated struct {
	suffix string
	key    string // of for_each
	env    *env
}

// repeat reads count and for_each of a block. What is wrong with them leaves their number unknown.
func (s *scope) repeat(b *block) repetition {
	if attr, ok := b.body.attrs["count"]; ok {
		return s.repeatByCount(attr)
	}
	if attr, ok := b.body.attrs["for_each"]; ok {
		return s.repeatByKey(attr)
	}
	return repetition{items: []repeated{{}}}
}

func unknownRepetition(names map[string]cty.Value) repetition {
	return repetition{kind: unknownNumber, items: []repeated{{suffix: "[*]", env: &env{vars: names, text: "*", supposed: true}}}}
}

// unknownCount and unknownKeys are the instances of blocks whose number is not known.
var (
	unknownCount = unknownRepetition(map[string]cty.Value{
		"count": cty.ObjectVal(map[string]cty.Value{"index": cty.UnknownVal(cty.Number).RefineNotNull()}),
	})
	unknownKeys = unknownRepetition(map[string]cty.Value{
		"each": cty.ObjectVal(map[string]cty.Value{"key": cty.UnknownVal(cty.String).RefineNotNull(), "value": cty.DynamicVal}),
	})
)

func (s *scope) repeatByCount(attr *attribute) repetition {
	value, marks := s.eval(attr.expr, nil).Unmark()
	s.checkRepetition(attr, marks)
	if _, assumed := marks[assumedMark]; assumed {
		return unknownCount
	}
	number, err := convert.Convert(value, cty.Number)
	if err != nil {
		s.ev.fail(attr.expr, "count is %s, expected a whole number", describe(value))
		return unknownCount
	}
	if !number.IsKnown() {
		return unknownCount
	}
	if number.IsNull() {
		s.ev.fail(attr.expr, "count is null, expected a whole number")
		return unknownCount
	}
	count, accuracy := number.AsBigFloat().Int64()
	switch {
	case accuracy != 0 || count < 0:
		s.ev.fail(attr.expr, "count is %s, expected a whole number that is not negative", number.AsBigFloat().Text('g', 20))
		return unknownCount
	case count > int64(s.ev.limits.Instances):
		s.ev.fail(attr.expr, "count is %d, which is more than the %d instances that are evaluated", count, s.ev.limits.Instances)
		return unknownCount
	}
	result := repetition{kind: byCount}
	result.items = counted(int(count))
	return result
}

// countedItems are the instances of the largest count so far: they are the same for every block.
var countedItems []repeated

func counted(count int) []repeated {
	for i := len(countedItems); i < count; i++ {
		index := cty.ObjectVal(map[string]cty.Value{"index": cty.NumberIntVal(int64(i))})
		text := strconv.Itoa(i)
		countedItems = append(countedItems, repeated{
			suffix: "[" + text + "]", env: &env{vars: map[string]cty.Value{"count": index}, text: text},
		})
	}
	return countedItems[:count:count]
}

func (s *scope) repeatByKey(attr *attribute) repetition {
	value, marks := s.eval(attr.expr, nil).Unmark()
	s.checkRepetition(attr, marks)
	if _, secret := marks[sensitiveMark]; secret {
		s.ev.fail(attr.expr, "for_each is sensitive; its keys are shown, so they must not be made of sensitive values")
		return unknownKeys
	}
	if _, assumed := marks[assumedMark]; assumed {
		return unknownKeys
	}
	elements, problem := s.keyedElements(value)
	switch {
	case problem != "":
		s.ev.fail(attr.expr, "%s", problem)
		return unknownKeys
	case elements == nil:
		return unknownKeys
	}
	keys := sortedNames(elements)
	result := repetition{kind: byKey}
	for _, key := range keys {
		each := cty.ObjectVal(map[string]cty.Value{"key": cty.StringVal(key), "value": elements[key]})
		result.items = append(result.items, repeated{
			suffix: "[" + quoted(key) + "]", key: key,
			env: &env{vars: map[string]cty.Value{"each": each}, text: key + "\x00" + valuePrint(elements[key])},
		})
	}
	return result
}

// keyedElements are the instances that for_each makes by key; nil without a problem when they are not known.
func (s *scope) keyedElements(value cty.Value) (map[string]cty.Value, string) {
	kind := value.Type()
	switch {
	case value.IsNull():
		return nil, "for_each is null, expected a map or a set of strings"
	case !value.IsKnown():
		if kind == cty.DynamicPseudoType || kind.IsMapType() || kind.IsObjectType() || kind.IsSetType() {
			return nil, ""
		}
		return nil, fmt.Sprintf("for_each is %s, expected a map or a set of strings", describe(value))
	case !kind.IsMapType() && !kind.IsObjectType() && !kind.IsSetType():
		return nil, fmt.Sprintf("for_each is %s, expected a map or a set of strings; toset() makes a set of a list", describe(value))
	}
	if count := value.LengthInt(); count > s.ev.limits.Instances {
		return nil, fmt.Sprintf("for_each has %d elements, which is more than the %d instances that are evaluated", count, s.ev.limits.Instances)
	}
	elements := make(map[string]cty.Value, value.LengthInt())
	for it := value.ElementIterator(); it.Next(); {
		key, item := it.Element()
		if kind.IsSetType() {
			key, _ = item.Unmark()
			if !key.IsKnown() {
				return nil, ""
			}
			if key.IsNull() || key.Type() != cty.String {
				return nil, fmt.Sprintf("for_each is a set with an element that is %s, expected strings", describeElement(key))
			}
		}
		elements[key.AsString()] = item
	}
	return elements, ""
}

func describeElement(value cty.Value) string {
	if value.IsNull() {
		return "null"
	}
	return describe(value)
}

// iterate lists the elements of a dynamic block's for_each; known is false when their number is not known.
func (s *scope) iterate(attr *attribute, in *env) (items []iteration, known bool) {
	value, marks := s.eval(attr.expr, in).Unmark()
	switch {
	case value.IsNull():
		s.ev.fail(attr.expr, "for_each is null, expected a collection")
		return nil, false
	case !value.IsKnown():
		return nil, false
	case !value.CanIterateElements():
		s.ev.fail(attr.expr, "for_each is %s, expected a collection", describe(value))
		return nil, false
	case value.LengthInt() > s.ev.limits.Instances:
		s.ev.fail(attr.expr, "for_each has %d elements, which is more than the %d that are evaluated", value.LengthInt(), s.ev.limits.Instances)
		return nil, false
	}
	for it := value.ElementIterator(); it.Next(); {
		key, item := it.Element()
		items = append(items, iteration{key.WithMarks(marks), item.WithMarks(marks)})
	}
	return items, true
}

type iteration struct{ key, value cty.Value }

// collect makes one value of what the instances are worth, as references to a repeated block see it.
func (r repetition) collect(values []cty.Value) cty.Value {
	switch r.kind {
	case single:
		return values[0]
	case byCount:
		return cty.TupleVal(values)
	case byKey:
		named := make(map[string]cty.Value, len(values))
		for i, value := range values {
			named[r.items[i].key] = value
		}
		return cty.ObjectVal(named)
	default:
		return cty.DynamicVal
	}
}
