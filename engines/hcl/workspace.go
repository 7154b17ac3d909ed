package hcl

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
)

// workspace is terraform.workspace of one root. Where nobody names one it is the default one, as Terraform has it; a
// `cloud` block may name another, or leave the choice to whoever runs it.
type workspace struct {
	name string
	// open says that it is one of several, nobody knows which.
	open bool
	// isNamed says that the configuration or the caller chose it; wasAsked that an expression depends on it.
	isNamed, wasAsked bool
}

// settle finds the workspace of a root whose caller names none.
func (w *workspace) settle(root *module) {
	if w.name != "" || w.open {
		w.isNamed = true
		return
	}
	w.name = "default"
	for _, settings := range root.settings {
		for _, inner := range settings.body.blocks {
			for _, choice := range inner.body.blocks {
				if inner.kind == "cloud" && choice.kind == "workspaces" {
					w.choose(choice)
				}
			}
		}
	}
}

func (w *workspace) choose(choice *block) {
	w.isNamed = true
	if attr := choice.body.attrs["name"]; attr != nil {
		if text, ok := attr.expr.constantText(); ok && text != "" {
			w.name = text
			return
		}
	}
	w.open = true
}

func (w *workspace) value() cty.Value {
	w.wasAsked = true
	if w.open {
		return cty.UnknownVal(cty.String).RefineNotNull()
	}
	return cty.StringVal(w.name)
}

// retry is another evaluation of a root that is at fault because something about it is not known; nil for any other.
// One that asks for its workspace, and that nobody said to be applied in the default one, most often has its values by
// the names of workspaces. One whose variables want values that it does not get is there to be called, and a variable
// that may be null is not null in all calls.
func (ev *evaluation) retry() *evaluation {
	if ev.faults() == 0 || ev.lacksFiles() || ev.rootScope == nil {
		return nil
	}
	isInSome := !ev.workspace.isNamed && ev.workspace.wasAsked
	isCalled := ev.rootScope.lacksValues()
	if !isInSome && !isCalled {
		return nil
	}
	again := ev.session.newEvaluation(ev.asked)
	again.workspace.open, again.openDefaults = isInSome, isCalled
	return again
}

// lacksValues tells whether a root's variable without a default gets no value.
func (s *scope) lacksValues() bool {
	for name, declared := range s.module.variables {
		if _, given := s.inputs[name]; !given && declared.fallback == nil {
			return true
		}
	}
	return false
}

// isBetterThan tells whether less is wrong than in the first evaluation.
func (ev *evaluation) isBetterThan(other *evaluation) bool {
	return ev.isDone && ev.faults() < other.faults()
}

// faults counts the problems that other values might not have.
func (ev *evaluation) faults() int {
	count := 0
	for i := range ev.problems {
		if !ev.problems[i].isLack {
			count++
		}
	}
	return count
}

// noteWorkspace says that what depends on the workspace is unknown.
func (ev *evaluation) noteWorkspace() {
	if ev.workspace.open && ev.workspace.wasAsked {
		ev.notes = append(ev.notes, problem{path: ev.noticePath(), line: 1, message: fmt.Sprintf(
			"%s is applied in workspaces that nobody names, so what depends on terraform.workspace is unknown; name them in the configuration: projects: [{path: %s, workspaces: […]}]",
			describeDir(ev.root), ev.root,
		)})
	}
}

func (ev *evaluation) noticePath() string {
	if files := ev.rootScope.module.files; len(files) > 0 {
		return files[0]
	}
	return ev.root
}
