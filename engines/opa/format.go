package opa

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// FormatRequest asks for the canonical form of each file.
type FormatRequest struct {
	Modules []Source `json:"modules"`
}

// FormatResponse has the formatted text by path; what does not parse is among the errors.
type FormatResponse struct {
	Modules map[string]string `json:"modules"`
	Errors  []Issue           `json:"errors"`
}

func formatModules(request FormatRequest) (FormatResponse, error) {
	response := FormatResponse{Modules: map[string]string{}, Errors: []Issue{}}
	for _, source := range request.Modules {
		version := ast.RegoV1
		if module, err := parse(source); err == nil {
			version = module.RegoVersion()
		}
		text, err := format.SourceWithOpts(source.Path, []byte(source.Source), format.Opts{RegoVersion: version,
			ParserOptions: &ast.ParserOptions{RegoVersion: version}})
		if err != nil {
			response.Errors = append(response.Errors, issuesOf(err, source.Path)...)
			continue
		}
		response.Modules[source.Path] = string(text)
	}
	response.Errors = sortIssues(response.Errors)
	return response, nil
}
