package opa

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
)

// CompileRequest asks for one WebAssembly module of all policies among the sources.
type CompileRequest struct {
	Modules []Source `json:"modules"`
	// Schemas by name: {"review": …} is what METADATA calls schema.review.
	Schemas map[string]any `json:"schemas"`
	Strict  bool           `json:"strict"`
	// Invalid are rules (`data.p.rule`) whose machine code was not valid when they were compiled before, with what was
	// said of it: OPA's compiler has faults.
	Invalid map[string]string `json:"invalid"`
}

// CompileResponse has the module, and what was left out of it with the reasons.
type CompileResponse struct {
	// Wasm is null when there is no policy.
	Wasm []byte `json:"wasm"`
	// Aggregate is the entry point that evaluates every selected rule at once: an object by rule key.
	Aggregate string   `json:"aggregate"`
	Policies  []Policy `json:"policies"`
	// Builtins are those that the module asks of its host, sorted.
	Builtins []string `json:"builtins"`
	Errors   []Issue  `json:"errors"`
}

// The aggregate's package, and the document by which the host selects rules: {"<rule key>": true}.
const (
	aggregatePackage = "tollgate_entry"
	selection        = "tollgate_selected"
	aggregateFile    = "<aggregate>"
)

func compilePack(request CompileRequest) (CompileResponse, error) {
	modules, issues := parseAll(request.Modules)
	issues = append(issues, leaveOutTaken(modules, request.Modules)...)
	issues = append(issues, invalidIssues(modules, request.Invalid)...)
	compiler, issues := compileSound(modules, issues, options{strict: request.Strict, schemas: schemaSet(request.Schemas)})
	issues = suggestNames(issues, modules)
	policies := numberRules(policiesOf(compiler, modules, request.Modules))
	response := CompileResponse{
		Aggregate: aggregatePackage + "/results", Policies: policies, Builtins: []string{}, Errors: issues,
	}
	if issues == nil {
		response.Errors = []Issue{}
	}
	if len(policies) == 0 {
		return response, nil
	}
	sound := make(map[string]*ast.Module, len(compiler.Modules))
	for path := range compiler.Modules {
		sound[path] = modules[path]
	}
	wasm, err := build(sound, policies)
	if err != nil {
		return response, fmt.Errorf("cannot build the policies: %w", err)
	}
	response.Wasm = wasm
	response.Builtins = calledBuiltins(compiler)
	return response, nil
}

// invalidIssues places what was said of a rule's machine code at the packages that have the rule.
func invalidIssues(modules map[string]*ast.Module, invalid map[string]string) []Issue {
	var issues []Issue
	for _, rule := range slices.Sorted(maps.Keys(invalid)) {
		for _, path := range slices.Sorted(maps.Keys(modules)) {
			name, isOf := strings.CutPrefix(rule, modules[path].Package.Path.String()+".")
			if !isOf {
				continue
			}
			row := modules[path].Package.Location.Row
			for _, declared := range modules[path].Rules {
				if declared.Head.Ref().String() == name {
					row = declared.Location.Row
					break
				}
			}
			issues = append(issues, Issue{File: path, Row: row, Col: 1, Code: "tollgate_invalid",
				Message: fmt.Sprintf("OPA's compiler makes no valid WebAssembly of %s (%s); most often a reference such as data.a[x][y] reaches functions: name the packages that are meant", name, invalid[rule])})
		}
	}
	return issues
}

// leaveOutTaken removes the files that would add to a package of the context or to ours: a policy of one's own must
// not be able to change what another decides.
func leaveOutTaken(modules map[string]*ast.Module, sources []Source) []Issue {
	taken := map[string]bool{aggregatePackage: true, selection: true}
	for _, source := range sources {
		if module := modules[source.Path]; module != nil && source.Context {
			taken[packageName(module)] = true
		}
	}
	var issues []Issue
	for _, source := range sources {
		module := modules[source.Path]
		if module == nil || source.Context || !taken[packageName(module)] {
			continue
		}
		issues = append(issues, Issue{File: source.Path, Row: module.Package.Location.Row, Col: 1, Code: "tollgate_taken",
			Message: fmt.Sprintf("the package %s is built in and cannot be added to; choose another name", packageName(module))})
		delete(modules, source.Path)
	}
	return issues
}

func schemaSet(schemas map[string]any) *ast.SchemaSet {
	set := ast.NewSchemaSet()
	for name, schema := range schemas {
		set.Put(ast.SchemaRootRef.Append(ast.StringTerm(name)), schema)
	}
	return set
}

// numberRules gives every rule its key: its position among all, which is stable for the same sources.
func numberRules(policies []Policy) []Policy {
	next := 0
	for p := range policies {
		for r := range policies[p].Rules {
			rule := &policies[p].Rules[r]
			rule.Key = strconv.Itoa(next)
			if policies[p].hasExceptions {
				rule.Entrypoint = aggregatePackage + "/found_" + rule.Key
				rule.Exception = &Exception{Key: rule.Key + "x", Entrypoint: aggregatePackage + "/excepted_" + rule.Key}
			}
			next++
		}
	}
	return policies
}

func build(modules map[string]*ast.Module, policies []Policy) ([]byte, error) {
	aggregate, err := parseAs(Source{Path: aggregateFile, Source: aggregateSource(policies)}, ast.RegoV1)
	if err != nil {
		return nil, err
	}
	pack := &bundle.Bundle{Data: map[string]any{}}
	pack.SetRegoVersion(ast.RegoV1)
	pack.Manifest.Init()
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		pack.Modules = append(pack.Modules, file(path, modules[path].Copy()))
	}
	pack.Modules = append(pack.Modules, file(aggregateFile, aggregate))

	entrypoints := []string{aggregatePackage + "/results"}
	for _, policy := range policies {
		for _, rule := range policy.Rules {
			entrypoints = append(entrypoints, rule.Entrypoint)
			if rule.Exception != nil {
				entrypoints = append(entrypoints, rule.Exception.Entrypoint)
			}
		}
	}
	compiler := compile.New().WithTarget(compile.TargetWasm).WithBundle(pack).WithEntrypoints(entrypoints...).
		WithCapabilities(capabilities()).WithRegoVersion(ast.RegoV1).WithPruneUnused(true)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	return compiler.Bundle().WasmModules[0].Raw, nil
}

func file(path string, module *ast.Module) bundle.ModuleFile {
	// The annotations were read and checked before; without their schemas the build does not look for those again.
	module.Annotations = nil
	return bundle.ModuleFile{URL: path, Path: path, Parsed: module}
}

// aggregateSource is a package that evaluates each rule that the host selected.
func aggregateSource(policies []Policy) string {
	var text strings.Builder
	text.WriteString("package " + aggregatePackage + "\n")
	for _, policy := range policies {
		for _, rule := range policy.Rules {
			found := rule.ref.String()
			if rule.Exception != nil {
				found = "found_" + rule.Key
				text.WriteString(exceptionSource(rule))
			}
			fmt.Fprintf(&text, "\nresults[%q] := %s if data.%s[%q]\n", rule.Key, found, selection, rule.Key)
		}
	}
	return text.String()
}

// exceptionSource is a rule without what `exception` names: lists of rule names without deny_, warn_ or violation_. It
// is walked, because its type is the author's affair and must not break the build of all policies.
func exceptionSource(rule Rule) string {
	_, name, _ := strings.Cut(rule.Name, "_")
	exceptions := rule.ref[:len(rule.ref)-1].Append(ast.StringTerm("exception"))
	return fmt.Sprintf(`
excepted_%[1]s contains %[2]q if {
	walk(%[3]s, [path, %[4]q])
	count(path) == 2
}

found_%[1]s := %[5]s if count(excepted_%[1]s) == 0

results["%[1]sx"] := excepted_%[1]s if data.%[6]s["%[1]sx"]
`, rule.Key, rule.Name, exceptions, name, rule.ref, selection)
}

// calledBuiltins lists the built-in functions that the policies call.
func calledBuiltins(compiler *ast.Compiler) []string {
	names := map[string]bool{}
	for _, module := range compiler.Modules {
		ast.WalkExprs(module, func(expr *ast.Expr) bool {
			if expr.IsCall() {
				name := expr.Operator().String()
				if _, ok := ast.BuiltinMap[name]; ok {
					names[name] = true
				}
			}
			return false
		})
	}
	return slices.Sorted(maps.Keys(names))
}

// CheckRequest asks what is wrong with policies.
type CheckRequest struct {
	Modules []Source       `json:"modules"`
	Schemas map[string]any `json:"schemas"`
	Strict  bool           `json:"strict"`
}

// CheckResponse has every error in reading order, and the policies that are sound.
type CheckResponse struct {
	Policies []Policy `json:"policies"`
	Errors   []Issue  `json:"errors"`
}

func check(request CheckRequest) (CheckResponse, error) {
	modules, issues := parseAll(request.Modules)
	issues = append(issues, leaveOutTaken(modules, request.Modules)...)
	compiler, issues := compileSound(modules, issues, options{strict: request.Strict, schemas: schemaSet(request.Schemas)})
	if issues == nil {
		issues = []Issue{}
	}
	issues = suggestNames(issues, modules)
	return CheckResponse{Policies: numberRules(policiesOf(compiler, modules, request.Modules)), Errors: issues}, nil
}
