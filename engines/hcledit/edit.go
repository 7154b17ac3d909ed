// Package hcledit changes single attributes and blocks in the text of a Terraform file and leaves every other byte as
// it is: comments, order and form belong to their author.
package hcledit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// editRequest asks for one block of one file to be changed; every byte that the operations do not concern stays.
type editRequest struct {
	Path string `json:"path"`
	Text string `json:"text"`
	// Labels are type and name of the resource, Line is where its block begins: it decides among equal labels.
	Labels     []string        `json:"labels"`
	Line       int             `json:"line"`
	Operations []editOperation `json:"operations"`
	// Blocks are the dotted names of what the provider declares as nested blocks; null where it is not known.
	Blocks []string `json:"blocks"`
}

// editOperation sets or removes what lies at a path below the block. Parents that are missing are made.
type editOperation struct {
	Remove bool `json:"remove"`
	// Path has names, and numbers (or "-", one past the last) for items of lists.
	Path  []any `json:"path"`
	Value any   `json:"value"`
}

// refusal is why something cannot be edited: a sentence for people.
type refusal struct{ reason string }

func (r *refusal) Error() string { return r.reason }

func refuse(format string, values ...any) error { return &refusal{fmt.Sprintf(format, values...)} }

// maxEdited bounds the text of one file; editing parses it once an operation.
const maxEdited = 2 << 20

// Handle answers one request of the host, JSON in and out: the text, or the reason why it cannot be had. tooDeep says
// why a text must not be parsed; empty when it may.
func Handle(request []byte, tooDeep func(source []byte, path string) string) (any, error) {
	var asked editRequest
	if err := json.Unmarshal(request, &asked); err != nil {
		return nil, err
	}
	if reason := tooDeep([]byte(asked.Text), asked.Path); reason != "" || len(asked.Text) > maxEdited {
		return map[string]string{"reason": strings.TrimSpace(asked.Path + " is too large to be edited " + reason)}, nil
	}
	text, err := editText(&asked)
	var refused *refusal
	if errors.As(err, &refused) {
		return map[string]string{"reason": refused.reason}, nil
	}
	return map[string]string{"text": string(text)}, err
}

func editText(asked *editRequest) ([]byte, error) {
	source := []byte(asked.Text)
	if !strings.HasSuffix(asked.Path, ".tf") && !strings.HasSuffix(asked.Path, ".tofu") {
		return nil, refuse("%s is not written in Terraform's own syntax", asked.Path)
	}
	wasFormatted := bytes.Equal(hclwrite.Format(source), source)
	isBlock := blockNames(asked.Blocks)
	for _, operation := range asked.Operations {
		edited, err := applyEdit(source, asked, operation, isBlock)
		if err != nil {
			return nil, err
		}
		source = edited
	}
	if wasFormatted {
		source = hclwrite.Format(source)
	}
	if _, diags := hclsyntax.ParseConfig(source, asked.Path, hcl.InitialPos); diags.HasErrors() {
		return nil, refuse("the edited file would not parse: %s", diags[0].Summary)
	}
	return source, nil
}

// blockNames says of a dotted name whether it is a nested block, and whether that is known.
func blockNames(names []string) func(name string) (isBlock, isKnown bool) {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return func(name string) (bool, bool) { return set[name], names != nil }
}

// editor changes one parsed text by one operation: a span of bytes is replaced.
type editor struct {
	source  []byte
	isBlock func(string) (bool, bool)
	remove  bool
	value   any
}

func applyEdit(
	source []byte, asked *editRequest, operation editOperation, isBlock func(string) (bool, bool),
) ([]byte, error) {
	file, diags := hclsyntax.ParseConfig(source, asked.Path, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, refuse("%s has a syntax error: %s", asked.Path, diags[0].Summary)
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return nil, refuse("%s is not written in Terraform's own syntax", asked.Path)
	}
	block := findResource(body, asked.Labels, asked.Line)
	if block == nil {
		return nil, refuse("%s has no block of %s", asked.Path, strings.Join(asked.Labels, "."))
	}
	if len(operation.Path) == 0 {
		return nil, refuse("a fix changes attributes, not a resource as a whole")
	}
	change := &editor{source: source, isBlock: isBlock, remove: operation.Remove, value: operation.Value}
	return change.inBody(block, operation.Path, "")
}

func findResource(body *hclsyntax.Body, labels []string, line int) *hclsyntax.Block {
	var found *hclsyntax.Block
	for _, block := range body.Blocks {
		if block.Type != "resource" || !slices.Equal(block.Labels, labels) {
			continue
		}
		if block.TypeRange.Start.Line == line || found == nil {
			found = block
		}
	}
	return found
}

// inBody changes what lies at the path below a block; names is the block's own dotted name.
func (e *editor) inBody(block *hclsyntax.Block, path []any, names string) ([]byte, error) {
	name, ok := path[0].(string)
	if !ok || !hclsyntax.ValidIdentifier(name) {
		return nil, refuse("%v is no name of an attribute", path[0])
	}
	dotted := strings.TrimPrefix(names+"."+name, ".")
	for _, nested := range block.Body.Blocks {
		if nested.Type == "dynamic" && len(nested.Labels) == 1 && nested.Labels[0] == name {
			return nil, refuse("%s is written by a dynamic block", dotted)
		}
	}
	if attr, ok := block.Body.Attributes[name]; ok {
		return e.inAttribute(block, attr, path[1:])
	}
	nested := blocksNamed(block.Body, name)
	if len(nested) > 0 || e.becomesBlock(dotted, path[1:]) {
		return e.inBlocks(block, nested, path[1:], dotted)
	}
	if e.remove {
		return nil, refuse("%s is not written in the block", dotted)
	}
	return e.addAttribute(block, name, nestedValue(path[1:], e.value))
}

func blocksNamed(body *hclsyntax.Body, name string) []*hclsyntax.Block {
	var found []*hclsyntax.Block
	for _, block := range body.Blocks {
		if block.Type == name {
			found = append(found, block)
		}
	}
	return found
}

// becomesBlock says whether a name that is not there yet is to be written as a block.
func (e *editor) becomesBlock(dotted string, rest []any) bool {
	if isBlock, isKnown := e.isBlock(dotted); isKnown {
		return isBlock
	}
	if len(rest) > 0 {
		_, isIndex := indexOf(rest[0])
		return isIndex
	}
	items, ok := e.value.([]any)
	return ok && len(items) > 0 && isObject(items[0])
}

// indexOf reads a step into a list; "-" is one past the last, as in JSON Pointers.
func indexOf(step any) (index int, ok bool) {
	switch step := step.(type) {
	case float64:
		return int(step), step >= 0 && step == float64(int(step))
	case string:
		if step == "-" {
			return 1 << 30, true
		}
	}
	return 0, false
}

func (e *editor) inBlocks(parent *hclsyntax.Block, blocks []*hclsyntax.Block, rest []any, dotted string) ([]byte, error) {
	name := dotted[strings.LastIndex(dotted, ".")+1:]
	if len(rest) == 0 {
		return e.replaceBlocks(parent, blocks, name, dotted, e.value)
	}
	index, isIndex := indexOf(rest[0])
	if isIndex {
		rest = rest[1:]
	} // a block that the provider has once is an object in the attributes: there is no index to skip
	if index >= len(blocks) {
		if e.remove {
			return nil, refuse("there is no block %s to remove from", dotted)
		}
		return e.addBlocks(parent, name, dotted, nestedValue(rest, e.value))
	}
	if len(rest) == 0 {
		return e.replaceBlocks(parent, blocks[index:index+1], name, dotted, e.value)
	}
	return e.inBody(blocks[index], rest, dotted)
}

// replaceBlocks removes the blocks and writes the value in their place, unless they are only to be removed.
func (e *editor) replaceBlocks(parent *hclsyntax.Block, blocks []*hclsyntax.Block, name, dotted string, value any) ([]byte, error) {
	if e.remove && len(blocks) == 0 {
		return nil, refuse("%s is not written in the block", dotted)
	}
	for _, block := range blocks {
		if reason := expressionIn(block.Body, e.source); reason != "" {
			return nil, refuse("%s has %s, which is no plain value", dotted, reason)
		}
	}
	if e.remove {
		edited := e.source
		for i := len(blocks) - 1; i >= 0; i-- {
			edited = withoutLines(edited, blocks[i].Range().Start.Byte, blocks[i].CloseBraceRange.End.Byte)
		}
		return edited, nil
	}
	if len(blocks) == 0 {
		return e.addBlocks(parent, name, dotted, value)
	}
	first, last := blocks[0], blocks[len(blocks)-1]
	text, err := e.blockTexts(name, dotted, value, indentOf(e.source, first.TypeRange.Start.Byte))
	if err != nil {
		return nil, err
	}
	edited := e.source
	for i := len(blocks) - 1; i > 0; i-- {
		edited = withoutLines(edited, blocks[i].Range().Start.Byte, last.CloseBraceRange.End.Byte)
		last = blocks[i-1]
	}
	return spliced(edited, first.Range().Start.Byte, first.CloseBraceRange.End.Byte, strings.TrimSpace(text)), nil
}

// inAttribute changes an attribute or what lies below it, as far as it is written as a plain value.
func (e *editor) inAttribute(block *hclsyntax.Block, attr *hclsyntax.Attribute, rest []any) ([]byte, error) {
	if len(rest) > 0 {
		return e.inExpression(attr.Expr, rest, attr.Name)
	}
	if reason := e.notPlain(attr.Expr); reason != "" {
		return nil, refuse("%s comes from %s; change it where that is set", attr.Name, reason)
	}
	span := attr.Expr.Range()
	if !e.remove {
		text, err := valueText(e.value, indentOf(e.source, attr.NameRange.Start.Byte))
		if err != nil {
			return nil, err
		}
		return spliced(e.source, span.Start.Byte, span.End.Byte, text), nil
	}
	if block.OpenBraceRange.Start.Line == block.CloseBraceRange.Start.Line {
		return spliced(e.source, block.OpenBraceRange.End.Byte, block.CloseBraceRange.Start.Byte, ""), nil
	}
	return withoutLines(e.source, attr.SrcRange.Start.Byte, attr.SrcRange.End.Byte), nil
}

func (e *editor) inExpression(expr hclsyntax.Expression, path []any, name string) ([]byte, error) {
	switch expr := expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		if key, ok := path[0].(string); ok {
			return e.inObject(expr, key, path[1:], name)
		}
	case *hclsyntax.TupleConsExpr:
		if index, ok := indexOf(path[0]); ok {
			return e.inTuple(expr, index, path[1:], name)
		}
	}
	return nil, refuse("%s comes from %s; change it where that is set", name, quoted(expr.Range().SliceBytes(e.source)))
}

func (e *editor) inObject(object *hclsyntax.ObjectConsExpr, key string, rest []any, name string) ([]byte, error) {
	for i, item := range object.Items {
		written, diags := item.KeyExpr.Value(nil)
		if diags.HasErrors() || written.IsNull() || !written.IsKnown() || written.Type().FriendlyName() != "string" {
			return nil, refuse("a key of %s is computed", name)
		}
		if written.AsString() != key {
			continue
		}
		if len(rest) > 0 {
			return e.inExpression(item.ValueExpr, rest, name+"."+key)
		}
		return e.replaceItem(object.SrcRange, item.KeyExpr.Range().Start.Byte, item.ValueExpr, i > 0, name+"."+key)
	}
	if e.remove {
		return nil, refuse("%s.%s is not written in the block", name, key)
	}
	var last hclsyntax.Expression
	if len(object.Items) > 0 {
		last = object.Items[len(object.Items)-1].ValueExpr
	}
	return e.addItem(object.SrcRange, last, func(indent string) (string, error) {
		text, err := valueText(nestedValue(rest, e.value), indent)
		return keyText(key) + " = " + text, err
	}, false)
}

func (e *editor) inTuple(tuple *hclsyntax.TupleConsExpr, index int, rest []any, name string) ([]byte, error) {
	if index < len(tuple.Exprs) {
		item := tuple.Exprs[index]
		named := name + "[" + strconv.Itoa(index) + "]"
		if len(rest) > 0 {
			return e.inExpression(item, rest, named)
		}
		return e.replaceItem(tuple.SrcRange, item.Range().Start.Byte, item, index > 0, named)
	}
	if e.remove {
		return nil, refuse("%s has no such item", name)
	}
	var last hclsyntax.Expression
	if len(tuple.Exprs) > 0 {
		last = tuple.Exprs[len(tuple.Exprs)-1]
	}
	return e.addItem(tuple.SrcRange, last, func(indent string) (string, error) {
		return valueText(nestedValue(rest, e.value), indent)
	}, true)
}

// replaceItem writes the value over one item of a list or object, or removes it with its separator.
func (e *editor) replaceItem(around hcl.Range, start int, item hclsyntax.Expression, hasBefore bool, name string) ([]byte, error) {
	if reason := e.notPlain(item); reason != "" {
		return nil, refuse("%s comes from %s; change it where that is set", name, reason)
	}
	end := item.Range().End.Byte
	if !e.remove {
		text, err := valueText(e.value, indentOf(e.source, start))
		if err != nil {
			return nil, err
		}
		return spliced(e.source, item.Range().Start.Byte, end, text), nil
	}
	isAlone := strings.TrimSpace(string(e.source[lineStart(e.source, start):start])) == "" &&
		around.End.Line > item.Range().End.Line
	if isAlone {
		return withoutLines(e.source, start, end), nil
	}
	after := end
	for after < around.End.Byte && (e.source[after] == ' ' || e.source[after] == ',') {
		after++
	}
	if hasBefore && after == around.End.Byte-1 { // the last one: its separator stands before it
		for start > around.Start.Byte && strings.ContainsRune(" ,\n\t", rune(e.source[start-1])) {
			start--
		}
		after = end
	}
	return spliced(e.source, start, after, ""), nil
}

// addItem writes a further item after the last one, on a line of its own where the others have theirs.
func (e *editor) addItem(
	around hcl.Range, last hclsyntax.Expression, render func(indent string) (string, error), needsComma bool,
) ([]byte, error) {
	if last == nil {
		text, err := render(indentOf(e.source, around.Start.Byte))
		if err != nil {
			return nil, err
		}
		if needsComma {
			return spliced(e.source, around.Start.Byte+1, around.End.Byte-1, text), nil
		}
		return spliced(e.source, around.Start.Byte+1, around.End.Byte-1, " "+text+" "), nil
	}
	end := last.Range().End.Byte
	if last.Range().End.Line == around.End.Line {
		text, err := render(indentOf(e.source, around.Start.Byte))
		if err != nil {
			return nil, err
		}
		return spliced(e.source, end, end, ", "+text), nil
	}
	indent := indentOf(e.source, lineStart(e.source, end))
	text, err := render(indent)
	if err != nil {
		return nil, err
	}
	at := lineEnd(e.source, end)
	edited := spliced(e.source, at, at, "\n"+indent+text)
	if hasComma := bytes.HasPrefix(bytes.TrimLeft(e.source[end:at], " \t"), []byte(",")); needsComma {
		edited = spliced(edited, at+1+len(indent)+len(text), at+1+len(indent)+len(text), ",")
		if !hasComma {
			edited = spliced(edited, end, end, ",")
		}
	}
	return edited, nil
}

// notPlain is what an expression is made of when it is no plain value.
func (e *editor) notPlain(expr hclsyntax.Expression) string {
	isPlain := len(expr.Variables()) == 0
	_ = hclsyntax.VisitAll(expr, func(node hclsyntax.Node) hcl.Diagnostics {
		if _, isCall := node.(*hclsyntax.FunctionCallExpr); isCall {
			isPlain = false
		}
		return nil
	})
	if isPlain {
		return ""
	}
	return quoted(expr.Range().SliceBytes(e.source))
}

// expressionIn finds an attribute of a body, at any depth, that is no plain value.
func expressionIn(body *hclsyntax.Body, source []byte) string {
	reader := &editor{source: source}
	for _, name := range slices.Sorted(maps.Keys(body.Attributes)) {
		if reason := reader.notPlain(body.Attributes[name].Expr); reason != "" {
			return reason
		}
	}
	for _, block := range body.Blocks {
		if reason := expressionIn(block.Body, source); reason != "" || block.Type == "dynamic" {
			return strings.TrimSpace(reason + " a dynamic block")
		}
	}
	return ""
}

// quoted is a piece of source on one line, short enough for a sentence.
func quoted(text []byte) string {
	short := strings.Join(strings.Fields(string(text)), " ")
	if len(short) > 60 {
		short = strings.ToValidUTF8(short[:60], "") + "…"
	}
	return "`" + strings.ReplaceAll(short, "`", "'") + "`"
}
