package hcl

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// evaluation is the work on one root. Values are computed when they are asked for and kept.
type evaluation struct {
	session   *session
	asked     *rootRequest
	tree      *tree
	root      string
	workspace workspace
	limits    bounds
	trace     *trace
	problems  []problem
	// notes are what Terraform warns of.
	notes     []problem
	functions map[string]function.Function
	// bare has the functions and no names.
	bare      *hcl.EvalContext
	rendering bool
	// names are the attributes that any expression of the root's modules asks for.
	names []string
	// attributes are the names that resources of a type configure anywhere in the root's modules.
	attributes map[string]map[string]bool
	unread     map[string]string
	// hidden are the identities of contents that functions took as bytes and that are not here.
	hidden map[string]bool
	// isUnit says that the root is a Terragrunt unit, calledAt is the place that names its module.
	isUnit   bool
	calledAt []location
	// others are the units that were evaluated for their outputs, by directory; chain are those that this one is
	// evaluated for, circle a chain that came back.
	others map[string]*otherUnit
	chain  []string
	circle []string
	// elsewhere says where the tree has the directories of fetched modules, by where init puts them.
	elsewhere map[string]string
	// unavailable are the addresses of module calls whose module is not to be had.
	unavailable map[string]bool
	// broken are the files with syntax errors.
	broken map[string]bool
	// exhausted says that the problem of too many steps is reported; everything after it fails for the same reason.
	exhausted bool
	// hasEphemeral says that a variable is declared ephemeral, the only way for a value to become so.
	hasEphemeral bool
	// drafting says that unknown texts have placeholders.
	drafting bool
	// isOld says that only a Terraform before 1.0 runs the root.
	isOld bool
	// stack has the names of what is being computed, to describe cycles.
	stack     []string
	modules   int
	resources int
	// openDefaults says that the root's variables whose default is null are unknown instead.
	openDefaults bool
	// isDone says that the answer is complete.
	isDone    bool
	rootScope *scope
}

// env is what a block's repetition adds to the names in scope.
type env struct {
	parent *env
	vars   map[string]cty.Value
	// text tells this repetition from others, for fingerprints.
	text string
	// supposed says that it may not exist at all: its number is not known.
	supposed bool
}

// isSupposed tells whether anything that encloses a block may not exist.
func (e *env) isSupposed() bool {
	for ; e != nil; e = e.parent {
		if e.supposed {
			return true
		}
	}
	return false
}

func (e *env) lookup(name string) (cty.Value, bool) {
	for ; e != nil; e = e.parent {
		if value, ok := e.vars[name]; ok {
			return value, true
		}
	}
	return cty.NilVal, false
}

func (e *env) fingerprint() string {
	var texts []string
	for ; e != nil; e = e.parent {
		texts = append(texts, e.text)
	}
	return strings.Join(texts, "\x00")
}

func (s *session) evaluateRoot(asked *rootRequest, out []byte) []byte {
	if asked.Tree < 0 || asked.Tree >= len(s.trees) {
		return appendRootFailure(out, asked.Path, fmt.Sprintf("there is no tree %d", asked.Tree))
	}
	ev := s.newEvaluation(asked)
	answer := ev.run(asked, out)
	if again := ev.retry(); again != nil {
		start := len(out)
		if other := again.run(asked, append([]byte{}, out...)); again.isBetterThan(ev) {
			return append(answer[:start], other[start:]...)
		}
	}
	return answer
}

func (s *session) newEvaluation(asked *rootRequest) *evaluation {
	ev := &evaluation{
		session: s, tree: s.trees[asked.Tree], root: dirOf(asked.Path), workspace: workspace{name: asked.Workspace}, limits: s.bounds,
		trace: newTrace(), attributes: map[string]map[string]bool{}, unread: map[string]string{},
		hidden: map[string]bool{}, elsewhere: map[string]string{},
		unavailable: map[string]bool{}, broken: map[string]bool{}, others: map[string]*otherUnit{},
	}
	running = &meter{limits: s.bounds}
	ev.openFunctions()
	return ev
}

// openFunctions makes the table of functions; those that read files read for this evaluation.
func (ev *evaluation) openFunctions() {
	ev.functions = ev.fileFunctions()
	for name, pure := range pureFunctions {
		ev.functions[name] = pure
	}
	for name, former := range ev.formerFunctions() {
		ev.functions[name] = former
	}
	ev.bare = &hcl.EvalContext{Functions: ev.functions}
}

func (ev *evaluation) run(asked *rootRequest, out []byte) (answer []byte) {
	ev.asked = asked
	start := len(out)
	defer func() {
		if reason := recover(); reason != nil {
			answer = appendRootFailure(out[:start], ev.root, fmt.Sprintf("the evaluation failed: %v", reason))
		}
	}()
	m, inputs := ev.readRoot(asked)
	ev.isOld = m.demandsOld()
	ev.workspace.settle(m)
	seen := ev.loadCalls(m, inputs)
	if ev.lacksFiles() {
		return ev.appendWanted(out)
	}
	ev.rootScope = newScope(ev, m)
	ev.rootScope.inputs = inputs
	if ev.rootScope.isEvidentRoot() {
		m.checkAliases()
	}
	ev.collectNames(seen)
	ev.rootScope.evaluateAll()
	declarations := ev.rootScope.declarations(nil)
	ev.rootScope.checkAllMoves(presentAddresses(declarations))
	blocks := ev.rootScope.blocks(nil)
	if !ev.lacksFiles() {
		ev.addSketches(inputs, declarations, blocks)
	}
	if ev.lacksFiles() {
		return ev.appendWanted(out)
	}
	for name, reason := range ev.unread {
		ev.problems = append(ev.problems, problem{path: name, message: "the file is not read: " + reason})
	}
	ev.noteWorkspace()
	ev.isDone = true
	return ev.appendAnswer(out, declarations, blocks)
}

// readRoot loads the root's module and the values that its variables get.
func (ev *evaluation) readRoot(asked *rootRequest) (*module, map[string]input) {
	if asked.Unit {
		if unit := ev.readUnit(asked); unit != nil {
			inputs := unit.inputs
			ev.readVariables(asked, unit.module, inputs, append(unit.files, asked.VariableFiles...), dirOf(asked.Path))
			return unit.module, inputs
		}
		return newModule(ev.root), map[string]input{}
	}
	m := ev.session.loadModule(ev.tree, ev.root, "")
	if m.hasOpenSources() {
		m = ev.session.loadModule(ev.tree, ev.root, fmt.Sprintf("root %p", asked))
	}
	inputs := map[string]input{}
	ev.readVariables(asked, m, inputs, asked.VariableFiles)
	return m, inputs
}

func (ev *evaluation) lacksFiles() bool {
	return ev.trace.lacks()
}

func (ev *evaluation) collectNames(modules map[*module]bool) {
	names := map[string]bool{}
	for m := range modules {
		ev.problems = append(ev.problems, m.problems...)
		for _, name := range m.brokenFiles {
			ev.broken[name] = true
		}
		for name := range m.names {
			names[name] = true
		}
		for _, declared := range m.variables {
			ev.hasEphemeral = ev.hasEphemeral || declared.ephemeral
		}
		for _, declared := range m.resources {
			known := ev.attributes[declared.mode+declared.kind]
			if known == nil {
				known = map[string]bool{}
				ev.attributes[declared.mode+declared.kind] = known
			}
			for name := range declared.block.body.attrs {
				known[name] = true
			}
			for _, inner := range declared.block.body.blocks {
				known[blockName(inner)] = true
			}
		}
	}
	ev.names = sortedNames(names)
}

func (ev *evaluation) fail(e *expression, format string, args ...any) {
	ev.failAt(e.path, e.line, format, args...)
}

func (ev *evaluation) failAt(file string, line int, format string, args ...any) {
	ev.report(problem{path: file, line: line, message: fmt.Sprintf(format, args...)})
}

// report keeps a problem. Past a thousand the first ones say enough.
func (ev *evaluation) report(found problem) {
	const most = 1_000
	if len(ev.problems) < most {
		ev.problems = append(ev.problems, found)
	}
}

// enter records that a named thing is being computed; the answer is false when it is being computed already or when
// the chain of references is too long.
func (ev *evaluation) enter(name string, busy bool, file string, line int) bool {
	if busy {
		start := max(indexOf(ev.stack, name), 0)
		ev.failAt(file, line, "%s refers to itself: %s → %s", name, strings.Join(shortened(ev.stack[start:]), " → "), name)
		return false
	}
	if len(ev.stack) >= ev.limits.Depth {
		ev.failAt(file, line, "%s is at the end of a chain of more than %d references", name, ev.limits.Depth)
		return false
	}
	ev.stack = append(ev.stack, name)
	return true
}

func (ev *evaluation) leave() { ev.stack = ev.stack[:len(ev.stack)-1] }

func shortened(names []string) []string {
	const most = 8
	if len(names) <= most {
		return names
	}
	return append(append([]string{}, names[:most]...), "…")
}

// saidExhausted tells whether the root has used up its steps and that has been said.
func (ev *evaluation) saidExhausted() bool {
	said := ev.exhausted
	ev.exhausted = running.steps > running.limits.Steps
	return said
}
