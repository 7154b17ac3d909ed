package hcl

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// lifecycle is how Terraform treats a managed resource, as far as its block says so in constants.
type lifecycle struct {
	preventDestroy, createBeforeDestroy, ignoresAll bool
	ignored                                         [][]byte // paths, each the inside of a JSON array
}

func lifecycleOf(b *block) *lifecycle {
	var found *lifecycle
	for _, inner := range b.body.blocks {
		if inner.kind != "lifecycle" {
			continue
		}
		if found == nil {
			found = &lifecycle{}
		}
		attrs := inner.body.attrs
		found.preventDestroy = found.preventDestroy || attrs["prevent_destroy"].isTrue()
		found.createBeforeDestroy = found.createBeforeDestroy || attrs["create_before_destroy"].isTrue()
		if attr := attrs["ignore_changes"]; attr != nil {
			found.readIgnored(attr.expr)
		}
	}
	return found
}

func (l *lifecycle) readIgnored(e *expression) {
	if word := hcl.ExprAsKeyword(e.Expression); word == "all" {
		l.ignoresAll = true
		return
	}
	items, diags := hcl.ExprList(e.Expression)
	if diags.HasErrors() {
		return
	}
	for _, item := range items {
		traversal, diags := hcl.RelTraversalForExpr(item)
		if diags.HasErrors() {
			continue
		}
		l.ignored = append(l.ignored, pathInside(traversal))
	}
}

func pathInside(traversal hcl.Traversal) []byte {
	var out []byte
	for i, step := range traversal {
		if i > 0 {
			out = append(out, ',')
		}
		switch step := step.(type) {
		case hcl.TraverseRoot:
			out = appendText(out, step.Name)
		case hcl.TraverseAttr:
			out = appendText(out, step.Name)
		case hcl.TraverseIndex:
			out = appendJSON(out, step.Key)
		}
	}
	return out
}

func (d *declaration) appendLifecycle(out []byte) []byte {
	if d.node.def.mode != "" {
		return append(out, "null"...)
	}
	found := lifecycleOf(d.node.def.block)
	if found == nil {
		return append(out, "null"...)
	}
	out = strconv.AppendBool(appendField(append(out, '{'), "prevent_destroy"), found.preventDestroy)
	out = strconv.AppendBool(appendField(out, "create_before_destroy"), found.createBeforeDestroy)
	out = strconv.AppendBool(appendField(out, "ignore_all"), found.ignoresAll)
	out = appendPaths(appendField(out, "ignore_changes"), found.ignored)
	return append(out, '}')
}

// protected are the addresses, without instance keys, of resources that Terraform must not destroy, also of those that
// have no instance.
func (ev *evaluation) protected() []string {
	found := map[string]bool{}
	collectProtected(ev.rootScope.module, "", found, 0)
	return sortedNames(found)
}

func collectProtected(m *module, prefix string, found map[string]bool, depth int) {
	for key, declared := range m.resources {
		if declared.mode == "" {
			if known := lifecycleOf(declared.block); known != nil && known.preventDestroy {
				found[prefix+key] = true
			}
		}
	}
	for name, c := range m.calls {
		if c.child != nil && depth < 64 {
			collectProtected(c.child, prefix+"module."+name+".", found, depth+1)
		}
	}
}

// checkConditions reports the pre- and postconditions of an instance that are known to fail.
func (n *resourceNode) checkConditions() {
	for _, inner := range n.def.block.body.blocks {
		if inner.kind != "lifecycle" {
			continue
		}
		for _, rule := range inner.body.blocks {
			if rule.kind != "precondition" && rule.kind != "postcondition" {
				continue
			}
			for _, made := range n.instances {
				in := made.env
				if rule.kind == "postcondition" {
					in = &env{parent: made.env, vars: map[string]cty.Value{"self": n.selfValue(made, rule)}}
				}
				n.scope.checkRule(rule, in, "the "+rule.kind+" of "+n.address()+made.suffix)
			}
		}
	}
}

func (n *resourceNode) selfValue(made *instance, rule *block) cty.Value {
	var names []string
	for _, attr := range rule.body.attrs {
		names = append(names, attr.expr.names...)
	}
	return n.instanceValue(made, uniqueSorted(names), false)
}

// checkRule reports a condition that is known to be false.
func (s *scope) checkRule(rule *block, in *env, what string) {
	if message, line, failed := s.failedRule(rule, in); failed && !s.supposed && !in.isSupposed() {
		s.ev.failAt(rule.path, line, "%s is known to fail: %s", what, message)
	}
}

func (s *scope) failedRule(rule *block, in *env) (message string, line int, failed bool) {
	condition := rule.body.attrs["condition"]
	if condition == nil {
		return "", 0, false
	}
	isTrue, known, reason := asCondition(s.eval(condition.expr, in))
	switch {
	case reason != "":
		return "the condition is " + reason + ", expected true or false", condition.line, true
	case !known || isTrue:
		return "", 0, false
	}
	return s.errorMessage(rule, in), condition.line, true
}

// noteChecks notes the assertions of check blocks that are known to fail: Terraform only warns of them.
func (s *scope) noteChecks() {
	for _, b := range s.module.checks {
		for _, rule := range b.body.blocks {
			if rule.kind != "assert" {
				continue
			}
			if message, line, failed := s.failedRule(rule, nil); failed && !s.supposed {
				s.ev.notes = append(s.ev.notes, problem{path: rule.path, line: line, message: "the check " + quoted(lastLabel(b)) + " is known to fail: " + message})
			}
		}
	}
}
