package opa

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// refused are the built-ins that a review does not have, with the reason as it is shown to the author.
var refused = map[string]string{
	"http.send":              "a review has no network; put what the policy needs into a data file beside it",
	"net.lookup_ip_addr":     "a review has no network; put the addresses into a data file beside it",
	"opa.runtime":            "a review must give the same answer everywhere; put settings into a data file beside the policy",
	"providers.aws.sign_req": "a review has neither network nor credentials",
	"trace":                  "it only serves the debugger; use print, which the policy tests show",
}

// capabilities are OPA's own without what is refused.
func capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	kept := make([]*ast.Builtin, 0, len(all.Builtins))
	for _, builtin := range all.Builtins {
		if _, ok := refused[builtin.Name]; !ok {
			kept = append(kept, builtin)
		}
	}
	all.Builtins = kept
	return all
}

// refusals finds the calls of refused built-ins, also as values of `with`.
func refusals(path string, module *ast.Module) []Issue {
	var issues []Issue
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		name := ref.String()
		if reason, ok := refused[name]; ok {
			issue := Issue{File: path, Row: 1, Col: 1, Code: "tollgate_refused",
				Message: "the built-in function " + name + " is refused: " + reason}
			if location := ref[0].Location; location != nil {
				issue.Row, issue.Col = location.Row, location.Col
			}
			issues = append(issues, issue)
		}
		return false
	})
	return issues
}
