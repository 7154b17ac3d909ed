package hcl

import (
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// stackDir is where Terragrunt generates the units of a stack, beside the stack's file.
const stackDir = ".terragrunt-stack"

const stackFile = "terragrunt.stack.hcl"

// generateFrom makes the unit that a stack declares: a copy of its source, with the values that the stack gives it. A
// stack inside of a stack is such a copy, too.
func (u *unit) generateFrom(asked *stackRequest) bool {
	u.stack = u.load(asked.File, path.Dir(asked.File), false, nil)
	for _, label := range asked.Within {
		dir := u.place("stack", label)
		if dir == "" {
			return false
		}
		u.stack = u.load(path.Join(dir, stackFile), dir, false, u.madeBy)
	}
	if u.stack == nil {
		return false
	}
	if asked.Unit == "" {
		u.fail(u.madeBy, "the units of the stack are not known before Terragrunt runs; what it deploys is not reviewed")
		u.ev.unavailable["*"] = true
		return false
	}
	return u.place("unit", asked.Unit) != ""
}

// place makes the directory of a block of the stack, with its values; empty where that is not to be had.
func (u *unit) place(kind, label string) string {
	if u.stack == nil {
		return ""
	}
	ev, declared := u.ev, u.stack.stackBlock(kind, label)
	if declared == nil {
		return ""
	}
	attr := declared.body.attrs["source"]
	if attr == nil {
		ev.failAt(declared.path, declared.line, "the %s %q of the stack has no source", kind, label)
		return ""
	}
	source := textOf(u.stack.eval(attr.expr))
	at, inside := u.stack.resolve(strings.Replace(source, "//", "/", 1))
	switch {
	case source == "" && ev.lacksFiles():
		return ""
	case source == "":
		u.fail(attr.expr, "the source of the %s %q is not known before Terragrunt runs: %s", kind, label, oneLine(attr.expr.text))
	case !isLocalSource(source) && !strings.HasPrefix(source, repositoryRoot) && !isPlainPath(source):
		u.fail(attr.expr, "the %s %q has the source %q, which is not in the repository; what it deploys is not reviewed", kind, label, source)
	case !inside:
		u.fail(attr.expr, "the %s %q has the source %q, which leaves the repository; expected a directory in it", kind, label, source)
	default:
		dir := u.stack.generatedDir(declared, label)
		if kind == "unit" {
			dir = u.dir
		}
		u.madeBy = attr.expr
		ev.elsewhere[dir] = ev.located(at)
		values := cty.EmptyObjectVal
		if given := declared.body.attrs["values"]; given != nil {
			values = u.stack.eval(given.expr)
		}
		u.stackValues, u.values = u.values, values
		return dir
	}
	ev.unavailable["*"] = true
	return ""
}

// generatedDir is where Terragrunt makes the directory of a stack's block.
func (g *grunt) generatedDir(declared *block, label string) string {
	name := label
	if attr := declared.body.attrs["path"]; attr != nil {
		name = textOf(g.eval(attr.expr))
	}
	return path.Join(path.Dir(g.path), stackDir, name)
}

func (g *grunt) stackBlock(kind, label string) *block {
	for _, block := range g.file.blocks {
		if block.kind == kind && strings.Join(block.labels, ".") == label {
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
