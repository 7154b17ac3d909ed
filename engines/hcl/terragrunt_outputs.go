package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// What a dependency's outputs are worth is found by evaluating the other unit, as far as its configuration tells. What is
// wrong in it is said where it is a project of its own.

const (
	// maxChainedUnits bounds units that depend on units; each may need files that only its evaluation finds.
	maxChainedUnits = 6
	// maxOtherUnits bounds the units that are evaluated for one.
	maxOtherUnits = 60
)

// otherUnit is a unit that was evaluated for its outputs.
type otherUnit struct {
	scope *scope
	// meter counts its own work.
	meter *meter
	// circle is the chain of units that led back to one of them.
	circle []string
}

// outputsOf evaluates the unit that a dependency names; the answer is false where that is not here or not known.
func (u *unit) outputsOf(block *block, config *grunt, e *expression) (map[string]cty.Value, bool) {
	attr := block.body.attrs["config_path"]
	if attr == nil || u.drafting {
		return nil, false
	}
	text := textOf(config.eval(attr.expr))
	dir, ok := resolveIn(u.dir, text)
	if text == "" || !ok || strings.HasSuffix(dir, ".hcl") {
		return nil, false
	}
	other := u.other(dir, attr.expr)
	if other == nil || other.scope == nil {
		return nil, false
	}
	before := running
	running = other.meter
	defer func() { running = before }()
	values := map[string]cty.Value{}
	for _, name := range other.scope.module.order.outputs {
		if contains(e.names, name) || asksForAll(e, block) {
			values[name] = closed(other.scope.output(name))
		}
	}
	u.ev.trace.add(other.scope.ev.trace)
	return values, true
}

// other is the unit of a directory, evaluated once; nil where there is none.
func (u *unit) other(dir string, by *expression) *otherUnit {
	if known, ok := u.ev.others[dir]; ok {
		return known
	}
	request := u.requestOf(dir)
	chain := append(append([]string{}, u.ev.chain...), u.dir)
	if request == nil || len(chain) > maxChainedUnits || len(u.ev.others) > maxOtherUnits {
		return nil
	}
	made := &otherUnit{}
	if contains(chain, dir) {
		made.circle = append(chain[indexOf(chain, dir):], dir)
	} else {
		u.ev.readOther(request, chain, made)
	}
	if len(made.circle) > 0 {
		u.ev.circle = made.circle
		if made.circle[0] == u.dir {
			u.fail(by, "the dependency leads back to the unit itself: %s", strings.Join(made.circle, " → "))
		}
	}
	u.ev.others[dir] = made
	return made
}

// requestOf asks for a directory's unit; nil where there is none, neither in the tree nor in the unit's own stack.
func (u *unit) requestOf(dir string) *rootRequest {
	ev := u.ev
	request := &rootRequest{Tree: ev.asked.Tree, Path: dir, Unit: true, Environment: ev.asked.Environment, Workspace: ev.asked.Workspace}
	if u.madeBy != nil && u.isBeside(dir) {
		request.Stack = u.neighbour(dir)
		if request.Stack == nil {
			return nil
		}
		return request
	}
	if _, _, state := ev.tree.read(u.configFile(dir), ev.trace); state != fileGiven {
		return nil // it is asked for where it exists
	}
	return request
}

// neighbour is the unit of the same stack that Terragrunt generates in a directory.
func (u *unit) neighbour(dir string) *stackRequest {
	own := u.values
	u.values = u.stackValues
	defer func() { u.values = own }()
	for _, declared := range u.stack.file.blocks {
		label := strings.Join(declared.labels, ".")
		if declared.kind == "unit" && u.stack.generatedDir(declared, label) == dir {
			asked := u.ev.asked.Stack
			return &stackRequest{File: asked.File, Within: asked.Within, Unit: label}
		}
	}
	return nil
}

// readOther makes the module instance of another unit. Its outputs are computed when they are asked for.
func (ev *evaluation) readOther(request *rootRequest, chain []string, made *otherUnit) {
	before := running
	defer func() {
		running = before
		if recover() != nil {
			made.scope = nil
		}
	}()
	other := ev.session.newEvaluation(request)
	other.asked, other.chain, other.others = request, chain, ev.others
	m, inputs := other.readRoot(request)
	other.workspace.settle(m)
	seen := other.loadCalls(m, inputs)
	ev.trace.add(other.trace)
	made.circle = other.circle
	if len(m.files) == 0 || other.lacksFiles() {
		return
	}
	other.rootScope = newScope(other, m)
	other.rootScope.inputs = inputs
	other.collectNames(seen)
	made.scope, made.meter = other.rootScope, running
}

// asksForAll tells whether an expression takes all outputs of a dependency.
func asksForAll(e *expression, block *block) bool {
	for _, traversal := range e.Variables() {
		if traversal.RootName() != "dependency" || len(traversal) > 3 {
			continue
		}
		if step, ok := traversal[1].(hcl.TraverseAttr); len(traversal) < 2 || ok && step.Name == strings.Join(block.labels, ".") {
			return true
		}
	}
	return false
}

// closed makes unknown what its provider would add attributes to: whoever asks for one of those is somewhere else.
func closed(value cty.Value) cty.Value {
	bare, marks := value.Unmark()
	kind := bare.Type()
	if !bare.IsKnown() || bare.IsNull() {
		return value
	}
	switch {
	case kind.IsObjectType() && kind.HasAttribute(openAttribute):
		return cty.DynamicVal.WithMarks(marks)
	case kind.IsObjectType() && bare.LengthInt() > 0:
		members := bare.AsValueMap()
		for name, member := range members {
			members[name] = closed(member)
		}
		return cty.ObjectVal(members).WithMarks(marks)
	case kind.IsTupleType() && bare.LengthInt() > 0:
		items := bare.AsValueSlice()
		for i, item := range items {
			items[i] = closed(item)
		}
		return cty.TupleVal(items).WithMarks(marks)
	case kind.IsCollectionType() && kind.ElementType().IsObjectType() && kind.ElementType().HasAttribute(openAttribute):
		return cty.DynamicVal.WithMarks(marks)
	}
	return value
}
