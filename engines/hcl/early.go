package hcl

// early evaluates module sources before the configuration as a whole can be evaluated: from variables and locals
// alone, as OpenTofu does.
type early struct {
	ev     *evaluation
	inputs map[string]input
	work   *evaluation
	scopes map[*place]*scope
}

// text gives a source or version as text; it is not ok when anything that it depends on is not known yet.
func (e *early) text(at *place, expr *expression) (string, bool) {
	if !isEarly(expr) {
		return "", false
	}
	scope := e.scopeOf(at)
	value := scope.evalWith(expr, nil, false)
	e.ev.trace.add(e.work.trace)
	value, _ = value.UnmarkDeep()
	text := textOf(value)
	return text, text != ""
}

func isEarly(expr *expression) bool {
	for i := range expr.refs {
		switch expr.refs[i].root {
		case "var", "local", "path", "terraform", "tofu":
		default:
			return false
		}
	}
	return true
}

// scopeOf makes the module instance that the loader stands in, as far as variables and locals need it.
func (e *early) scopeOf(at *place) *scope {
	if e.work == nil {
		e.work = e.ev.sketch()
		e.scopes = map[*place]*scope{}
	}
	if known, ok := e.scopes[at]; ok {
		return known
	}
	made := newScope(e.work, at.module)
	made.inputs = e.inputs
	if at.parent != nil {
		made.parent, made.call = e.scopeOf(at.parent), at.call
		made.path = made.parent.address("module." + at.call.name)
	}
	e.scopes[at] = made
	return made
}

// sketch is an evaluation of the same root whose problems nobody hears: the real one will report them again.
func (ev *evaluation) sketch() *evaluation {
	made := *ev
	made.trace, made.problems = newTrace(), nil
	made.stack = nil
	made.unavailable, made.unread, made.hidden = map[string]bool{}, map[string]string{}, map[string]bool{}
	made.openFunctions()
	return &made
}
