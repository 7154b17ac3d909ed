package opa

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// options of a compilation.
type options struct {
	strict  bool
	schemas *ast.SchemaSet
}

// compileSound compiles the modules and leaves out those that cannot be: the rest counts, and what was left out is
// named. A package is left out as a whole, and so is everything that refers to it: a rule that silently sees nothing
// of a broken library would never fire, and silence is not approval.
func compileSound(modules map[string]*ast.Module, issues []Issue, opts options) (*ast.Compiler, []Issue) {
	sound := maps.Clone(modules)
	for path, module := range modules {
		issues = append(issues, refusals(path, module)...)
	}
	issues = leaveOut(sound, modules, issues)
	for {
		compiler := typecheck(sound, opts)
		if !compiler.Failed() {
			return compiler, named(sortIssues(issues), modules)
		}
		before := len(sound)
		issues = leaveOut(sound, modules, append(issues, issuesOf(compiler.Errors, "")...))
		if len(sound) == before {
			// An error without a place: nobody can say what is sound, so nothing is.
			clear(sound)
		}
	}
}

func typecheck(modules map[string]*ast.Module, opts options) *ast.Compiler {
	copies := make(map[string]*ast.Module, len(modules))
	for path, module := range modules {
		copies[path] = withKnownSchemas(module, opts.schemas)
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(opts.strict).SetErrorLimit(0)
	if opts.schemas != nil {
		compiler = compiler.WithSchemas(opts.schemas).WithUseTypeCheckAnnotations(true)
	}
	compiler.Compile(copies)
	return compiler
}

// withKnownSchemas is the module without schema annotations that name a schema which is not ours: policies written
// for other tools bring theirs along, and are then compiled without.
func withKnownSchemas(module *ast.Module, schemas *ast.SchemaSet) *ast.Module {
	known := module.Copy()
	for _, annotations := range known.Annotations {
		annotations.Schemas = slices.DeleteFunc(slices.Clone(annotations.Schemas), func(s *ast.SchemaAnnotation) bool {
			return s.Schema != nil && (schemas == nil || schemas.Get(s.Schema) == nil)
		})
	}
	return known
}

// leaveOut removes from sound every file that has an issue, the rest of its package, and whatever refers to it.
// Files that go for another's sake get an issue of their own, which says so.
func leaveOut(sound, all map[string]*ast.Module, issues []Issue) []Issue {
	broken := map[string]bool{}
	for _, issue := range issues {
		broken[issue.File] = true
	}
	refers := newReferences(all)
	for len(broken) > 0 {
		path, cause := nextUnsound(sound, refers, broken)
		if path == "" {
			break
		}
		broken[path] = true
		issues = append(issues, Issue{File: path, Row: all[path].Package.Location.Row, Col: 1, Code: "tollgate_needs_broken",
			Message: "it needs " + cause + ", which does not compile"})
	}
	for path := range broken {
		delete(sound, path)
	}
	return issues
}

func nextUnsound(sound map[string]*ast.Module, refers *references, broken map[string]bool) (path, cause string) {
	for _, path := range slices.Sorted(maps.Keys(sound)) {
		if broken[path] {
			continue
		}
		for _, other := range refers.of(path) {
			if broken[other] {
				return path, other
			}
		}
	}
	return "", ""
}

func named(issues []Issue, modules map[string]*ast.Module) []Issue {
	for i := range issues {
		if module := modules[issues[i].File]; module != nil {
			issues[i].Package = packageName(module)
		}
	}
	return issues
}
