package hcl

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"path"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// fileFunctions are the functions that read files of the tree, and the ones that evaluate templates. Relative paths
// start at the root module's directory, as they do where Terraform runs.
func (ev *evaluation) fileFunctions() map[string]function.Function {
	table := map[string]function.Function{
		"file": ev.fileFunction(func(text string) cty.Value { return cty.StringVal(text) }),
		"filebase64": ev.bytesFunction(func(text string) cty.Value {
			return cty.StringVal(base64.StdEncoding.EncodeToString([]byte(text)))
		}),
		"filemd5":    ev.bytesFunction(func(text string) cty.Value { sum := md5.Sum([]byte(text)); return hexText(sum[:]) }),
		"filesha1":   ev.bytesFunction(func(text string) cty.Value { sum := sha1.Sum([]byte(text)); return hexText(sum[:]) }),
		"filesha256": ev.bytesFunction(func(text string) cty.Value { sum := sha256.Sum256([]byte(text)); return hexText(sum[:]) }),
		"filesha512": ev.bytesFunction(func(text string) cty.Value { sum := sha512.Sum512([]byte(text)); return hexText(sum[:]) }),
		"filebase64sha256": ev.bytesFunction(func(text string) cty.Value {
			sum := sha256.Sum256([]byte(text))
			return cty.StringVal(base64.StdEncoding.EncodeToString(sum[:]))
		}),
		"filebase64sha512": ev.bytesFunction(func(text string) cty.Value {
			sum := sha512.Sum512([]byte(text))
			return cty.StringVal(base64.StdEncoding.EncodeToString(sum[:]))
		}),
		"fileexists":     ev.fileExists(),
		"fileset":        ev.fileSet(),
		"templatefile":   ev.templateFile(),
		"templatestring": ev.templateString(),
	}
	return withCoreNames(table)
}

func hexText(sum []byte) cty.Value { return cty.StringVal(hex.EncodeToString(sum)) }

// unknownFile is the error of a file that exists and whose content is not to be had: its value is unknown.
type unknownFile struct{}

func (unknownFile) Error() string { return "the file is not here" }

// readFile gives a file's text. A file that the host will send is unknown until then.
func (ev *evaluation) readFile(name string) (string, error) {
	resolved, ok := ev.resolve(name)
	if !ok {
		return "", function.NewArgErrorf(0, "the path %q leaves the repository; only files in it are read", name)
	}
	text, _, state := ev.tree.read(resolved, ev.trace)
	switch state {
	case fileGiven:
		return text, nil
	case fileMissing:
		if ev.tree.isDirectory(resolved, ev.trace) {
			return "", function.NewArgErrorf(0, "%q is a directory, expected a file", name)
		}
		return "", function.NewArgErrorf(0, "no file exists at %q (looked for %s)", name, resolved)
	case fileUnreadable:
		ev.unread[resolved] = ev.tree.unreadable(resolved)
	}
	return "", unknownFile{}
}

func (t *tree) isDirectory(name string, log *trace) bool {
	entries, known := t.request.Dirs[name]
	return known && len(entries.Files)+len(entries.Dirs) > 0
}

func (ev *evaluation) fileFunction(of func(text string) cty.Value) function.Function {
	return textFunction(cty.String, func(args []string) (cty.Value, error) {
		text, err := ev.readFile(args[0])
		if _, unknown := err.(unknownFile); unknown {
			return cty.UnknownVal(cty.String).RefineNotNull(), nil
		}
		if err != nil {
			return cty.NilVal, err
		}
		return of(text), nil
	}, "path")
}

// bytesFunction takes a file's bytes, so what is no text is no fault: the result is unknown, and what the file
// contains counts for the expression's fingerprint.
func (ev *evaluation) bytesFunction(of func(text string) cty.Value) function.Function {
	ofText := ev.fileFunction(of)
	return textFunction(cty.String, func(args []string) (cty.Value, error) {
		resolved, inside := ev.resolve(args[0])
		if content, opaque := ev.tree.request.Opaque[resolved]; inside && opaque {
			ev.trace.reads[resolved] = true
			ev.hidden[content] = true
			return cty.UnknownVal(cty.String).RefineNotNull(), nil
		}
		return ofText.Call([]cty.Value{cty.StringVal(args[0])})
	}, "path")
}

func (ev *evaluation) fileExists() function.Function {
	return textFunction(cty.Bool, func(args []string) (cty.Value, error) {
		resolved, ok := ev.resolve(args[0])
		if !ok {
			return cty.NilVal, function.NewArgErrorf(0, "the path %q leaves the repository; only files in it are read", args[0])
		}
		state := ev.tree.exists(resolved, ev.trace)
		if state == fileWanted {
			return cty.UnknownVal(cty.Bool), nil
		}
		return cty.BoolVal(state == fileGiven), nil
	}, "path")
}

const maxListed = 20_000

func (ev *evaluation) fileSet() function.Function {
	return textFunction(cty.Set(cty.String), func(args []string) (cty.Value, error) {
		resolved, ok := ev.resolve(args[0])
		if !ok {
			return cty.NilVal, function.NewArgErrorf(0, "the path %q leaves the repository; only files in it are read", args[0])
		}
		pattern := path.Clean(args[1])
		if !doublestar.ValidatePattern(pattern) {
			return cty.NilVal, function.NewArgErrorf(1, "%q is not a valid pattern", args[1])
		}
		base, _ := doublestar.SplitPattern(pattern)
		if _, ok := within(resolved, base); !ok {
			return cty.NilVal, function.NewArgErrorf(1, "the pattern %q leaves the repository; only files in it are read", args[1])
		}
		files, known := ev.tree.walk(path.Join(resolved, base), maxListed, ev.trace)
		if !known {
			return cty.UnknownVal(cty.Set(cty.String)), nil
		}
		if len(files) > maxListed {
			return cty.NilVal, function.NewArgErrorf(0, "%q has more than %d files", args[0], maxListed)
		}
		return ev.matchingFiles(resolved, base, pattern, files)
	}, "path", "pattern")
}

func (ev *evaluation) matchingFiles(dir, base, pattern string, files []string) (cty.Value, error) {
	var found []cty.Value
	for _, name := range files {
		relative := path.Join(base, name)
		if matches, err := doublestar.Match(pattern, relative); err == nil && matches {
			ev.trace.reads[path.Join(dir, relative)] = true
			found = append(found, cty.StringVal(relative))
		}
	}
	if len(found) == 0 {
		return cty.SetValEmpty(cty.String), nil
	}
	return cty.SetVal(found), nil
}

func (ev *evaluation) templateFile() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "path", Type: cty.String, AllowMarked: true},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true, AllowUnknown: true},
		},
		Type: func(args []cty.Value) (cty.Type, error) {
			value, err := ev.renderFile(args)
			if err != nil {
				return cty.NilType, err
			}
			return value.Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return ev.renderFile(args) },
	})
}

func (ev *evaluation) renderFile(args []cty.Value) (cty.Value, error) {
	if !args[0].IsKnown() || !args[1].IsKnown() {
		return cty.DynamicVal, nil
	}
	name, marks := args[0].Unmark()
	text, err := ev.readFile(name.AsString())
	if _, unknown := err.(unknownFile); unknown {
		return cty.DynamicVal, nil
	}
	if err != nil {
		return cty.NilVal, err
	}
	resolved, _ := ev.resolve(name.AsString())
	value, err := ev.render(text, resolved, args[1], "templatefile")
	return value.WithMarks(marks), err
}

func (ev *evaluation) templateString() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "template", Type: cty.String, AllowMarked: true},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true, AllowUnknown: true},
		},
		Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			template, marks := args[0].Unmark()
			value, err := ev.render(template.AsString(), "template", args[1], "templatestring")
			if err == nil && value.Type() == cty.DynamicPseudoType {
				value = cty.UnknownVal(cty.String)
			}
			return value.WithMarks(marks), err
		},
	})
}

// render evaluates a template with the given variables. Templates do not render further templates.
func (ev *evaluation) render(text, name string, vars cty.Value, function string) (cty.Value, error) {
	source := []byte(text)
	if ev.rendering {
		return cty.NilVal, fmt.Errorf("cannot call %s from inside a template", function)
	}
	template, err := parseTemplate(source, name)
	if err != nil {
		return cty.NilVal, err
	}
	scope, marks := vars.Unmark()
	if scope.IsNull() || !scope.IsKnown() || !scope.CanIterateElements() || (!scope.Type().IsMapType() && !scope.Type().IsObjectType()) {
		if !scope.IsKnown() {
			return cty.DynamicVal, nil
		}
		return cty.NilVal, fmt.Errorf("the variables of %s must be a map or an object, got %s", function, scope.Type().FriendlyName())
	}
	variables := map[string]cty.Value{}
	for it := scope.ElementIterator(); it.Next(); {
		key, value := it.Element()
		variables[key.AsString()] = widen(value, template.names)
	}
	for _, wanted := range template.refs {
		if _, ok := variables[wanted.root]; !ok {
			return cty.NilVal, fmt.Errorf("vars map does not contain key %q, referenced at %s:%d", wanted.root, name, wanted.line)
		}
	}
	ev.rendering = true
	defer func() { ev.rendering = false }()
	value, diags := template.Value(&hcl.EvalContext{Variables: variables, Functions: ev.functions})
	if diags.HasErrors() {
		return cty.NilVal, fmt.Errorf("%s in %s, line %d", diagnosticText(firstError(diags)), name, lineOf(diags))
	}
	return value.WithMarks(marks), nil
}

// parsedTemplates keeps what was parsed between roots and calls: a template is asked for its type and for its value, by
// each root and each draft, and parsing it takes longer than rendering it. It is named by what it says.
var parsedTemplates = remember[*expression]()

func parseTemplate(source []byte, name string) (*expression, error) {
	key := name + "\x00" + string(source)
	if parsed, ok := parsedTemplates.find(key); ok {
		return parsed, nil
	}
	if looksDeep(source) {
		tokens, _ := hclsyntax.LexTemplate(source, name, hcl.InitialPos)
		if line, reason := deepToken(tokens); line > 0 {
			return nil, fmt.Errorf("the template %s cannot be evaluated: %s in line %d", name, reason, line)
		}
	}
	parsed, diags := hclsyntax.ParseTemplate(source, name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, fmt.Errorf("%s in %s, line %d", diagnosticText(firstError(diags)), name, lineOf(diags))
	}
	template := newExpression(parsed, source)
	parsedTemplates.add(key, template, len(source))
	return template, nil
}

func firstError(diags hcl.Diagnostics) *hcl.Diagnostic {
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			return diag
		}
	}
	return &hcl.Diagnostic{Summary: "no error"}
}

func lineOf(diags hcl.Diagnostics) int {
	if subject := firstError(diags).Subject; subject != nil {
		return subject.Start.Line
	}
	return 0
}
