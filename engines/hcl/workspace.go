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

// inSomeWorkspace is another evaluation of a root that is at fault in the default workspace and that nobody said to be
// applied there: such a root most often has its values by the names of its workspaces.
func (ev *evaluation) inSomeWorkspace() *evaluation {
	if ev.workspace.isNamed || !ev.workspace.wasAsked || len(ev.problems) == 0 || ev.lacksFiles() {
		return nil
	}
	again := ev.session.newEvaluation(ev.asked)
	again.workspace.open = true
	return again
}

// isBetterThan tells whether less is wrong in an unknown workspace than in the default one; then it is said.
func (ev *evaluation) isBetterThan(other *evaluation) bool {
	return ev.isDone && len(ev.problems) < len(other.problems)
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
