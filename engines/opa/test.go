package opa

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// TestRequest runs the tests among the sources.
type TestRequest struct {
	Modules []Source       `json:"modules"`
	Schemas map[string]any `json:"schemas"`
	Data    map[string]any `json:"data"`
	// Run is a regular expression over package and name; empty runs all.
	Run string `json:"run"`
	// Coverage makes the response say which lines were evaluated.
	Coverage bool `json:"coverage"`
}

// TestResponse has the results in file order. With errors in any source no test is run.
type TestResponse struct {
	Results  []TestResult  `json:"results"`
	Coverage *cover.Report `json:"coverage,omitempty"`
	Errors   []Issue       `json:"errors"`
}

// TestResult is the outcome of one test rule.
type TestResult struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	// Outcome is pass, fail, error or skip.
	Outcome string `json:"outcome"`
	// FailedAt is the expression that was not true, with its line.
	FailedAt *FailedAt `json:"failed_at,omitempty"`
	Error    string    `json:"error,omitempty"`
	// Output is what the test printed.
	Output       string `json:"output,omitempty"`
	Microseconds int64  `json:"microseconds"`
}

// FailedAt is the expression at which a test ended.
type FailedAt struct {
	File       string `json:"file"`
	Row        int    `json:"row"`
	Expression string `json:"expression"`
	// Evaluated is the expression with its values in place of names; empty where there is nothing to replace.
	Evaluated string `json:"evaluated,omitempty"`
	// Values are those of the variables that the test had by then, sorted by name.
	Values []NamedValue `json:"values"`
}

// NamedValue is a variable of a test and what it was.
type NamedValue struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func runTests(request TestRequest) (TestResponse, error) {
	response := TestResponse{Results: []TestResult{}, Errors: []Issue{}}
	modules, issues := parseAll(request.Modules)
	schemas := schemaSet(request.Schemas)
	compiler := ast.NewCompiler().WithCapabilities(ast.CapabilitiesForThisVersion()).WithEnablePrintStatements(true).
		WithSchemas(schemas).WithUseTypeCheckAnnotations(true).WithRewriteTestRules(true).SetErrorLimit(0)
	known := make(map[string]*ast.Module, len(modules))
	for path, module := range modules {
		known[path] = withKnownSchemas(module, schemas)
		if !strings.HasSuffix(path, "_test.rego") {
			issues = append(issues, refusals(path, module)...)
		}
	}
	if len(issues) > 0 {
		response.Errors = sortIssues(issues)
		return response, nil
	}
	coverage := cover.New()
	store := inmem.NewFromObjectWithOpts(withDefault(request.Data), inmem.OptRoundTripOnWrite(false))
	runner := tester.NewRunner().SetCompiler(compiler).SetModules(known).SetStore(store).Filter(request.Run).
		CapturePrintOutput(true).SetParallel(1)
	if request.Coverage {
		runner = runner.SetCoverageQueryTracer(coverage).SetCoverageRuns(nil)
	} else {
		runner = runner.EnableTracing(true) // gives the failing expression; it excludes coverage
	}
	results, err := runAll(runner, store)
	if err != nil {
		response.Errors = sortIssues(issuesOf(err, ""))
		return response, nil
	}
	response.Results = results
	if request.Coverage {
		report := coverage.Report(compiler.Modules)
		response.Coverage = &report
	}
	return response, nil
}

func withDefault(data map[string]any) map[string]any {
	if data == nil {
		return map[string]any{}
	}
	return data
}

func runAll(runner *tester.Runner, store storage.Store) ([]TestResult, error) {
	ctx := context.Background()
	results := []TestResult{}
	err := storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		found, err := runner.RunTests(ctx, txn)
		if err != nil {
			return err
		}
		for result := range found {
			results = append(results, testResult(result))
		}
		slices.SortFunc(results, func(a, b TestResult) int {
			return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row), strings.Compare(a.Name, b.Name))
		})
		return nil
	})
	return results, err
}

func testResult(result *tester.Result) TestResult {
	converted := TestResult{
		Package: strings.TrimPrefix(result.Package, "data."), Name: result.Name, Outcome: "pass",
		Output: string(result.Output), Microseconds: result.Duration.Microseconds(),
	}
	if result.Location != nil {
		converted.File, converted.Row = result.Location.File, result.Location.Row
	}
	switch {
	case result.Error != nil:
		converted.Outcome, converted.Error = "error", result.Error.Error()
	case result.Skip:
		converted.Outcome = "skip"
	case result.Fail:
		converted.Outcome, converted.FailedAt = "fail", failedAt(result)
	}
	return converted
}

// failedAt finds the last expression of the test itself that failed.
func failedAt(result *tester.Result) *FailedAt {
	for _, event := range slices.Backward(result.Trace) {
		expr, ok := event.Node.(*ast.Expr)
		if !ok || event.Op != topdown.FailOp || event.Location == nil || result.Location == nil {
			continue
		}
		if at := event.Location; at.File == result.Location.File && at.Row >= result.Location.Row {
			failed := FailedAt{File: at.File, Row: at.Row, Expression: string(at.Text), Values: namedValues(event)}
			failed.Evaluated = evaluated(expr, event.Locals)
			return &failed
		}
	}
	return nil
}

const maxValue = 2_000 // characters

func namedValues(event *topdown.Event) []NamedValue {
	values := []NamedValue{}
	event.Locals.Iter(func(variable, value ast.Value) bool {
		name, ok := variable.(ast.Var)
		if meta, known := event.LocalMetadata[name]; ok && known && !meta.Name.IsGenerated() && !meta.Name.IsWildcard() {
			values = append(values, NamedValue{Name: string(meta.Name), Value: shown(plug(value, event.Locals))})
		}
		return false
	})
	slices.SortFunc(values, func(a, b NamedValue) int { return strings.Compare(a.Name, b.Name) })
	return values
}

// evaluated is a comparison with the values of its two sides.
func evaluated(expr *ast.Expr, locals *ast.ValueMap) string {
	operands := expr.Operands()
	if !expr.IsCall() || len(operands) != 2 {
		return ""
	}
	infix := ""
	if builtin, ok := ast.BuiltinMap[expr.Operator().String()]; ok {
		infix = builtin.Infix
	}
	if infix == "" {
		return ""
	}
	left, right := settled(plug(operands[0].Value, locals)), settled(plug(operands[1].Value, locals))
	if infix == ast.Equality.Infix {
		infix = ast.Equal.Infix // the compiler writes it for the other
	}
	return shown(left) + " " + infix + " " + shown(right)
}

// plug puts values in place of variables, as deep as they go.
func plug(value ast.Value, locals *ast.ValueMap) ast.Value {
	plugged, err := ast.TransformVars(ast.NewTerm(value).Copy(), func(name ast.Var) (ast.Value, error) {
		if known := locals.Get(name); known != nil && known.Compare(name) != 0 {
			return known, nil
		}
		return name, nil
	})
	if known, ok := plugged.(ast.Value); err == nil && ok {
		return known
	}
	return value
}

// settled looks a reference up where what it refers into is known by now.
func settled(value ast.Value) ast.Value {
	ref, ok := value.(ast.Ref)
	if !ok || len(ref) < 2 {
		return value
	}
	if _, isName := ref[0].Value.(ast.Var); isName {
		return value
	}
	if found, err := ref[0].Value.Find(ref[1:]); err == nil {
		return found
	}
	return value
}

func shown(value ast.Value) string {
	text := value.String()
	if len(text) > maxValue {
		return strings.ToValidUTF8(text[:maxValue], "") + "…"
	}
	return text
}
