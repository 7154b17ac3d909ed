package hcl

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// A draft is a second evaluation of a root, in which every text that is known only after apply has a placeholder that
// says what it is. A policy's JSON, a template or the name of another resource is then known but for its unknown parts.
// What a draft says is said beside the evaluation and never instead of it.

// assumedMark is on what was made of a placeholder.
const assumedMark mark = "assumed"

// maxDraft bounds one drafted text in bytes.
const maxDraft = 128 << 10

// sketch is what is known of an unknown text, by the pointer of its attribute.
type sketch struct{ pointer, text string }

func placeholder(address string) cty.Value {
	return cty.StringVal("(known after apply: " + address + ")").Mark(assumedMark)
}

var unnamedPlaceholder = cty.StringVal("(known after apply)").Mark(assumedMark)

// draft evaluates what is wanted of the root a second time, and gives the instances by their addresses. What goes wrong
// in it leaves it empty; files that only it needs are asked for.
func (ev *evaluation) draft(inputs map[string]input, wanted wantedDrafts) (found map[string]*instance) {
	second := &evaluation{
		session: ev.session, tree: ev.tree, root: ev.root, workspace: ev.workspace, limits: ev.limits, trace: ev.trace,
		attributes: ev.attributes, names: ev.names, unread: map[string]string{},
		hidden: map[string]bool{}, elsewhere: ev.elsewhere, unavailable: map[string]bool{}, broken: map[string]bool{},
		drafting: true, isOld: ev.isOld,
	}
	before := running
	running = &meter{limits: ev.limits, drafting: true}
	defer func() {
		running = before
		if recover() != nil {
			found = nil
		}
	}()
	second.openFunctions()
	second.functions["jsonencode"] = draftJSON
	second.rootScope = newScope(second, ev.rootScope.module)
	second.rootScope.inputs = inputs
	second.rootScope.first = ev.rootScope
	found = map[string]*instance{}
	second.rootScope.draftInstances(wanted, found)
	return found
}

// addSketches says of each declaration and block what is known of its unknown texts.
func (ev *evaluation) addSketches(inputs map[string]input, lists ...[]*declaration) {
	wanted := draftsOf(lists)
	if ev.exhausted || len(wanted) == 0 {
		return
	}
	found := ev.draft(inputs, wanted)
	for _, list := range lists {
		for _, declared := range list {
			if made := found[declared.address]; made != nil {
				declared.sketches = sketchAll(cty.ObjectVal(declared.made.values), cty.ObjectVal(made.values), "", nil)
			}
		}
	}
}

// wantedDrafts are the resources and data sources with unknown values, by the path of their module instance and their
// key. A module instance is there too where only one below it has any.
type wantedDrafts map[string]map[string]bool

func draftsOf(lists [][]*declaration) wantedDrafts {
	wanted := wantedDrafts{}
	for _, list := range lists {
		for _, declared := range list {
			if declared.node.def.mode != "block" && declared.made.hasUnknown() {
				wanted.add(declared.node.scope, declared.node.def.key())
			}
		}
	}
	return wanted
}

func (w wantedDrafts) add(s *scope, key string) {
	for at := s; at != nil && w[at.path] == nil; at = at.parent {
		w[at.path] = map[string]bool{}
	}
	w[s.path][key] = true
}

func (made *instance) hasUnknown() bool {
	for _, value := range made.values {
		if !value.IsWhollyKnown() {
			return true
		}
	}
	return false
}

func (s *scope) draftInstances(wanted wantedDrafts, found map[string]*instance) {
	for _, key := range sortedNames(wanted[s.path]) {
		node := s.resourceNode(key)
		node.evaluate()
		for _, made := range node.instances {
			node.showDocument(made)
			found[node.address()+made.suffix] = made
		}
	}
	for _, name := range s.module.order.calls {
		if !wanted.isBelow(s.address("module." + name)) {
			continue
		}
		call := s.callNode(name)
		call.expand()
		for _, child := range call.instances {
			if wanted[child.path] != nil {
				child.draftInstances(wanted, found)
			}
		}
	}
}

// isBelow tells whether any instance of a module call is wanted.
func (w wantedDrafts) isBelow(call string) bool {
	if w[call] != nil {
		return true
	}
	for path := range w {
		if strings.HasPrefix(path, call+"[") {
			return true
		}
	}
	return false
}

// sketchAll walks a value and its draft side by side and keeps the texts that only the draft knows.
func sketchAll(value, drafted cty.Value, pointer string, found []sketch) []sketch {
	value, _ = value.Unmark()
	drafted, marks := drafted.Unmark()
	if _, secret := marks[sensitiveMark]; secret || !drafted.IsKnown() || drafted.IsNull() {
		return found
	}
	switch kind := drafted.Type(); {
	case !value.IsKnown():
		if kind == cty.String && len(drafted.AsString()) <= maxDraft {
			found = append(found, sketch{pointer, drafted.AsString()})
		}
	case value.IsNull() || !value.CanIterateElements() || !drafted.CanIterateElements():
	case kind.IsObjectType() || kind.IsMapType():
		if !value.Type().IsObjectType() && !value.Type().IsMapType() {
			return found
		}
		parts, others := value.AsValueMap(), drafted.AsValueMap()
		for _, name := range sortedNames(parts) {
			if inner, ok := others[name]; ok && name != openAttribute {
				found = sketchAll(parts[name], inner, pointer+"/"+escaped(name), found)
			}
		}
	case value.LengthInt() == drafted.LengthInt() && !(value.Type().IsSetType() && value.LengthInt() > 1):
		others := drafted.AsValueSlice()
		for i, item := range value.AsValueSlice() {
			found = sketchAll(item, others[i], pointer+"/"+strconv.Itoa(i), found)
		}
	}
	return found
}

// draftJSON is jsonencode, with a placeholder for each unknown text.
var draftJSON = function.New(&function.Spec{
	Params: []function.Parameter{anyParameter("val")},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		bare, marks := args[0].UnmarkDeep()
		if bare.IsWhollyKnown() {
			text, err := stdlib.JSONEncodeFunc.Call([]cty.Value{bare})
			return text.WithMarks(marks), err
		}
		filled, err := withPlaceholders(bare)
		if err != nil || !filled.IsWhollyKnown() {
			return cty.UnknownVal(cty.String).WithMarks(marks), nil
		}
		text, err := stdlib.JSONEncodeFunc.Call([]cty.Value{filled})
		return text.WithMarks(marks).Mark(assumedMark), err
	},
})

// withPlaceholders fills unknown texts, and unknown values that may be texts.
func withPlaceholders(value cty.Value) (filled cty.Value, err error) {
	bare, _ := unnamedPlaceholder.Unmark()
	return cty.Transform(value, func(_ cty.Path, part cty.Value) (cty.Value, error) {
		if kind := part.Type(); !part.IsKnown() && (kind == cty.String || kind == cty.DynamicPseudoType) {
			return bare, nil
		}
		return part, nil
	})
}

// condition is what decides between two values. A draft must not decide by a placeholder.
type condition struct {
	*hclsyntax.ParenthesesExpr
}

func (e *condition) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, diags := e.Expression.Value(ctx)
	if running.drafting && value.HasMark(assumedMark) {
		_, marks := value.Unmark()
		delete(marks, assumedMark)
		return cty.UnknownVal(cty.Bool).WithMarks(marks), nil
	}
	return value, diags
}

// UnwrapExpression lets static analysis see what is inside.
func (e *condition) UnwrapExpression() hcl.Expression { return e.Expression }

func conditionExpr(expr hclsyntax.Expression) hclsyntax.Expression {
	switch expr.(type) {
	case nil, *condition, *hclsyntax.LiteralValueExpr:
		return expr
	}
	return &condition{&hclsyntax.ParenthesesExpr{Expression: expr, SrcRange: expr.Range()}}
}

// partOf is the value of one part of a template; in a draft an unknown one has a placeholder.
func partOf(value cty.Value, diags hcl.Diagnostics) (cty.Value, hcl.Diagnostics) {
	if !running.drafting {
		return value, diags
	}
	bare, marks := value.Unmark()
	if diags.HasErrors() || !bare.IsKnown() {
		return unnamedPlaceholder.WithMarks(marks), nil
	}
	return value, diags
}
