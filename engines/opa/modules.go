package opa

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Source is one Rego file.
type Source struct {
	Path   string `json:"path"`
	Source string `json:"source"`
	// Version is "v1", "v0" or empty: v1, and v0 for a file that only parses so.
	Version string `json:"version"`
	// Context is a file that others may refer to, and whose own policies are not wanted.
	Context bool `json:"context"`
	// Mount is put before the package, and before what files with the same mount say of each other.
	Mount []string `json:"mount"`
}

// Issue is something wrong with a policy, with its place.
type Issue struct {
	File    string   `json:"file"`
	Row     int      `json:"row"`
	Col     int      `json:"col"`
	Code    string   `json:"code"`
	Message string   `json:"message"`
	Details []string `json:"details,omitempty"`
	// Package is the dotted path without "data", empty where the file does not parse.
	Package string `json:"package,omitempty"`
	// Suggestion is the name that was probably meant where one is misspelt.
	Suggestion string `json:"suggestion,omitempty"`
}

// parseAll parses every file, of the context those that are needed, and gives the modules by path and what is wrong with
// the rest.
func parseAll(sources []Source) (map[string]*ast.Module, []Issue) {
	modules := make(map[string]*ast.Module, len(sources))
	var issues []Issue
	var context []Source
	for _, source := range sources {
		if source.Context {
			context = append(context, source)
			continue
		}
		_, found := parseInto(modules, source)
		issues = append(issues, found...)
	}
	issues = append(issues, addContext(modules, context)...)
	mountAll(modules, sources)
	return modules, issues
}

// parseInto adds a file to the modules; nil where it cannot be added.
func parseInto(modules map[string]*ast.Module, source Source) (*ast.Module, []Issue) {
	if _, twice := modules[source.Path]; twice {
		return nil, []Issue{{File: source.Path, Row: 1, Col: 1, Code: "tollgate_duplicate",
			Message: "there are two files of this name, expected each once"}}
	}
	module, err := parse(source)
	if err != nil {
		return nil, issuesOf(err, source.Path)
	}
	modules[source.Path] = module
	return module, nil
}

func parse(source Source) (*ast.Module, error) {
	switch source.Version {
	case "v0":
		return parseAs(source, ast.RegoV0)
	case "v1":
		return parseAs(source, ast.RegoV1)
	}
	module, err := parseAs(source, ast.RegoV1)
	if err != nil || importsKeywords(module) {
		if old, oldErr := parseAs(source, ast.RegoV0); oldErr == nil {
			return old, nil
		}
	}
	return module, err
}

// importsKeywords tells whether a file was written for v0 with some of v1's keywords: v0 allows what v1 does not, such as
// a variable named input.
func importsKeywords(module *ast.Module) bool {
	return slices.ContainsFunc(module.Imports, func(imported *ast.Import) bool {
		ref, ok := imported.Path.Value.(ast.Ref)
		return ok && ref[0].Equal(ast.FutureRootDocument)
	})
}

func parseAs(source Source, version ast.RegoVersion) (*ast.Module, error) {
	module, err := ast.ParseModuleWithOpts(source.Path, source.Source, ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       version,
	})
	if err == nil && module == nil {
		err = errors.New("the file is empty, expected a package")
	}
	return module, err
}

// issuesOf turns whatever the libraries return into issues; file is where an error without a place belongs.
func issuesOf(err error, file string) []Issue {
	if err == nil {
		return nil
	}
	var many ast.Errors
	if !errors.As(err, &many) {
		var one *ast.Error
		if !errors.As(err, &one) {
			return []Issue{{File: file, Row: 1, Col: 1, Code: "tollgate_error", Message: err.Error()}}
		}
		many = ast.Errors{one}
	}
	issues := make([]Issue, 0, len(many))
	for _, one := range many {
		issue := Issue{File: file, Row: 1, Col: 1, Code: one.Code, Message: asWritten(one.Message)}
		if one.Location != nil && one.Location.File != "" {
			issue.File, issue.Row, issue.Col = one.Location.File, max(one.Location.Row, 1), max(one.Location.Col, 1)
		}
		if one.Details != nil {
			for _, line := range one.Details.Lines() {
				issue.Details = append(issue.Details, asWritten(line))
			}
			issue.Suggestion = fieldSuggestion(one.Details)
		}
		issues = append(issues, issue)
	}
	return issues
}

var generated = regexp.MustCompile(`__local\d+__`)

// asWritten has an underscore in place of each variable that the compiler made up.
func asWritten(text string) string { return generated.ReplaceAllString(text, "_") }

// sortIssues puts issues into reading order and removes repetitions.
func sortIssues(issues []Issue) []Issue {
	slices.SortStableFunc(issues, func(a, b Issue) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col),
			strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(issues, func(a, b Issue) bool {
		return a.File == b.File && a.Row == b.Row && a.Col == b.Col && a.Message == b.Message
	})
}

// packageName is the dotted package path without "data": what follows "package" in the file, unless it has brackets.
func packageName(module *ast.Module) string {
	return strings.TrimPrefix(module.Package.Path.String(), "data.")
}
