package hcl

import (
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// stackDir is where Terragrunt generates the units of a stack, beside the stack's file.
const stackDir = ".terragrunt-stack"

// generateFrom makes the unit that a stack declares: a copy of its source, with the values that the stack gives it.
func (u *unit) generateFrom(asked *stackRequest) bool {
	ev, dir := u.ev, path.Dir(asked.File)
	stack := u.load(asked.File, dir, false, nil)
	if stack == nil {
		return false
	}
	declared := stack.unitBlock(asked.Unit)
	if declared == nil {
		return false
	}
	attr := declared.body.attrs["source"]
	if attr == nil {
		ev.failAt(declared.path, declared.line, "the unit %q of the stack has no source", asked.Unit)
		return false
	}
	source := textOf(stack.eval(attr.expr))
	at, inside := resolveIn(dir, strings.Replace(source, "//", "/", 1))
	switch {
	case source == "" && ev.lacksFiles():
		return false
	case source == "":
		u.fail(attr.expr, "the source of the unit %q is not known before Terragrunt runs: %s", asked.Unit, oneLine(attr.expr.text))
	case !isLocalSource(source) && !strings.HasPrefix(source, repositoryRoot) && !isPlainPath(source):
		u.fail(attr.expr, "the unit %q has the source %q, which is not in the repository; what it deploys is not reviewed", asked.Unit, source)
	case !inside:
		u.fail(attr.expr, "the unit %q has the source %q, which leaves the repository; expected a directory in it", asked.Unit, source)
	default:
		u.madeBy = attr.expr
		ev.elsewhere[u.dir] = at
		u.values = cty.EmptyObjectVal
		if given := declared.body.attrs["values"]; given != nil {
			u.values = stack.eval(given.expr)
		}
		return true
	}
	ev.unavailable["*"] = true
	return false
}

func (g *grunt) unitBlock(name string) *block {
	for _, block := range g.file.blocks {
		if block.kind == "unit" && strings.Join(block.labels, ".") == name {
			return block
		}
	}
	return nil
}

// isBeside tells whether a directory is one that the same stack generates: its units depend on each other by it.
func (u *unit) isBeside(dir string) bool {
	at := strings.LastIndex(u.dir, stackDir)
	return at >= 0 && strings.HasPrefix(dir, u.dir[:at]+stackDir+"/")
}
