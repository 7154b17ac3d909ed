package opa

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// ExplainRequest asks why the finding rules of the sources did or did not fire on one input.
type ExplainRequest struct {
	Modules []Source       `json:"modules"`
	Data    map[string]any `json:"data"`
	Input   any            `json:"input"`
}

// ExplainResponse has every definition of a finding rule in file order. With errors nothing was evaluated.
type ExplainResponse struct {
	Rules  []ExplainedRule `json:"rules"`
	Errors []Issue         `json:"errors"`
}

// ExplainedRule is one definition of a rule: how often its body held, and where it failed when it did not.
type ExplainedRule struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	// Fired counts the ways in which the whole body held.
	Fired int `json:"fired"`
	// Failures are the expressions that did not hold, in file order.
	Failures []ExplainedFailure `json:"failures"`
}

// ExplainedFailure is one expression that did not hold, and how it was when it failed for the last time.
type ExplainedFailure struct {
	Row        int          `json:"row"`
	Col        int          `json:"col"`
	Expression string       `json:"expression"`
	Evaluated  string       `json:"evaluated,omitempty"`
	Values     []NamedValue `json:"values"`
	Count      int          `json:"count"`
}

// maxEvents bounds the trace of one input.
const maxEvents = 400_000

func explain(request ExplainRequest) (ExplainResponse, error) {
	response := ExplainResponse{Rules: []ExplainedRule{}, Errors: []Issue{}}
	modules, issues := parseAll(request.Modules)
	compiler, issues := compileSound(modules, issues, options{})
	response.Errors = append(response.Errors, issues...)
	explained := &explainer{rules: map[string]*ExplainedRule{}}
	for _, policy := range policiesOf(compiler, modules, request.Modules) {
		for _, rule := range policy.Rules {
			explained.expect(compiler, policy, rule)
			if err := explained.evaluate(compiler, request, rule); err != nil {
				response.Errors = append(response.Errors, issuesOf(err, policy.File)...)
			}
		}
	}
	for _, rule := range explained.rules {
		slices.SortFunc(rule.Failures, func(a, b ExplainedFailure) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
		response.Rules = append(response.Rules, *rule)
	}
	slices.SortFunc(response.Rules, func(a, b ExplainedRule) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Row-b.Row)
	})
	return response, nil
}

// explainer listens to an evaluation. It keeps counts, not events: a trace of many resources would not fit.
type explainer struct {
	rules  map[string]*ExplainedRule
	events int
	// bodies says which definition an evaluation is in, by its query.
	bodies map[uint64]*ExplainedRule
}

var _ topdown.QueryTracer = (*explainer)(nil)

func (e *explainer) expect(compiler *ast.Compiler, policy Policy, rule Rule) {
	for _, path := range policy.Files {
		module := compiler.Modules[path]
		if module == nil {
			continue
		}
		for _, definition := range module.Rules {
			if name, ok := definition.Head.Ref()[0].Value.(ast.Var); !ok || string(name) != rule.Name {
				continue
			}
			at := definition.Location
			e.rules[place(at)] = &ExplainedRule{Package: policy.Package, Name: rule.Name, File: at.File, Row: at.Row,
				Failures: []ExplainedFailure{}}
		}
	}
}

func place(at *ast.Location) string { return fmt.Sprintf("%s:%d", at.File, at.Row) }

func (e *explainer) evaluate(compiler *ast.Compiler, request ExplainRequest, rule Rule) error {
	e.bodies, e.events = map[uint64]*ExplainedRule{}, 0
	_, err := rego.New(rego.Query(rule.ref.String()), rego.Compiler(compiler), rego.Input(request.Input),
		rego.Store(inmem.NewFromObjectWithOpts(withDefault(request.Data), inmem.OptRoundTripOnWrite(false))),
		rego.QueryTracer(e), rego.StrictBuiltinErrors(false)).Eval(context.Background())
	return err
}

// Enabled is part of topdown.QueryTracer.
func (e *explainer) Enabled() bool { return e.events < maxEvents }

// Config is part of topdown.QueryTracer.
func (e *explainer) Config() topdown.TraceConfig { return topdown.TraceConfig{PlugLocalVars: true} }

// TraceEvent is part of topdown.QueryTracer.
func (e *explainer) TraceEvent(event topdown.Event) {
	e.events++
	switch event.Op {
	case topdown.EnterOp:
		if rule, ok := event.Node.(*ast.Rule); ok && rule.Location != nil {
			if known := e.rules[place(rule.Location)]; known != nil {
				e.bodies[event.QueryID] = known
			}
		}
	case topdown.ExitOp:
		if rule := e.bodies[event.QueryID]; rule != nil {
			if _, ok := event.Node.(*ast.Rule); ok {
				rule.Fired++
			}
		}
	case topdown.FailOp:
		if rule := e.bodies[event.QueryID]; rule != nil {
			rule.failed(event)
		}
	}
}

func (r *ExplainedRule) failed(event topdown.Event) {
	expr, ok := event.Node.(*ast.Expr)
	if !ok || event.Location == nil || len(event.Location.Text) == 0 {
		return
	}
	at := event.Location
	failure := ExplainedFailure{Row: at.Row, Col: at.Col, Expression: shownText(at.Text), Values: namedValues(&event),
		Evaluated: evaluated(expr, event.Locals), Count: 1}
	for i, known := range r.Failures {
		if known.Row == at.Row && known.Col == at.Col {
			failure.Count += known.Count
			r.Failures[i] = failure
			return
		}
	}
	r.Failures = append(r.Failures, failure)
}

func shownText(text []byte) string {
	short := strings.Join(strings.Fields(string(text)), " ")
	if len(short) > maxValue {
		return strings.ToValidUTF8(short[:maxValue], "") + "…"
	}
	return short
}
