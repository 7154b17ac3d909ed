package hcl

import (
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// session is one request: its trees and the modules that were loaded from them.
type session struct {
	trees   []*tree
	modules map[string]*module
	bounds  bounds
	outputs bool
}

func newSession(asked *evaluateRequest) *session {
	s := &session{modules: map[string]*module{}, bounds: asked.Bounds.orDefaults(), outputs: asked.Outputs}
	for i := range asked.Trees {
		s.trees = append(s.trees, newTree(&asked.Trees[i], asked.Blobs))
	}
	return s
}

func (s *session) treeIndex(wanted *tree) int {
	for i, candidate := range s.trees {
		if candidate == wanted {
			return i
		}
	}
	return -1
}

func keywordCall(text string, like *expression) hcl.Expression {
	start := like.Range().Start
	expr, diags := hclsyntax.ParseExpression([]byte(text), like.path, start)
	if diags.HasErrors() {
		return like.Expression
	}
	return expr
}

func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	const longest = 120
	if len(text) > longest {
		return strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return text
}

func contains(list []string, wanted string) bool { return indexOf(list, wanted) >= 0 }

func indexOf(list []string, wanted string) int {
	for i, item := range list {
		if item == wanted {
			return i
		}
	}
	return -1
}

func sortProblems(problems []problem) []problem {
	sort.SliceStable(problems, func(i, j int) bool {
		a, b := problems[i], problems[j]
		if a.path != b.path {
			return a.path < b.path
		}
		if a.line != b.line {
			return a.line < b.line
		}
		return a.message < b.message
	})
	kept := problems[:0]
	for i, found := range problems {
		if i == 0 || found.path != problems[i-1].path || found.line != problems[i-1].line || found.message != problems[i-1].message {
			kept = append(kept, found)
		}
	}
	return kept
}
