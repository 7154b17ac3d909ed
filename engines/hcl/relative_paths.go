package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Where the repository lies on the machine that applies it is not known, so `abspath` and `path.cwd` are unknown. Which
// file they lead to is known all the same: to the functions that read files, a path made absolute is the path itself.
func stayRelative(call *hclsyntax.FunctionCallExpr) {
	if len(call.Args) == 0 || !readsFiles(call.Name) {
		return
	}
	call.Args[0] = relativePath(call.Args[0])
}

func readsFiles(function string) bool {
	name := strings.TrimPrefix(function, "core::")
	return strings.HasPrefix(name, "file") || name == "templatefile"
}

func relativePath(expr hclsyntax.Expression) hclsyntax.Expression {
	switch expr := expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		return relativePath(expr.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return relativePath(expr.Wrapped)
	case *hclsyntax.TemplateExpr:
		if len(expr.Parts) > 0 {
			expr.Parts[0] = relativePath(expr.Parts[0])
		}
	case *hclsyntax.FunctionCallExpr:
		name := strings.TrimPrefix(expr.Name, "core::")
		if (name == "abspath" || name == "pathexpand") && len(expr.Args) == 1 && !expr.ExpandFinal {
			return relativePath(expr.Args[0])
		}
	case *hclsyntax.ScopeTraversalExpr:
		if len(expr.Traversal) == 2 && expr.Traversal.RootName() == "path" {
			if step, ok := expr.Traversal[1].(hcl.TraverseAttr); ok && step.Name == "cwd" {
				return &hclsyntax.LiteralValueExpr{Val: cty.StringVal("."), SrcRange: expr.SrcRange}
			}
		}
	}
	return expr
}
