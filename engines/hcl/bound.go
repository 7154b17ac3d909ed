package hcl

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// HCL looks names up in one object for all locals, one for all variables, and so on. Making these objects anew for each
// expression, with the few members that it asks for, took a quarter of an evaluation. So the references of an expression
// are replaced by places in a frame, which has the values of the expression's refs.

// named is a reference whose value stands in the frame of the expression that it is part of. It looks like parentheses
// to whoever walks the syntax tree; where its expression is evaluated with names instead it is the reference itself.
type named struct {
	*hclsyntax.ParenthesesExpr
	owner *expression
	index int
	// rest are the steps from the thing that the ref names, after those from its first word.
	inner, rest hcl.Traversal
}

// frame has the values of what an expression refers to, while it is evaluated.
type frame struct {
	owner  *expression
	values []referred
}

// referred is the value of a ref; of its first word alone where a block's repetition gives that word a meaning.
type referred struct {
	value      cty.Value
	isShadowed bool
}

var currentFrame frame

func (n *named) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if currentFrame.owner != n.owner {
		return n.Expression.Value(ctx)
	}
	found := &currentFrame.values[n.index]
	rest := n.rest
	if found.isShadowed {
		rest = n.inner
	}
	if len(rest) == 0 {
		return found.value, nil
	}
	return rest.TraverseRel(found.value)
}

// UnwrapExpression lets static analysis (types, provider names) see the reference.
func (n *named) UnwrapExpression() hcl.Expression { return n.Expression }

// binding says whether the references of an expression were replaced.
type binding int

const (
	notTried binding = iota
	isBound
	// isOpen is an expression in JSON, and one that shares a part with an expression that has a frame of its own.
	isOpen
)

// bind replaces the references of an expression, the first time that it is evaluated.
func (e *expression) bind() bool {
	if e.bound == notTried {
		e.bound = isOpen
		if native, ok := e.Expression.(hclsyntax.Expression); ok {
			b := &binder{owner: e, isWhole: true}
			e.Expression = b.bound(native)
			if top, ok := e.Expression.(hclsyntax.Expression); ok {
				_ = hclsyntax.Walk(top, b)
			}
			if b.isWhole {
				e.bound = isBound
			}
		}
	}
	return e.bound == isBound
}

// binder walks an expression and keeps count of the names that `for` gives a meaning.
type binder struct {
	owner   *expression
	scopes  []map[string]struct{}
	isWhole bool
	// within counts the replaced references around a node.
	within int
}

// Enter replaces the parts of a node that are references.
func (b *binder) Enter(node hclsyntax.Node) hcl.Diagnostics {
	switch node := node.(type) {
	case hclsyntax.ChildScope:
		b.scopes = append(b.scopes, node.LocalNames)
	case *hclsyntax.ParenthesesExpr:
		node.Expression = b.bound(node.Expression)
	case *metered:
		node.Expression = b.bound(node.Expression)
	case *condition:
		node.Expression = b.bound(node.Expression)
	case *hclsyntax.TemplateWrapExpr:
		node.Wrapped = b.bound(node.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		node.Tuple = b.bound(node.Tuple)
	case *hclsyntax.ConditionalExpr:
		node.TrueResult, node.FalseResult = b.bound(node.TrueResult), b.bound(node.FalseResult)
	case *hclsyntax.BinaryOpExpr:
		node.LHS, node.RHS = b.bound(node.LHS), b.bound(node.RHS)
	case *hclsyntax.UnaryOpExpr:
		node.Val = b.bound(node.Val)
	case *hclsyntax.ForExpr:
		node.CollExpr = b.bound(node.CollExpr)
	case *hclsyntax.SplatExpr:
		node.Source = b.bound(node.Source)
	case *hclsyntax.IndexExpr:
		node.Collection, node.Key = b.bound(node.Collection), b.bound(node.Key)
	case *hclsyntax.RelativeTraversalExpr:
		node.Source = b.bound(node.Source)
	case *hclsyntax.TupleConsExpr:
		b.bindAll(node.Exprs)
	case *hclsyntax.FunctionCallExpr:
		b.bindAll(node.Args)
	case *hclsyntax.TemplateExpr:
		b.bindAll(node.Parts)
	case *hclsyntax.ObjectConsExpr:
		for i := range node.Items {
			node.Items[i].ValueExpr = b.bound(node.Items[i].ValueExpr)
		}
	case *hclsyntax.ScopeTraversalExpr:
		// Outside of a place in a frame it stands where it cannot be replaced.
		b.isWhole = b.isWhole && (b.within > 0 || !b.isFree(node))
	case *named:
		b.within++
		b.isWhole = b.isWhole && node.owner == b.owner
	}
	return nil
}

// Exit leaves the scope of a `for`, and what was replaced.
func (b *binder) Exit(node hclsyntax.Node) hcl.Diagnostics {
	switch node.(type) {
	case hclsyntax.ChildScope:
		b.scopes = b.scopes[:len(b.scopes)-1]
	case *named:
		b.within--
	}
	return nil
}

func (b *binder) bindAll(parts []hclsyntax.Expression) {
	for i := range parts {
		parts[i] = b.bound(parts[i])
	}
}

func (b *binder) bound(expr hclsyntax.Expression) hclsyntax.Expression {
	if _, ok := expr.(*hclsyntax.ConditionalExpr); ok {
		return &choice{parenthesised(expr)}
	}
	reference, ok := expr.(*hclsyntax.ScopeTraversalExpr)
	if !ok || !b.isFree(reference) {
		return expr
	}
	wanted, rest := refOf(reference.Traversal)
	for i := range b.owner.refs {
		if known := &b.owner.refs[i]; known.root == wanted.root && known.kind == wanted.kind && known.name == wanted.name {
			return &named{
				ParenthesesExpr: parenthesised(expr), owner: b.owner, index: i, inner: reference.Traversal[1:], rest: rest,
			}
		}
	}
	return expr
}

// referenceOf is the reference that an expression is, in a frame or not; nil for any other expression.
func referenceOf(expr hclsyntax.Expression) *hclsyntax.ScopeTraversalExpr {
	if place, ok := expr.(*named); ok {
		expr = place.ParenthesesExpr.Expression
	}
	reference, _ := expr.(*hclsyntax.ScopeTraversalExpr)
	return reference
}

func (b *binder) isFree(reference *hclsyntax.ScopeTraversalExpr) bool {
	for _, names := range b.scopes {
		if _, local := names[reference.Traversal.RootName()]; local {
			return false
		}
	}
	return true
}
