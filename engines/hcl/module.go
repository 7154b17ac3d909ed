package hcl

import (
	"fmt"
	"path"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
)

// module is one directory's configuration, as it is written. It is shared by all that call it.
type module struct {
	dir string
	// pack is the directory of the package that was fetched and that the module is part of; empty in the tree itself.
	pack      string
	variables map[string]*variable
	locals    map[string]*attribute
	outputs   map[string]*block
	resources map[string]*resource // by "aws_x.y", "data.aws_x.y", "ephemeral.aws_x.y"
	calls     map[string]*call
	providers map[string]*block // by "aws", "aws.west"
	// settings are the `terraform` blocks.
	settings []*block
	checks   []*block
	moved    []*block
	removed  []*block
	imports  []*block
	moves    []move
	problems []problem
	// files are the configuration files that were read; empty says that the directory is no module.
	files []string
	// broken says that a file could not be read, so that a name that is not declared may be declared in it.
	broken      bool
	brokenFiles []string
	// singles are the types and blocks that an expression takes for a single one.
	singles        map[string]bool
	aliasesChecked bool
	// isOpen says that a generated file is not known, which may configure providers.
	isOpen bool
	// names are the attributes that any expression in it asks for.
	names map[string]bool
	order order
	trace *trace
}

// order has the names of what a module declares, sorted.
type order struct {
	variables, locals, outputs, resources, calls, providers []string
}

func (m *module) orderOf() order {
	return order{
		variables: sortedNames(m.variables), locals: sortedNames(m.locals), outputs: sortedNames(m.outputs),
		resources: sortedNames(m.resources), calls: sortedNames(m.calls), providers: sortedNames(m.providers),
	}
}

type variable struct {
	name      string
	block     *block
	kind      cty.Type
	defaults  *typeexpr.Defaults
	fallback  *expression // nil when the variable is required
	literal   cty.Value   // what fallback is worth
	sensitive bool
	ephemeral bool
	nullable  bool
	// usual is its value where nothing is given, once it is known to be the same everywhere; shown is its block so.
	usual cty.Value
	shown *instance
}

type resource struct {
	mode  string // "", "data" or "ephemeral"
	kind  string
	name  string
	block *block
}

func (r *resource) key() string {
	if r.mode == "" {
		return r.kind + "." + r.name
	}
	return r.mode + "." + r.kind + "." + r.name
}

// call is a module block.
type call struct {
	name    string
	block   *block
	source  string
	version string
	// installed is the directory, seen from the root's, where init puts a module that comes from elsewhere; fetched is
	// where the tree has it, empty when that is the same.
	installed string
	fetched   string
	// child is nil when the module is not to be had; reason says why.
	child  *module
	reason string
}

// loadModule reads a directory once. A variant is a copy of its own, for one whose sources depend on its caller.
func (s *session) loadModule(from *tree, dir, variant string) *module {
	key := fmt.Sprintf("%d\x00%s\x00%s", s.treeIndex(from), dir, variant)
	if loaded, ok := s.modules[key]; ok {
		return loaded
	}
	loaded := newModule(dir)
	s.modules[key] = loaded
	loaded.readFiles(from, nil)
	return loaded
}

// loadGenerated is loadModule for a directory into which files are generated that take the place of its own.
func (s *session) loadGenerated(from *tree, dir, variant string, generated map[string]*sourceFile) *module {
	loaded := newModule(dir)
	s.modules[fmt.Sprintf("%d\x00%s\x00%s", s.treeIndex(from), dir, variant)] = loaded
	loaded.readFiles(from, generated)
	return loaded
}

func newModule(dir string) *module {
	return &module{
		dir: dir, variables: map[string]*variable{}, locals: map[string]*attribute{}, outputs: map[string]*block{},
		resources: map[string]*resource{}, calls: map[string]*call{}, providers: map[string]*block{},
		names: map[string]bool{}, trace: newTrace(), singles: map[string]bool{},
	}
}

func (m *module) readFiles(from *tree, generated map[string]*sourceFile) {
	entries, _ := from.list(dirOf(m.dir), m.trace)
	all := append([]string{}, entries.Files...)
	for name := range generated {
		if !contains(all, name) {
			all = append(all, name)
		}
	}
	names := configurationFiles(all)
	var overrides []*sourceFile
	for _, name := range names {
		file := generated[name]
		if file == nil {
			file = m.readFile(from, path.Join(m.dir, name))
		}
		if file == nil {
			continue
		}
		m.problems = append(m.problems, file.problems...)
		m.isOpen = m.isOpen || file.isOpen
		if file.broken {
			m.broken = true
			m.brokenFiles = append(m.brokenFiles, file.path)
		}
		m.checkFile(file, isOverride(name))
		if isOverride(name) {
			overrides = append(overrides, file)
			continue
		}
		for _, block := range file.blocks {
			m.declare(block)
		}
	}
	for _, file := range overrides {
		for _, block := range file.blocks {
			m.override(block)
		}
	}
	m.describe()
	m.checkConsistency()
}

func (m *module) checkFile(file *sourceFile, overrides bool) {
	for _, name := range sortedNames(file.attrs) {
		m.refuse(file.path, file.attrs[name].line, "Unsupported argument: %q stands outside of any block; expected blocks only", name)
	}
	for _, block := range file.blocks {
		if count, known := labelCounts[block.kind]; known && len(block.labels) == count {
			m.checkTop(block, overrides)
		}
	}
}

func dirOf(dir string) string { return path.Clean("./" + dir) }

// configurationFiles are the names that Terraform or OpenTofu loads; `x.tofu` takes the place of `x.tf`.
func configurationFiles(all []string) []string {
	present := make(map[string]bool, len(all))
	for _, name := range all {
		present[name] = true
	}
	var names []string
	for _, name := range all {
		if !isConfiguration(name) {
			continue
		}
		stem, json := strings.CutSuffix(name, ".json")
		if stem, native := strings.CutSuffix(stem, ".tf"); native {
			replacement := stem + ".tofu"
			if json {
				replacement += ".json"
			}
			if present[replacement] {
				continue
			}
		}
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (m *module) readFile(from *tree, name string) *sourceFile {
	text, blob, state := from.read(name, m.trace)
	m.files = append(m.files, name)
	switch state {
	case fileGiven:
		return parseFile(name, blob, text)
	case fileUnreadable:
		m.broken = true
		m.brokenFiles = append(m.brokenFiles, name)
		m.fail(name, 0, "the file is not read: %s", from.unreadable(name))
	}
	return nil
}

func (m *module) fail(file string, line int, format string, args ...any) {
	m.problems = append(m.problems, problem{path: file, line: line, message: fmt.Sprintf(format, args...)})
}

// labelCounts are the labels that each block at the top of a file must have.
var labelCounts = map[string]int{
	"terraform": 0, "locals": 0, "moved": 0, "removed": 0, "import": 0, "provider": 1, "variable": 1, "output": 1,
	"module": 1, "check": 1, "resource": 2, "data": 2, "ephemeral": 2,
}

func (m *module) declare(b *block) {
	count, known := labelCounts[b.kind]
	if !known {
		m.fail(b.path, b.line, "Unsupported block type: blocks of type %q are not expected here", b.kind)
		return
	}
	if len(b.labels) != count {
		m.fail(b.path, b.line, "a %q block has %d labels, expected %d", b.kind, len(b.labels), count)
		return
	}
	switch b.kind {
	case "locals":
		for name, attr := range b.body.attrs {
			if known, ok := m.locals[name]; ok {
				m.duplicate(b.path, attr.line, "local."+name, known.expr.path, known.line)
				continue
			}
			m.locals[name] = attr
		}
	case "moved":
		m.moved = append(m.moved, b)
	case "removed":
		m.removed = append(m.removed, b)
	case "import":
		m.imports = append(m.imports, b)
	case "terraform":
		m.settings = append(m.settings, b)
	case "check":
		m.checks = append(m.checks, b)
		for _, inner := range b.body.blocks {
			if inner.kind == "data" {
				m.declare(inner)
			}
		}
	case "variable":
		if m.fresh(b, "var."+b.labels[0], m.variables[b.labels[0]] != nil, func() *block { return m.variables[b.labels[0]].block }) {
			m.variables[b.labels[0]] = &variable{name: b.labels[0], block: b}
		}
	case "output":
		if m.fresh(b, "output."+b.labels[0], m.outputs[b.labels[0]] != nil, func() *block { return m.outputs[b.labels[0]] }) {
			m.outputs[b.labels[0]] = b
		}
	case "module":
		if m.fresh(b, "module."+b.labels[0], m.calls[b.labels[0]] != nil, func() *block { return m.calls[b.labels[0]].block }) {
			m.calls[b.labels[0]] = &call{name: b.labels[0], block: b}
		}
	case "provider":
		name := providerName(b)
		if m.fresh(b, "provider."+name, m.providers[name] != nil, func() *block { return m.providers[name] }) {
			m.providers[name] = b
		}
	case "resource", "data", "ephemeral":
		declared := newResource(b)
		key := declared.key()
		if m.fresh(b, key, m.resources[key] != nil, func() *block { return m.resources[key].block }) {
			m.resources[key] = declared
		}
	}
}

func newResource(b *block) *resource {
	mode := b.kind
	if mode == "resource" {
		mode = ""
	}
	return &resource{mode: mode, kind: b.labels[0], name: b.labels[1], block: b}
}

func (m *module) fresh(b *block, name string, declared bool, first func() *block) bool {
	if declared {
		m.duplicate(b.path, b.line, name, first().path, first().line)
	}
	return !declared
}

func (m *module) duplicate(file string, line int, name, firstFile string, firstLine int) {
	m.fail(file, line, "%s is declared twice; the first declaration is in %s, line %d", name, firstFile, firstLine)
}

func providerName(b *block) string {
	name := b.labels[0]
	if alias, ok := b.body.attrs["alias"]; ok {
		if text, ok := alias.expr.constantText(); ok {
			name += "." + text
		}
	}
	return name
}
