package opa

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// QueryRequest asks for one WebAssembly module that answers a query.
type QueryRequest struct {
	// Query is a Rego query; its variables are the bindings of the answer.
	Query   string   `json:"query"`
	Modules []Source `json:"modules"`
	// Version of the query: "v0", else v1.
	Version string `json:"version"`
	// Unrestricted has every built-in function of OPA: for its conformance cases, never for a review.
	Unrestricted bool `json:"unrestricted"`
	// Experimental allows the keywords that OPA tries out.
	Experimental bool `json:"experimental"`
}

// QueryResponse has the module, null when there are errors.
type QueryResponse struct {
	Wasm       []byte  `json:"wasm"`
	Entrypoint string  `json:"entrypoint"`
	Errors     []Issue `json:"errors"`
}

func compileQuery(request QueryRequest) (QueryResponse, error) {
	response := QueryResponse{Entrypoint: "eval", Errors: []Issue{}}
	version := ast.RegoV1
	if request.Version == "v0" {
		version = ast.RegoV0
	}
	options := []func(*rego.Rego){
		rego.Query(request.Query), rego.SetRegoVersion(version), rego.Capabilities(queryCapabilities(request)),
	}
	for _, source := range request.Modules {
		options = append(options, rego.Module(source.Path, source.Source))
	}
	compiled, err := rego.New(options...).Compile(context.Background())
	if err != nil {
		response.Errors = sortIssues(issuesOf(err, "<query>"))
		return response, nil
	}
	response.Wasm = compiled.Bytes
	return response, nil
}

func queryCapabilities(request QueryRequest) *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion(ast.CapabilitiesExperimentalKeywords(request.Experimental))
	if !request.Unrestricted {
		all.Builtins = capabilities().Builtins
	}
	return all
}
