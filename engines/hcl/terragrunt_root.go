package hcl

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// unitRoot is what a unit's configuration makes of a root.
type unitRoot struct {
	module *module
	inputs map[string]input
	// files are variable files that extra arguments name.
	files []string
	// open says that what the unit gives its module is not known at all.
	open bool
}

// readUnit reads a unit's configuration; nil when there is no module to evaluate.
func (ev *evaluation) readUnit(asked *rootRequest) *unitRoot {
	dir := dirOf(asked.Path)
	u := &unit{ev: ev, dir: dir, said: map[string]bool{}}
	if asked.Stack != nil && !u.generateFrom(asked.Stack) {
		return nil
	}
	config := u.load(u.configFile(dir), dir, false, u.madeBy)
	if config == nil {
		return nil
	}
	parts := config.merged()
	u.checkDependencies(config)
	at, pack, found := u.moduleDir(parts, config)
	if !found || ev.lacksFiles() {
		return nil
	}
	m := ev.session.loadGenerated(ev.tree, at, fmt.Sprintf("unit %s %p", dir, asked), u.generate(config, parts))
	m.pack = pack
	ev.trace.add(m.trace)
	root := &unitRoot{module: m, inputs: map[string]input{}}
	if len(m.files) == 0 && !ev.lacksFiles() && parts.source != nil {
		ev.fail(parts.source.expr, "the source of the unit has no Terraform files: %s", describeDir(at))
	}
	root.giveInputs(parts.inputs, config, m)
	root.files = u.variableFiles(parts)
	ev.root, ev.isUnit = at, true
	ev.calledAt = u.callOf(config, parts)
	return root
}

// callOf is the place that stands for the call of the unit's module.
func (u *unit) callOf(config *grunt, parts *gruntParts) []location {
	if parts.source != nil && parts.source.config == config {
		return []location{locationOf(parts.source.block)}
	}
	for _, block := range config.file.blocks {
		if block.kind == "include" {
			return []location{locationOf(block)}
		}
	}
	return []location{{config.path, 1, 1}}
}

func (u *unit) checkDependencies(config *grunt) {
	for _, block := range config.file.blocks {
		attr := block.body.attrs["config_path"]
		if block.kind != "dependency" || attr == nil || block.body.attrs["enabled"] != nil {
			continue
		}
		text := textOf(config.eval(attr.expr))
		file, ok := resolveIn(u.dir, text)
		if text == "" || strings.HasSuffix(file, ".hcl") {
			continue
		}
		if ok && strings.Contains(file, stackDir+"/") {
			continue // it is there once Terragrunt has generated the stack
		}
		if !ok || u.ev.tree.exists(u.configFile(file), u.ev.trace) == fileMissing {
			u.fail(attr.expr, "the dependency %q has the config_path %q, and there is no %s there", strings.Join(block.labels, "."), text, terragruntFile)
		}
	}
}

// moduleDir finds the directory of the unit's module: the unit's own where it names no source.
func (u *unit) moduleDir(parts *gruntParts, config *grunt) (dir, pack string, found bool) {
	if parts.source == nil {
		return u.ev.located(u.dir), "", true
	}
	ev, expr := u.ev, parts.source.expr
	source := textOf(parts.source.config.eval(expr))
	if source == "" {
		if !ev.lacksFiles() {
			ev.unavailable["*"] = true
			ev.fail(expr, "the source of the unit is not known before it is run: %s%s", oneLine(expr.text), environmentRemedy(ev.root, expr.text))
		}
		return "", "", false
	}
	if isLocalSource(source) || strings.HasPrefix(source, repositoryRoot) || isPlainPath(source) {
		dir, ok := resolveIn(u.dir, strings.Replace(source, "//", "/", 1))
		if !ok {
			ev.unavailable["*"] = true
			ev.fail(expr, "the source of the unit is %q, which leaves the repository; expected a directory in it", source)
		}
		return dir, "", ok
	}
	wanted := moduleRequest{source, ""}
	answer := ev.tree.fetched[wanted]
	if answer == nil && ev.tree.request.Fetches {
		ev.trace.wantModules[wanted] = true
		return "", "", false
	}
	if answer == nil || answer.Path == "" {
		ev.unavailable["*"] = true
		call := &call{name: path.Base(u.dir), source: source}
		ev.report(problem{path: expr.path, line: expr.line, message: "the unit's " + missingModule(call, answer), digest: source})
		return "", "", false
	}
	return answer.Path, answer.Root, true
}

func isPlainPath(source string) bool {
	return !strings.Contains(source, ":") && !strings.HasPrefix(source, "github.com/") && !strings.HasPrefix(source, "bitbucket.org/")
}

// giveInputs are the values that the module's variables get. What is wholly unknown may be any of them.
func (r *unitRoot) giveInputs(inputs cty.Value, config *grunt, m *module) {
	place := input{path: config.path, line: 1}
	attr := config.file.attrs["inputs"]
	if attr != nil {
		place.line = attr.line
	}
	bare, marks := inputs.Unmark()
	if !isMembers(bare) {
		for name := range m.variables {
			place.value = cty.DynamicVal
			r.inputs[name] = place
		}
		return
	}
	lines := map[string]int{}
	if attr != nil {
		for _, part := range attr.parts() {
			if strings.Count(part.pointer, "/") == 1 {
				lines[part.pointer[1:]] = part.expr.line
			}
		}
	}
	for name, value := range bare.AsValueMap() {
		if m.variables[name] == nil || isNull(value) {
			continue
		}
		given := place
		if line := lines[name]; line > 0 {
			given.line = line
		}
		given.value = suitInput(value, m.variables[name]).WithMarks(marks)
		r.inputs[name] = given
	}
}

// variableFiles are those that extra arguments give, as far as they exist.
func (u *unit) variableFiles(parts *gruntParts) []string {
	var files []string
	for _, block := range parts.arguments {
		for _, name := range []string{"required_var_files", "optional_var_files"} {
			attr := block.body.attrs[name]
			if attr == nil {
				continue
			}
			config := &grunt{unit: u, file: &sourceFile{}, path: block.path, base: u.dir, isIncluded: path.Dir(block.path) != u.dir, locals: map[string]*node{}}
			if own := u.load(block.path, u.dir, config.isIncluded, attr.expr); own != nil {
				config = own
			}
			value, _ := config.eval(attr.expr).UnmarkDeep()
			if !isElements(value) {
				continue
			}
			for _, item := range value.AsValueSlice() {
				file, ok := resolveIn(u.dir, textOf(item))
				if ok && u.ev.tree.exists(file, u.ev.trace) != fileMissing {
					files = append(files, file)
				}
			}
		}
	}
	return files
}

// generate makes the files that Terragrunt writes beside the module's.
func (u *unit) generate(config *grunt, parts *gruntParts) map[string]*sourceFile {
	files := map[string]*sourceFile{}
	var draft *gruntParts
	for _, name := range sortedNames(parts.generated) {
		file := parts.generated[name]
		if file.skipped || file.path == nil || file.contents == nil {
			continue
		}
		at := textOf(file.config.eval(file.path))
		if at == "" || !isConfiguration(path.Base(at)) {
			continue
		}
		text := textOf(file.config.eval(file.contents))
		if text == "" {
			if draft == nil {
				draft = u.draft()
			}
			if text = u.draftOf(draft, name); declares(text) || text == "" {
				u.fail(file.contents, "the content of the generated file %q is not known before Terragrunt runs; what it declares is not reviewed", at)
				text = ""
			}
		}
		made := generatedSource(file.contents, text)
		made.isOpen = text == ""
		files[path.Base(at)] = made
	}
	return files
}

// draft reads the unit again with texts for what is unknown.
func (u *unit) draft() *gruntParts {
	again := &unit{
		ev: u.ev, dir: u.dir, drafting: true, said: map[string]bool{}, values: u.values, madeBy: u.madeBy,
		stack: u.stack, stackValues: u.stackValues,
	}
	config := again.load(u.configFile(u.dir), u.dir, false, nil)
	if config == nil {
		return &gruntParts{}
	}
	return config.merged()
}

func (u *unit) draftOf(draft *gruntParts, name string) string {
	file := draft.generated[name]
	if file == nil || file.contents == nil {
		return ""
	}
	return textOf(file.config.eval(file.contents))
}

// declares tells whether a text has anything but settings and providers: then unknown parts matter.
func declares(text string) bool {
	parsed := parseText("generated.tf", text)
	for _, block := range parsed.blocks {
		if block.kind != "provider" && block.kind != "terraform" && block.kind != "variable" {
			return true
		}
	}
	return parsed.broken
}

// generatedSource parses a generated file. Its lines are those of the text in the Terragrunt file where it is written
// out there.
func generatedSource(contents *expression, text string) *sourceFile {
	file := &sourceFile{path: contents.path, attrs: map[string]*attribute{}}
	start := hcl.Pos{Line: contents.line, Column: 1}
	if strings.HasPrefix(contents.text, "<<") {
		start.Line++
	}
	source := []byte(text)
	if line, reason := tooDeep(source, file.path); line > 0 {
		file.fail(contents.line, "cannot be evaluated: "+reason)
		return file
	}
	parsed, diags := hclsyntax.ParseConfig(source, file.path, start)
	if diags.HasErrors() {
		file.failAll(diags)
		return file
	}
	if native, ok := parsed.Body.(*hclsyntax.Body); ok {
		content := nativeBody(native, source, file.path)
		file.attrs, file.blocks = content.attrs, content.blocks
	}
	return file
}

// suitInput makes a text of what a variable of unknown type gets from the environment, as Terragrunt passes it.
func suitInput(value cty.Value, v *variable) cty.Value {
	if v.kind != cty.String {
		return value
	}
	bare, marks := value.UnmarkDeep()
	if !bare.IsWhollyKnown() || bare.Type().IsPrimitiveType() {
		return value
	}
	if _, err := convert.Convert(bare, cty.String); err == nil {
		return value
	}
	return cty.StringVal(string(appendJSON(nil, bare))).WithMarks(marks)
}

// environmentRemedy says how to tell what get_env finds, where a text asks for it.
func environmentRemedy(dir, text string) string {
	asked := environmentNames.FindStringSubmatch(text)
	if asked == nil {
		return ""
	}
	return fmt.Sprintf("; where the environment decides it, name it in the configuration: projects: [{path: %s, environment: {%s: …}}]", dir, asked[1])
}

var environmentNames = regexp.MustCompile(`get_env\("([A-Za-z_][A-Za-z0-9_]*)"`)
