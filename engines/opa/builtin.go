package opa

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strconv"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
)

// BuiltinRequest is one call of a built-in function by a running policy.
type BuiltinRequest struct {
	Name string `json:"name"`
	// Arguments are Rego terms as text, so that sets stay sets and numbers stay exact.
	Arguments []string `json:"arguments"`
	// Evaluation tells one evaluation of a policy from the next: random numbers and uuids begin anew.
	Evaluation int64 `json:"evaluation"`
	// Unrestricted also answers what a review refuses: for OPA's conformance cases, never for a review.
	Unrestricted bool `json:"unrestricted"`
}

// BuiltinResponse has the result as a Rego term; both empty is undefined.
type BuiltinResponse struct {
	Result *string `json:"result"`
	// Failure is why the result is undefined, when the function says.
	Failure string `json:"failure,omitempty"`
	// Halt ends the evaluation.
	Halt bool `json:"halt,omitempty"`
}

// evaluation is the state that the calls of one evaluation share.
var evaluation struct {
	id      int64
	context *topdown.BuiltinContext
}

func callBuiltin(request BuiltinRequest) (BuiltinResponse, error) {
	function := topdown.GetBuiltin(request.Name)
	if _, isRefused := refused[request.Name]; (isRefused && !request.Unrestricted) || function == nil {
		return BuiltinResponse{}, fmt.Errorf("there is no built-in function %q", request.Name)
	}
	if evaluation.context == nil || evaluation.id != request.Evaluation {
		evaluation.id, evaluation.context = request.Evaluation, newContext()
	}
	operands := make([]*ast.Term, 0, len(request.Arguments))
	for _, argument := range request.Arguments {
		term, err := ast.ParseTerm(argument)
		if err != nil {
			return BuiltinResponse{}, fmt.Errorf("cannot read an argument of %s: %w", request.Name, err)
		}
		operands = append(operands, term)
	}
	var output *ast.Term
	err := function(*evaluation.context, operands, func(term *ast.Term) error {
		output = term
		return nil
	})
	return builtinResponse(output, err), nil
}

func builtinResponse(output *ast.Term, err error) BuiltinResponse {
	var halt topdown.Halt
	switch {
	case errors.As(err, &halt):
		return BuiltinResponse{Failure: halt.Error(), Halt: true}
	case err != nil:
		return BuiltinResponse{Failure: err.Error()}
	case output == nil:
		return BuiltinResponse{}
	}
	text := output.String()
	return BuiltinResponse{Result: &text}
}

// newContext has the review's time (the host's clock stands still) and a fixed seed.
func newContext() *topdown.BuiltinContext {
	return &topdown.BuiltinContext{
		Context:      context.Background(),
		Metrics:      metrics.New(),
		Seed:         &seed{source: rand.New(rand.NewSource(1))},
		Time:         ast.NumberTerm(json.Number(strconv.FormatInt(time.Now().UnixNano(), 10))),
		Cancel:       topdown.NewCancel(),
		Cache:        builtins.Cache{},
		Capabilities: capabilities(),
	}
}

// seed is an endless reader of the same bytes.
type seed struct{ source *rand.Rand }

var _ io.Reader = (*seed)(nil)

func (s *seed) Read(bytes []byte) (int, error) {
	for at := 0; at < len(bytes); at += 8 {
		var word [8]byte
		binary.BigEndian.PutUint64(word[:], s.source.Uint64())
		copy(bytes[at:], word[:])
	}
	return len(bytes), nil
}
