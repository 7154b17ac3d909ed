package opa

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// suggestNames gives issues with a misspelt name the name that was probably meant.
func suggestNames(issues []Issue, modules map[string]*ast.Module) []Issue {
	var functions []string
	for i, issue := range issues {
		name, isCall := strings.CutPrefix(issue.Message, "undefined function ")
		if !isCall {
			continue
		}
		if functions == nil {
			functions = functionNames(modules)
		}
		issues[i].Suggestion = nearest(name, functions)
	}
	return issues
}

func functionNames(modules map[string]*ast.Module) []string {
	var names []string
	for _, builtin := range capabilities().Builtins {
		names = append(names, builtin.Name)
	}
	for _, module := range modules {
		for _, rule := range module.Rules {
			if len(rule.Head.Args) > 0 {
				names = append(names, rule.Ref().String(), rule.Head.Ref().String())
			}
		}
	}
	return names
}

// fieldSuggestion is what an undefined reference into a known type probably meant.
func fieldSuggestion(details ast.ErrorDetails) string {
	invalid, ok := details.(*ast.RefErrInvalidDetail)
	if !ok || invalid.Pos >= len(invalid.Ref) {
		return ""
	}
	have, ok := invalid.Ref[invalid.Pos].Value.(ast.String)
	if !ok {
		return ""
	}
	var fields []string
	for _, value := range invalid.OneOf {
		if field, ok := value.(ast.String); ok {
			fields = append(fields, string(field))
		}
	}
	return nearest(string(have), fields)
}

// nearest is the candidate with the fewest edits, empty when none is near: a third of the letters may differ.
func nearest(name string, candidates []string) string {
	best, least := "", max(1, len(name)/3)+1
	for _, candidate := range candidates {
		if edits := distance(name, candidate); edits < least || (edits == least && best != "" && candidate < best) {
			best, least = candidate, edits
		}
	}
	return best
}

// distance counts insertions, deletions, replacements and swaps of neighbours.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replaced := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
