package opa

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// mountAll moves the packages of sources with a mount below it, and what they say of each other with them: policies
// that were written to be alone in their engine (Gatekeeper's templates, each with libraries of the same names) must not
// meet. Everything else that they refer to stays, such as data.inventory.
func mountAll(modules map[string]*ast.Module, sources []Source) {
	roots := map[string]map[string]bool{}
	for _, source := range sources {
		if name := rootOf(modules[source.Path]); len(source.Mount) > 0 && name != "" {
			mount := strings.Join(source.Mount, ".")
			if roots[mount] == nil {
				roots[mount] = map[string]bool{}
			}
			roots[mount][name] = true
		}
	}
	for _, source := range sources {
		if module := modules[source.Path]; module != nil && len(source.Mount) > 0 {
			mountModule(module, source.Mount, roots[strings.Join(source.Mount, ".")])
		}
	}
}

// rootOf is the first part of a module's package.
func rootOf(module *ast.Module) string {
	if module == nil || len(module.Package.Path) < 2 {
		return ""
	}
	name, _ := module.Package.Path[1].Value.(ast.String)
	return string(name)
}

func mountModule(module *ast.Module, mount []string, roots map[string]bool) {
	prefix := make([]*ast.Term, 0, len(mount))
	for _, step := range mount {
		prefix = append(prefix, ast.StringTerm(step))
	}
	// A transformation that never fails has no error.
	_, _ = ast.TransformRefs(module, func(ref ast.Ref) (ast.Value, error) {
		if len(ref) < 2 || !ref[0].Equal(ast.DefaultRootDocument) {
			return ref, nil
		}
		if name, ok := ref[1].Value.(ast.String); !ok || !roots[string(name)] {
			return ref, nil
		}
		return slices.Concat(ref[:1], prefix, ref[1:]), nil
	})
}
