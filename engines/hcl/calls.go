package hcl

import (
	"fmt"
	"path"
	"strings"
)

// loader finds the modules of all calls of one root.
type loader struct {
	ev   *evaluation
	seen map[*module]bool
	// early evaluates sources that are no constants; nil until there is one.
	early *early
}

// place is where the loader stands: the chain of directories that lead there tells a module that calls itself, the
// key is the path of calls, with a dot at its end.
type place struct {
	parent *place
	call   *call
	module *module
	chain  []string
	key    string
}

// loadCalls finds the modules of all calls at and below the root's module.
func (ev *evaluation) loadCalls(m *module, inputs map[string]input) map[*module]bool {
	l := &loader{ev: ev, seen: map[*module]bool{}, early: &early{ev: ev, inputs: inputs}}
	l.load(&place{module: m})
	return l.seen
}

func (l *loader) load(at *place) {
	m := at.module
	l.ev.trace.add(m.trace)
	if l.seen[m] {
		return
	}
	l.seen[m] = true
	at.chain = append(at.chain, m.dir)
	for _, name := range m.order.calls {
		c := m.calls[name]
		l.loadCall(at, c)
		if c.fetched != "" {
			l.ev.elsewhere[path.Join(l.ev.root, c.installed)] = c.fetched
		}
		if c.child != nil {
			l.load(&place{parent: at, call: c, module: c.child, chain: at.chain, key: at.key + name + "."})
		}
	}
}

func (l *loader) loadCall(at *place, c *call) {
	if c.child != nil || c.reason != "" {
		return
	}
	attr, ok := c.block.body.attrs["source"]
	if !ok {
		c.reason = fmt.Sprintf("module %q has no source", c.name)
		return
	}
	if c.source, ok = l.text(at, attr.expr); !ok {
		c.reason = fmt.Sprintf("the source of module %q is not known before it is applied: %s; expected a text, or one made of variables and locals with known values", c.name, oneLine(attr.expr.text))
		return
	}
	if attr, ok := c.block.body.attrs["version"]; ok {
		if c.version, ok = l.text(at, attr.expr); !ok {
			c.reason = fmt.Sprintf("the version of module %q is not known before it is applied: %s; expected a text, or one made of variables and locals with known values", c.name, oneLine(attr.expr.text))
			return
		}
	}
	if isLocalSource(c.source) {
		l.loadLocal(at, c)
		return
	}
	l.loadRemote(at, c)
}

// text is a constant, or what is made of variables and locals that are known before anything is applied.
func (l *loader) text(at *place, e *expression) (string, bool) {
	if text, ok := e.constantText(); ok {
		return text, true
	}
	return l.early.text(at, e)
}

func isLocalSource(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") || source == "." || source == ".."
}

func (l *loader) loadLocal(at *place, c *call) {
	dir, inside := within(at.module.dir, c.source)
	pack := at.module.pack
	switch {
	case !inside:
		c.reason = fmt.Sprintf("module %q has the source %q, which leaves the repository; expected a directory in it", c.name, c.source)
	case pack != "" && dir != pack && !strings.HasPrefix(dir, pack+"/"):
		c.reason = fmt.Sprintf("module %q has the source %q, which leaves its package; expected a directory in it", c.name, c.source)
	case contains(at.chain, dir):
		c.reason = fmt.Sprintf("module %q calls itself: %s", c.name, strings.Join(append(at.chain[indexOf(at.chain, dir):], dir), " → "))
	case len(at.chain) > 64:
		c.reason = fmt.Sprintf("module %q is nested more than 64 calls deep", c.name)
	default:
		l.loadChild(at, c, dir, pack)
	}
}

// loadRemote looks among what init has fetched, then asks the host.
func (l *loader) loadRemote(at *place, c *call) {
	tree := l.ev.tree
	if found, ok := tree.installedFor(at.key+c.name, c); ok && !contains(at.chain, found.Path) {
		c.installed = found.Dir
		l.loadChild(at, c, found.Path, "")
		return
	}
	wanted := moduleRequest{c.source, c.version}
	found := tree.fetched[wanted]
	switch {
	case found == nil && tree.request.Fetches:
		l.ev.trace.wantModules[wanted] = true
	case found == nil || found.Path == "":
		c.reason = missingModule(c, found)
	case contains(at.chain, found.Path):
		c.reason = fmt.Sprintf("module %q calls itself: %s", c.name, strings.Join(append(at.chain[indexOf(at.chain, found.Path):], found.Path), " → "))
	case len(at.chain) > 64:
		c.reason = fmt.Sprintf("module %q is nested more than 64 calls deep", c.name)
	default:
		c.installed = path.Join(".terraform/modules", at.key+c.name, strings.TrimPrefix(found.Path, found.Root))
		c.fetched = found.Path
		l.loadChild(at, c, found.Path, found.Root)
	}
}

func (l *loader) loadChild(at *place, c *call, dir, pack string) {
	s, from := l.ev.session, l.ev.tree
	child := s.loadModule(from, dir, "")
	if child.hasOpenSources() {
		child = s.loadModule(from, dir, fmt.Sprintf("call %p", c))
	}
	child.pack = pack
	l.ev.trace.add(child.trace)
	if len(child.files) > 0 || len(child.trace.wantDirs) > 0 {
		c.child = child
		child.checkAliases()
		return
	}
	c.reason = fmt.Sprintf("module %q has the source %q, and there are no Terraform files in %q", c.name, c.source, dir)
	if why := from.unreadable(dir); why != "" {
		c.reason = fmt.Sprintf("module %q has the source %q, which is not read: %s", c.name, c.source, why)
	}
	l.ev.trace.reads[path.Join(dir, "main.tf")] = true
}

func missingModule(c *call, answered *fetchedModule) string {
	version := "(no version)"
	if c.version != "" {
		version = fmt.Sprintf("version %q", c.version)
	}
	why := ""
	if answered != nil && answered.Reason != "" {
		why = ": " + oneLine(answered.Reason)
	}
	if c.version != "" {
		version = ", " + version
	} else {
		version = " " + version
	}
	return fmt.Sprintf("module %q is not available: source %q%s%s; its resources are not reviewed and its outputs are unknown", c.name, c.source, version, why)
}

// hasOpenSources tells whether a module calls others by a source or version that its own variables may change.
func (m *module) hasOpenSources() bool {
	for _, c := range m.calls {
		for _, name := range []string{"source", "version"} {
			if attr, ok := c.block.body.attrs[name]; ok && len(attr.expr.refs) > 0 {
				return true
			}
		}
	}
	return false
}

// resolve gives the path in the tree of a path that the root's expressions use. What init puts below `.terraform` lies
// elsewhere in the tree.
func (ev *evaluation) resolve(name string) (resolved string, ok bool) {
	resolved, ok = within(ev.root, name)
	if ev.isUnit {
		resolved, ok = resolveIn(ev.root, name)
	}
	if !ok {
		return resolved, ok
	}
	return ev.located(resolved), true
}

// located is where the tree has a path that init, or Terragrunt for a stack, would put elsewhere.
func (ev *evaluation) located(resolved string) string {
	if len(ev.elsewhere) == 0 {
		return resolved
	}
	for dir := resolved; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if target, known := ev.elsewhere[dir]; known {
			return path.Join(target, strings.TrimPrefix(resolved, dir))
		}
	}
	return resolved
}
