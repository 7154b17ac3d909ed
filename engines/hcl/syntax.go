package hcl

import (
	"fmt"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
)

// body is a block's content in one shape for both syntaxes, so that override files can be merged into it.
type body struct {
	attrs  map[string]*attribute
	blocks []*block
	// sorted are the names of the arguments, once they were asked for.
	sorted []string
}

// names are the names of the arguments in their order. No argument comes or goes after the first time.
func (b *body) names() []string {
	if b.sorted == nil {
		b.sorted = sortedNames(b.attrs)
	}
	return b.sorted
}

type attribute struct {
	name string
	expr *expression
	line int
}

type block struct {
	kind    string
	labels  []string
	body    *body
	path    string
	line    int
	endLine int
	// fixed is the only instance that a resource's block can have, once it has turned out to be constant.
	fixed *instance
}

// sourceFile is one parsed file. Its blocks are the top-level ones in source order.
type sourceFile struct {
	path     string
	blocks   []*block
	attrs    map[string]*attribute // only variable files have any
	problems []problem
	broken   bool
	// isOpen says that the file is generated and its text is not known.
	isOpen bool
}

// parsedFiles keeps what was parsed between calls, by the content and the path.
var parsedFiles = remember[*sourceFile]()

func parseFile(name, blob, text string) *sourceFile {
	key := blob + "\x00" + name
	if file, ok := parsedFiles.find(key); ok {
		return file
	}
	file := parseText(name, text)
	parsedFiles.add(key, file, len(text))
	return file
}

func parseText(name, text string) *sourceFile {
	file := &sourceFile{path: name, attrs: map[string]*attribute{}}
	if strings.HasSuffix(name, ".json") {
		file.parseJSON(text)
	} else {
		file.parseNative(text)
	}
	return file
}

func (file *sourceFile) fail(line int, message string) {
	file.broken = true
	file.problems = append(file.problems, problem{path: file.path, line: line, message: message})
}

func (file *sourceFile) failAll(diags hcl.Diagnostics) {
	for _, diag := range diags {
		if diag.Severity != hcl.DiagError {
			continue
		}
		line := 0
		if diag.Subject != nil {
			line = diag.Subject.Start.Line
		}
		file.fail(line, diagnosticText(diag))
		return // what follows the first syntax error is mostly its echo
	}
}

func diagnosticText(diag *hcl.Diagnostic) string {
	text := diag.Summary
	if detail := strings.Join(strings.Fields(diag.Detail), " "); detail != "" {
		text += ": " + detail
	}
	const longest = 1000
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return text
}

func (file *sourceFile) parseNative(text string) {
	source := []byte(text)
	if line, reason := tooDeep(source, file.path); line > 0 {
		file.fail(line, "cannot be evaluated: "+reason)
		return
	}
	parsed, diags := hclsyntax.ParseConfig(source, file.path, hcl.InitialPos)
	if diags.HasErrors() {
		file.failAll(diags)
		return
	}
	native, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return
	}
	content := nativeBody(native, source, file.path)
	file.attrs, file.blocks = content.attrs, content.blocks
}

func nativeBody(native *hclsyntax.Body, source []byte, file string) *body {
	result := &body{attrs: make(map[string]*attribute, len(native.Attributes))}
	for name, attr := range native.Attributes {
		result.attrs[name] = &attribute{name: name, expr: newExpression(attr.Expr, source), line: attr.SrcRange.Start.Line}
	}
	for _, inner := range native.Blocks {
		result.blocks = append(result.blocks, &block{
			kind: inner.Type, labels: inner.Labels, body: nativeBody(inner.Body, source, file), path: file,
			line: inner.TypeRange.Start.Line, endLine: inner.CloseBraceRange.End.Line,
		})
	}
	return result
}

// jsonBlocks says which properties of a block are blocks themselves; in JSON syntax the text alone does not tell.
var jsonBlocks = map[string][]hcl.BlockHeaderSchema{
	"": {
		{Type: "terraform"}, {Type: "locals"}, {Type: "moved"}, {Type: "removed"}, {Type: "import"},
		{Type: "provider", LabelNames: []string{"name"}}, {Type: "variable", LabelNames: []string{"name"}},
		{Type: "output", LabelNames: []string{"name"}}, {Type: "module", LabelNames: []string{"name"}},
		{Type: "check", LabelNames: []string{"name"}},
		{Type: "resource", LabelNames: []string{"type", "name"}}, {Type: "data", LabelNames: []string{"type", "name"}},
		{Type: "ephemeral", LabelNames: []string{"type", "name"}},
	},
	"terraform": {
		{Type: "required_providers"}, {Type: "cloud"}, {Type: "backend", LabelNames: []string{"type"}},
		{Type: "provider_meta", LabelNames: []string{"name"}},
	},
	"provider": {{Type: "default_tags"}, {Type: "assume_role"}, {Type: "features"}, {Type: "endpoints"}},
	"variable": {{Type: "validation"}},
	"output":   {{Type: "precondition"}},
	"removed":  {{Type: "lifecycle"}, {Type: "connection"}, {Type: "provisioner", LabelNames: []string{"type"}}},
	"check":    {{Type: "assert"}, {Type: "data", LabelNames: []string{"type", "name"}}},
	"resource": resourceBlocks, "data": resourceBlocks, "ephemeral": resourceBlocks,
	"lifecycle": {{Type: "precondition"}, {Type: "postcondition"}},
	"dynamic":   {{Type: "content"}},
	"content":   {{Type: "dynamic", LabelNames: []string{"type"}}},
}

var resourceBlocks = []hcl.BlockHeaderSchema{
	{Type: "lifecycle"}, {Type: "connection"}, {Type: "provisioner", LabelNames: []string{"type"}},
	{Type: "dynamic", LabelNames: []string{"type"}},
}

func (file *sourceFile) parseJSON(text string) {
	if line := tooDeepData(text); line > 0 {
		file.fail(line, fmt.Sprintf("cannot be evaluated: nested more than %d levels deep", maxNesting))
		return
	}
	source := []byte(text)
	parsed, diags := json.Parse(source, file.path)
	if diags.HasErrors() {
		file.failAll(diags)
		return
	}
	kind := ""
	switch {
	case strings.HasSuffix(file.path, ".tfvars.json"):
		kind = "tfvars"
	case strings.HasSuffix(file.path, ".hcl.json"):
		kind = terragruntKind(source)
	}
	content, diags := jsonBody(parsed.Body, kind, source, file.path)
	if diags.HasErrors() {
		file.failAll(diags)
		return
	}
	file.attrs, file.blocks = content.attrs, content.blocks
}

func jsonBody(from hcl.Body, kind string, source []byte, file string) (*body, hcl.Diagnostics) {
	result := &body{attrs: map[string]*attribute{}}
	content, rest, diags := from.PartialContent(&hcl.BodySchema{Blocks: jsonBlocks[kind]})
	for _, inner := range content.Blocks {
		nested, moreDiags := jsonBody(inner.Body, inner.Type, source, file)
		diags = append(diags, moreDiags...)
		end := inner.Body.MissingItemRange().End.Line
		result.blocks = append(result.blocks, &block{
			kind: inner.Type, labels: inner.Labels, body: nested, path: file,
			line: inner.DefRange.Start.Line, endLine: max(end, inner.DefRange.Start.Line),
		})
	}
	attrs, moreDiags := rest.JustAttributes()
	if kind != "" { // at the top there may also be a list of objects, which have no arguments
		diags = append(diags, moreDiags...)
	}
	for name, attr := range attrs {
		if name == "//" {
			continue
		}
		result.attrs[name] = &attribute{name: name, expr: newExpression(attr.Expr, source), line: attr.Range.Start.Line}
	}
	return result, diags
}

// isOverride tells whether a file's blocks change those of the other files instead of adding to them.
func isOverride(name string) bool {
	stem := path.Base(name)
	for _, extension := range []string{".json", ".tf", ".tofu"} {
		stem = strings.TrimSuffix(stem, extension)
	}
	return stem == "override" || strings.HasSuffix(stem, "_override")
}

// isConfiguration tells whether Terraform (or OpenTofu) loads a file of a module's directory.
func isConfiguration(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") {
		return false
	}
	for _, suffix := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}
