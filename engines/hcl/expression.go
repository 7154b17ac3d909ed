package hcl

import (
	"cmp"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// expression is a parsed expression with what the evaluator needs to know before it evaluates it.
type expression struct {
	hcl.Expression
	refs []ref
	// names are the attribute names that are asked of anything in it; asked leaves out those of variables, locals,
	// calls and resources themselves.
	names []string
	asked []string
	// foreign are names of functions that providers define.
	foreign []string
	// indexed are the keys of `aws_x.y[key]` that are only known when they are evaluated, by the reference's key.
	indexed map[string][]*expression
	// opens says that it calls a function that reads a file.
	opens    bool
	text     string
	path     string
	line     int
	parts    []part
	analysed bool
	// calls says that it may call a function; what neither calls nor refers to anything is always worth constant.
	calls bool
	// singles are the types and blocks of which an attribute is asked without an index: the provider has one such block.
	singles []string
	// fault is what is wrong with it whatever its names are worth.
	fault    string
	constant cty.Value
	// bound says whether its references are places in a frame.
	bound binding
	// words is what constantText found.
	words *constantWords
}

// ref is one thing that an expression refers to: "local.a", "var.b", "module.m", "aws_x.y", "data.aws_x.y", or a
// single word ("each", "count", "path", an iterator's name). "resource.aws_x.y" is another way to write "aws_x.y".
type ref struct {
	root string
	kind string // empty but for resources' and data sources' type
	name string
	// whole says that more than the attributes in names may be asked of it.
	whole bool
	names []string
	line  int
	// keys are instance keys as addresses have them; bare counts the mentions without a key.
	keys []string
	bare int
	// full and view are what key and viewed give, once they are known.
	full string
	view string
}

// bareReference is what an expression refers to that is nothing but a reference (`var.a.b`), and the steps from there on.
// What is made of such a value needs no names in scope.
func (e *expression) bareReference() (wanted *ref, rest hcl.Traversal) {
	if len(e.refs) != 1 || e.refs[0].name == "" {
		return nil, nil
	}
	native, ok := e.Expression.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return nil, nil
	}
	steps := 2
	if wanted = &e.refs[0]; wanted.kind != "" && wanted.kind != wanted.root {
		steps = 3
	}
	return wanted, native.Traversal[steps:]
}

// viewed names what is asked of the thing, together with the thing.
func (r *ref) viewed() string {
	if r.view == "" {
		r.view = r.key() + " " + strings.Join(r.names, " ")
	}
	return r.view
}

func (r *ref) key() string {
	if r.full == "" {
		r.full = r.makeKey()
	}
	return r.full
}

func (r *ref) makeKey() string {
	switch {
	case r.name == "":
		return r.root
	case r.kind == "" || r.kind == r.root:
		return r.root + "." + r.name
	case r.root == "resource":
		return r.kind + "." + r.name
	default:
		return r.root + "." + r.kind + "." + r.name
	}
}

// singleWords are the roots that have no named things below them that we would have to look up.
var singleWords = map[string]bool{"each": true, "count": true, "path": true, "terraform": true, "self": true, "tofu": true}

func newExpression(expr hcl.Expression, source []byte) *expression {
	place := expr.Range()
	result := &expression{Expression: expr, path: place.Filename, line: place.Start.Line}
	if place.CanSliceBytes(source) {
		result.text = string(place.SliceBytes(source))
	}
	result.analyseOnce()
	instrument(expr)
	return result
}

func (e *expression) analyseOnce() {
	if e.analysed {
		return
	}
	e.analysed = true
	variables := e.Variables()
	free := make(map[*hcl.Traverser]bool, len(variables))
	for _, traversal := range variables {
		free[&traversal[0]] = true
	}
	names, asked := map[string]bool{}, map[string]bool{}
	splats := map[*hcl.Traverser]string{}
	if native, ok := e.Expression.(hclsyntax.Expression); ok {
		_ = hclsyntax.VisitAll(native, func(node hclsyntax.Node) hcl.Diagnostics {
			switch node := node.(type) {
			case *hclsyntax.RelativeTraversalExpr:
				collectNames(node.Traversal, names, asked)
			case *hclsyntax.ScopeTraversalExpr:
				if !free[&node.Traversal[0]] {
					collectNames(node.Traversal[1:], names, asked)
				}
			case *hclsyntax.SplatExpr:
				if source, name := splatOf(node); source != nil {
					splats[source] = name
				}
			case *hclsyntax.IndexExpr:
				if key, ok := literalString(node.Key); ok {
					names[key], asked[key] = true, true
				}
				e.noteIndex(node)
			case *hclsyntax.FunctionCallExpr:
				e.calls = true
				if strings.HasPrefix(node.Name, "provider::") {
					e.foreign = append(e.foreign, node.Name)
				}
				e.opens = e.opens || mayOpen(node.Name)
				e.fault = cmp.Or(e.fault, faultOf(node))
			}
			return nil
		})
	} else {
		e.calls, e.opens = true, mayOpen(e.text)
	}
	grouped := map[string]*ref{}
	var order []string
	for _, traversal := range variables {
		found, rest := refOf(traversal)
		collectNames(traversal[1:], names)
		collectNames(rest, asked)
		if name := singleBlockOf(rest); name != "" && found.kind != "" {
			e.singles = append(e.singles, found.kind+" "+name)
		}
		if name := splats[&traversal[0]]; name != "" && len(rest) == 0 && found.root != "module" {
			found.names, found.whole = []string{name}, false
		}
		key := found.root + " " + found.key()
		if known, ok := grouped[key]; ok {
			known.whole = known.whole || found.whole
			known.names = append(known.names, found.names...)
			known.keys = append(known.keys, found.keys...)
			known.bare += found.bare
			continue
		}
		grouped[key] = &found
		order = append(order, key)
	}
	for _, key := range order {
		found := grouped[key]
		found.names = uniqueSorted(found.names)
		found.keys = uniqueSorted(found.keys)
		e.refs = append(e.refs, *found)
	}
	e.names, e.asked = sortedNames(names), sortedNames(asked)
}

// faultOf is what is wrong with the arguments of a call before they are evaluated.
func faultOf(call *hclsyntax.FunctionCallExpr) string {
	if strings.TrimPrefix(call.Name, "core::") != "templatestring" || len(call.Args) == 0 {
		return ""
	}
	if _, literal := call.Args[0].(*hclsyntax.TemplateExpr); literal {
		return "the template of templatestring is written out, expected a reference to it; a template can stand there without the function"
	}
	return ""
}

// splatOf is what `aws_x.y[*].name` asks of each instance: no more than the name.
func splatOf(node *hclsyntax.SplatExpr) (source *hcl.Traverser, name string) {
	from := referenceOf(node.Source)
	if from == nil {
		return nil, ""
	}
	each, ok := node.Each.(*hclsyntax.RelativeTraversalExpr)
	if !ok {
		return nil, ""
	}
	if _, isItem := each.Source.(*hclsyntax.AnonSymbolExpr); !isItem {
		return nil, ""
	}
	first, ok := each.Traversal[0].(hcl.TraverseAttr)
	if !ok {
		return nil, ""
	}
	return &from.Traversal[0], first.Name
}

// mayOpen tells whether a function, or a text that calls functions, may read a file.
func mayOpen(text string) bool {
	return strings.Contains(text, "file") || strings.Contains(text, "templatestring")
}

// noteIndex remembers the key of `aws_x.y[key]`, where the key is not a constant.
func (e *expression) noteIndex(node *hclsyntax.IndexExpr) {
	collection := referenceOf(node.Collection)
	if collection == nil {
		return
	}
	found, _ := refOf(collection.Traversal)
	if e.indexed == nil {
		e.indexed = map[string][]*expression{}
	}
	key := &expression{Expression: node.Key, path: e.path, line: e.line}
	key.analyseOnce()
	e.indexed[found.key()] = append(e.indexed[found.key()], key)
}

func literalString(expr hclsyntax.Expression) (string, bool) {
	template, ok := expr.(*hclsyntax.TemplateExpr)
	if !ok || !template.IsStringLiteral() {
		return "", false
	}
	value, diags := template.Value(nil)
	if diags.HasErrors() {
		return "", false
	}
	return value.AsString(), true
}

func uniqueSorted(names []string) []string {
	sort.Strings(names)
	kept := names[:0]
	for i, name := range names {
		if i == 0 || name != names[i-1] {
			kept = append(kept, name)
		}
	}
	return kept
}

func collectNames(traversal hcl.Traversal, into ...map[string]bool) {
	for _, step := range traversal {
		name := ""
		switch step := step.(type) {
		case hcl.TraverseAttr:
			name = step.Name
		case hcl.TraverseIndex:
			if step.Key.Type() != cty.String {
				continue
			}
			name = step.Key.AsString()
		default:
			continue
		}
		for _, names := range into {
			names[name] = true
		}
	}
}

// refOf reads what a traversal refers to, which attribute of it is asked first, and the steps from there on.
func refOf(traversal hcl.Traversal) (found ref, rest hcl.Traversal) {
	found = ref{root: traversal.RootName(), line: traversal.SourceRange().Start.Line}
	rest = traversal[1:]
	switch found.root {
	case "local", "var", "module":
		found.name, rest = takeName(rest)
		if found.root != "module" {
			found.whole = true
			return found, rest
		}
	case "data", "ephemeral", "resource":
		found.kind, rest = takeName(rest)
		found.name, rest = takeName(rest)
	default:
		if singleWords[found.root] {
			found.whole = true
			return found, rest
		}
		found.kind = found.root
		found.name, rest = takeName(rest)
	}
	found.names = firstAttributes(rest)
	found.whole = len(found.names) == 0
	found.bare = 1
	if len(rest) > 0 {
		if index, ok := rest[0].(hcl.TraverseIndex); ok {
			found.keys, found.bare = []string{keySuffix(index.Key)}, 0
		}
	}
	return found, rest
}

func takeName(steps hcl.Traversal) (string, hcl.Traversal) {
	if len(steps) == 0 {
		return "", nil
	}
	if attr, ok := steps[0].(hcl.TraverseAttr); ok {
		return attr.Name, steps[1:]
	}
	return "", steps
}

// firstAttributes is what the steps ask of a resource or module first. A string in brackets is an instance key or
// an attribute's name, so both it and the name after it count. Nothing means that all of it is asked for.
func firstAttributes(steps hcl.Traversal) []string {
	var key []string
	for i, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			return append(key, step.Name)
		case hcl.TraverseIndex:
			if i > 0 {
				return nil
			}
			if step.Key.Type() == cty.String {
				key = []string{step.Key.AsString()}
			}
		}
	}
	return nil
}

// singleBlockOf is what an attribute is asked of directly: `x.y.block.attribute`, where other blocks have an index.
func singleBlockOf(steps hcl.Traversal) string {
	if len(steps) > 0 {
		if _, keyed := steps[0].(hcl.TraverseIndex); keyed {
			steps = steps[1:]
		}
	}
	if len(steps) < 2 {
		return ""
	}
	first, isName := steps[0].(hcl.TraverseAttr)
	if _, direct := steps[1].(hcl.TraverseAttr); !isName || !direct {
		return ""
	}
	return first.Name
}

// keySuffix is an instance key as an address has it; empty for what is no key.
func keySuffix(key cty.Value) string {
	key, _ = key.Unmark()
	switch {
	case !key.IsKnown() || key.IsNull():
		return ""
	case key.Type() == cty.String:
		return "[" + quoted(key.AsString()) + "]"
	case key.Type() == cty.Number:
		return "[" + key.AsBigFloat().Text('f', -1) + "]"
	default:
		return ""
	}
}
