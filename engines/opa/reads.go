package opa

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

const (
	maxReadDepth = 3
	maxReads     = 500
)

// fileReads is what one file alone reads.
type fileReads struct {
	input    map[string]bool
	fileName bool
}

// readings tells what policies read; each file is looked through once, however many refer to it.
type readings struct {
	modules map[string]*ast.Module
	refers  *references
	known   map[string]fileReads
}

func newReadings(compiler *ast.Compiler) *readings {
	modules := compiler.Modules
	return &readings{modules: modules, refers: newReferences(modules), known: map[string]fileReads{}}
}

// of lists what a policy reads of input, its own packages and those that it refers to together: `resources[_].type`.
// A host tells by them which document a policy was written for. Steps are at most three; what is no plain name is `[_]`.
// The second result tells whether it asks which file it looks at.
func (r *readings) of(files []string) (input []string, readsFile bool) {
	reads := map[string]bool{}
	for _, path := range r.refers.reachable(files) {
		found, ok := r.known[path]
		if !ok {
			found = readsOfFile(r.modules[path])
			r.known[path] = found
		}
		maps.Copy(reads, found.input)
		readsFile = readsFile || found.fileName
	}
	sorted := slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Keys(reads)))) // never null
	return sorted[:min(len(sorted), maxReads)], readsFile
}

// fileRef is what Conftest says of the file that a policy looks at.
var fileRef = ast.MustParseRef("data.conftest.file")

func readsOfFile(module *ast.Module) fileReads {
	found := fileReads{input: map[string]bool{}}
	addReads(module, found.input)
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		found.fileName = found.fileName || ref.HasPrefix(fileRef) || ref.Equal(fileRef[:2])
		return found.fileName
	})
	return found
}

func addReads(module *ast.Module, reads map[string]bool) {
	for _, rule := range module.Rules {
		names := namesOfInput(rule)
		ast.WalkRefs(rule, func(ref ast.Ref) bool {
			if path, ok := inputPath(ref, names); ok {
				reads[path] = true
			}
			return false
		})
	}
}

// namesOfInput has the variables of a rule that stand for a part of input, with the steps that lead there.
func namesOfInput(rule *ast.Rule) map[ast.Var][]string {
	names := map[ast.Var][]string{}
	for range maxReadDepth { // a name may stand for a part of what another one stands for
		ast.WalkExprs(rule, func(expr *ast.Expr) bool {
			operands := expr.Operands()
			if (expr.IsEquality() || expr.IsAssignment()) && len(operands) == 2 {
				learn(names, operands[0], operands[1])
				learn(names, operands[1], operands[0])
			}
			return false
		})
	}
	return names
}

func learn(names map[ast.Var][]string, variable, value *ast.Term) {
	name, isVar := variable.Value.(ast.Var)
	ref, isRef := value.Value.(ast.Ref)
	if !isVar || !isRef || names[name] != nil {
		return
	}
	if steps, ok := stepsOf(ref, names); ok {
		names[name] = steps
	}
}

func inputPath(ref ast.Ref, names map[ast.Var][]string) (string, bool) {
	steps, ok := stepsOf(ref, names)
	if !ok {
		return "", false
	}
	return strings.TrimPrefix(strings.Join(steps[:min(len(steps), maxReadDepth)], ""), "."), true
}

func stepsOf(ref ast.Ref, names map[ast.Var][]string) ([]string, bool) {
	head, ok := ref[0].Value.(ast.Var)
	if !ok {
		return nil, false
	}
	steps, known := names[head]
	if !known && !ref[0].Equal(ast.InputRootDocument) {
		return nil, false
	}
	steps = slices.Clone(steps)
	if steps == nil {
		steps = []string{}
	}
	for _, term := range ref[1:] {
		if name, ok := term.Value.(ast.String); ok {
			steps = append(steps, "."+string(name))
		} else {
			steps = append(steps, "[_]")
		}
	}
	return steps, true
}
