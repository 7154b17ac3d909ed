package hcl

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// part is an element of an object or list that is written out in an argument, by its pointer below the argument.
type part struct {
	pointer string
	expr    *expression
}

// parts finds the elements of an argument that have a place of their own in the source, such as `tags = {a = …}`.
func (a *attribute) parts() []part {
	if a.expr == nil {
		return nil
	}
	if a.expr.parts == nil {
		a.expr.parts = []part{}
		if native, ok := a.expr.Expression.(hclsyntax.Expression); ok {
			collectParts(native, a.expr, "", &a.expr.parts)
		} else {
			collectJSONParts(a.expr.Expression, a.expr, "", &a.expr.parts)
		}
	}
	return a.expr.parts
}

func collectParts(expr hclsyntax.Expression, whole *expression, pointer string, out *[]part) {
	switch expr := expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		collectParts(expr.Expression, whole, pointer, out)
	case *metered:
		collectParts(expr.Expression, whole, pointer, out)
	case *hclsyntax.ObjectConsExpr:
		for _, item := range expr.Items {
			key, diags := item.KeyExpr.Value(nil)
			if diags.HasErrors() || !key.IsKnown() || key.IsNull() || key.IsMarked() || key.Type() != cty.String {
				continue
			}
			at := pointer + "/" + escaped(key.AsString())
			*out = append(*out, part{at, whole.sub(item.ValueExpr, item.KeyExpr.Range())})
			collectParts(item.ValueExpr, whole, at, out)
		}
	case *hclsyntax.TupleConsExpr:
		for i, inner := range expr.Exprs {
			at := pointer + "/" + strconv.Itoa(i)
			*out = append(*out, part{at, whole.sub(inner, inner.Range())})
			collectParts(inner, whole, at, out)
		}
	case *hclsyntax.FunctionCallExpr:
		collectCallParts(expr, whole, pointer, out)
	}
}

// collectCallParts looks through the functions that give their arguments' elements back: later maps win in merge.
func collectCallParts(expr *hclsyntax.FunctionCallExpr, whole *expression, pointer string, out *[]part) {
	switch expr.Name {
	case "merge":
		for i := len(expr.Args) - 1; i >= 0; i-- {
			collectParts(expr.Args[i], whole, pointer, out)
		}
	case "tolist", "tomap", "sensitive", "nonsensitive":
		if len(expr.Args) == 1 {
			collectParts(expr.Args[0], whole, pointer, out)
		}
	}
}

func collectJSONParts(expr hcl.Expression, whole *expression, pointer string, out *[]part) {
	if pairs, diags := hcl.ExprMap(expr); !diags.HasErrors() {
		for _, pair := range pairs {
			key, diags := pair.Key.Value(nil)
			if diags.HasErrors() || key.Type() != cty.String || !key.IsKnown() || key.IsNull() {
				continue
			}
			at := pointer + "/" + escaped(key.AsString())
			*out = append(*out, part{at, whole.sub(pair.Value, pair.Key.Range())})
			collectJSONParts(pair.Value, whole, at, out)
		}
		return
	}
	if items, diags := hcl.ExprList(expr); !diags.HasErrors() {
		for i, item := range items {
			at := pointer + "/" + strconv.Itoa(i)
			*out = append(*out, part{at, whole.sub(item, item.Range())})
			collectJSONParts(item, whole, at, out)
		}
	}
}

// sub is an expression inside of another one, at the line of its key.
func (e *expression) sub(inner hcl.Expression, key hcl.Range) *expression {
	result := &expression{Expression: inner, path: e.path, line: key.Start.Line}
	place, outer := inner.Range(), e.Range()
	from, to := place.Start.Byte-outer.Start.Byte, place.End.Byte-outer.Start.Byte
	if from >= 0 && from <= to && to <= len(e.text) {
		result.text = e.text[from:to]
	}
	return result
}

// sourceOf is the innermost written-out expression that gives the value at a pointer.
func (l *layout) sourceOf(pointer string) (placedExpr, *expression, bool) {
	if l.source == nil {
		l.source = make(map[string]placedExpr, len(l.placed))
		for _, placed := range l.placed {
			l.source[placed.pointer] = placed
		}
	}
	for at := pointer; at != ""; at = at[:strings.LastIndexByte(at, '/')] {
		placed, ok := l.source[at]
		if !ok {
			continue
		}
		best, longest := placed.attr.expr, -1
		for _, part := range placed.attr.parts() {
			if len(part.pointer) > longest && isBelow(pointer, at+part.pointer) {
				best, longest = part.expr, len(part.pointer)
			}
		}
		if best != nil {
			best.analyseOnce()
			return placed, best, true
		}
	}
	return placedExpr{}, nil, false
}

func isBelow(pointer, ancestor string) bool {
	return pointer == ancestor || strings.HasPrefix(pointer, ancestor+"/")
}
