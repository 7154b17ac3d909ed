package hcl

import (
	"fmt"
	"path"
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
}

func newSession(asked *evaluateRequest) *session {
	s := &session{modules: map[string]*module{}, bounds: asked.Bounds.orDefaults()}
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

// loadCalls finds the module of every call below a module. The chain of directories that lead here tells a module
// that calls itself; the key is the path of calls that leads here, with a dot at its end.
func (s *session) loadCalls(from *tree, m *module, chain []string, key string, log *trace, seen map[*module]bool) {
	log.add(m.trace)
	if seen[m] {
		return
	}
	seen[m] = true
	chain = append(chain, m.dir)
	for _, name := range sortedNames(m.calls) {
		s.loadCall(from, m, m.calls[name], chain, key+name, log)
		if child := m.calls[name].child; child != nil {
			s.loadCalls(from, child, chain, key+name+".", log, seen)
		}
	}
}

func (s *session) loadCall(from *tree, m *module, c *call, chain []string, key string, log *trace) {
	if c.child != nil || c.reason != "" {
		return
	}
	attr, ok := c.block.body.attrs["source"]
	if !ok {
		c.reason = fmt.Sprintf("module %q has no source", c.name)
		return
	}
	c.version, _ = versionOf(c)
	if c.source, ok = attr.expr.constantText(); !ok {
		c.reason = fmt.Sprintf("the source of module %q is not a constant: %s", c.name, oneLine(attr.expr.text))
		return
	}
	if !strings.HasPrefix(c.source, "./") && !strings.HasPrefix(c.source, "../") && c.source != "." && c.source != ".." {
		if found, ok := from.installedFor(key, c); ok && !contains(chain, found.Path) {
			c.installed = found.Dir
			s.loadChild(from, c, found.Path, log)
			return
		}
		c.reason = missingModule(c)
		return
	}
	dir, inside := within(m.dir, c.source)
	switch {
	case !inside:
		c.reason = fmt.Sprintf("module %q has the source %q, which leaves the repository; expected a directory in it", c.name, c.source)
	case contains(chain, dir):
		c.reason = fmt.Sprintf("module %q calls itself: %s", c.name, strings.Join(append(chain[indexOf(chain, dir):], dir), " → "))
	case len(chain) > 64:
		c.reason = fmt.Sprintf("module %q is nested more than 64 calls deep", c.name)
	default:
		s.loadChild(from, c, dir, log)
	}
}

func (s *session) loadChild(from *tree, c *call, dir string, log *trace) {
	child := s.loadModule(from, dir)
	log.add(child.trace)
	if len(child.files) > 0 || len(child.trace.wantDirs) > 0 {
		c.child = child
		return
	}
	c.reason = fmt.Sprintf("module %q has the source %q, and there are no Terraform files in %q", c.name, c.source, dir)
	if why := from.unreadable(dir); why != "" {
		c.reason = fmt.Sprintf("module %q has the source %q, which is not read: %s", c.name, c.source, why)
	}
	log.reads[path.Join(dir, "main.tf")] = true
}

func versionOf(c *call) (string, bool) {
	attr, ok := c.block.body.attrs["version"]
	if !ok {
		return "", false
	}
	return attr.expr.constantText()
}

func missingModule(c *call) string {
	if c.version != "" {
		return fmt.Sprintf("module %q is not available: source %q, version %q; its resources are not reviewed and its outputs are unknown", c.name, c.source, c.version)
	}
	return fmt.Sprintf("module %q is not available: source %q (no version); its resources are not reviewed and its outputs are unknown", c.name, c.source)
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
