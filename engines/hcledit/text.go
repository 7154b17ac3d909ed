package hcledit

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// addAttribute writes a further attribute after the last one that stands before any nested block.
func (e *editor) addAttribute(block *hclsyntax.Block, name string, value any) ([]byte, error) {
	indent := bodyIndent(e.source, block)
	text, err := valueText(value, indent)
	if err != nil {
		return nil, err
	}
	line := indent + name + " = " + text + "\n"
	if block.OpenBraceRange.Start.Line == block.CloseBraceRange.Start.Line {
		return e.expand(block, line), nil
	}
	at := lineEnd(e.source, block.OpenBraceRange.End.Byte) + 1
	firstBlock := len(e.source)
	for _, nested := range block.Body.Blocks {
		firstBlock = min(firstBlock, nested.TypeRange.Start.Byte)
	}
	for _, attr := range block.Body.Attributes {
		if end := attr.SrcRange.End.Byte; attr.SrcRange.Start.Byte < firstBlock {
			at = max(at, afterLine(e.source, end))
		}
	}
	return spliced(e.source, at, at, line), nil
}

// addBlocks writes an object as a block, or a list of objects as one each, before the closing brace.
func (e *editor) addBlocks(block *hclsyntax.Block, name, dotted string, value any) ([]byte, error) {
	text, err := e.blockTexts(name, dotted, value, bodyIndent(e.source, block))
	if err != nil {
		return nil, err
	}
	if block.OpenBraceRange.Start.Line == block.CloseBraceRange.Start.Line {
		return e.expand(block, text), nil
	}
	at := lineStart(e.source, block.CloseBraceRange.Start.Byte)
	before := strings.TrimRight(string(e.source[:at]), " \t")
	isFirst := strings.HasSuffix(strings.TrimRight(before, "\n"), "{") || strings.HasSuffix(before, "\n\n")
	if !isFirst {
		text = "\n" + text
	}
	return spliced(e.source, at, at, text), nil
}

// expand gives a block on one line a body of lines, with one more at its end.
func (e *editor) expand(block *hclsyntax.Block, line string) []byte {
	start, end := block.OpenBraceRange.End.Byte, block.CloseBraceRange.Start.Byte
	inner := strings.TrimSpace(string(e.source[start:end]))
	if inner != "" {
		inner = bodyIndent(e.source, block) + inner + "\n"
	}
	return spliced(e.source, start, end, "\n"+inner+line+indentOf(e.source, block.TypeRange.Start.Byte))
}

func (e *editor) blockTexts(name, dotted string, value any, indent string) (string, error) {
	items, ok := value.([]any)
	if !ok {
		items = []any{value}
	}
	var texts []string
	for _, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			return "", refuse("%s is a block: its value has to be an object", dotted)
		}
		text, err := e.blockText(name, dotted, object, indent)
		if err != nil {
			return "", err
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n"), nil
}

func (e *editor) blockText(name, dotted string, object map[string]any, indent string) (string, error) {
	if len(object) == 0 {
		return indent + name + " {}\n", nil
	}
	var attributes, blocks strings.Builder
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if !hclsyntax.ValidIdentifier(key) {
			return "", refuse("%q is no name of an attribute", key)
		}
		value := object[key]
		if isBlock, isKnown := e.isBlock(dotted + "." + key); isBlock || (!isKnown && isObjects(value)) {
			text, err := e.blockTexts(key, dotted+"."+key, value, indent+"  ")
			if err != nil {
				return "", err
			}
			blocks.WriteString(text)
			continue
		}
		text, err := valueText(value, indent+"  ")
		if err != nil {
			return "", err
		}
		attributes.WriteString(indent + "  " + key + " = " + text + "\n")
	}
	gap := ""
	if attributes.Len() > 0 && blocks.Len() > 0 {
		gap = "\n"
	}
	written := indent + name + " {\n" + attributes.String() + gap + blocks.String() + indent + "}\n"
	return written, nil
}

func isObject(value any) bool {
	_, ok := value.(map[string]any)
	return ok
}

func isObjects(value any) bool {
	items, ok := value.([]any)
	return ok && len(items) > 0 && isObject(items[0])
}

// nestedValue wraps a value into the parents that are missing.
func nestedValue(path []any, value any) any {
	for i := len(path) - 1; i >= 0; i-- {
		if _, isIndex := indexOf(path[i]); isIndex {
			value = []any{value}
		} else if name, ok := path[i].(string); ok {
			value = map[string]any{name: value}
		}
	}
	return value
}

// valueText is a JSON value as a literal; further lines begin with the indent.
func valueText(value any, indent string) (string, error) {
	encoded, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	kind, err := ctyjson.ImpliedType(encoded)
	if err != nil {
		return "", err
	}
	known, err := ctyjson.Unmarshal(encoded, kind)
	if err != nil {
		return "", err
	}
	text := bytes.TrimSpace(hclwrite.Format(hclwrite.TokensForValue(known).Bytes()))
	return strings.ReplaceAll(string(text), "\n", "\n"+indent), nil
}

func keyText(key string) string {
	if hclsyntax.ValidIdentifier(key) {
		return key
	}
	text, err := valueText(key, "")
	if err != nil {
		return `""`
	}
	return text
}

func spliced(source []byte, start, end int, text string) []byte {
	edited := make([]byte, 0, len(source)+len(text))
	edited = append(edited, source[:start]...)
	edited = append(edited, text...)
	return append(edited, source[end:]...)
}

// withoutLines removes the lines of a span, and the empty line before where no other would separate anything.
func withoutLines(source []byte, start, end int) []byte {
	from, to := lineStart(source, start), afterLine(source, end)
	before, after := string(source[:from]), strings.TrimLeft(string(source[to:]), " \t")
	endsBody := strings.HasPrefix(after, "}") || strings.HasPrefix(after, "\n") || after == ""
	if strings.HasSuffix(before, "\n\n") && endsBody {
		from--
	}
	return spliced(source, from, to, "")
}

func lineStart(source []byte, at int) int { return bytes.LastIndexByte(source[:at], '\n') + 1 }

func lineEnd(source []byte, at int) int {
	if next := bytes.IndexByte(source[at:], '\n'); next >= 0 {
		return at + next
	}
	return len(source)
}

// afterLine is the beginning of the next line; a heredoc ends with the line feed already.
func afterLine(source []byte, end int) int {
	if end > 0 && source[end-1] == '\n' {
		return end
	}
	return min(lineEnd(source, end)+1, len(source))
}

func indentOf(source []byte, at int) string {
	line := source[lineStart(source, at):]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// bodyIndent is that of the first attribute on a line of its own, else two blanks more than the block's.
func bodyIndent(source []byte, block *hclsyntax.Block) string {
	for _, name := range slices.Sorted(maps.Keys(block.Body.Attributes)) {
		attr := block.Body.Attributes[name]
		if attr.SrcRange.Start.Line > block.OpenBraceRange.Start.Line {
			return indentOf(source, attr.SrcRange.Start.Byte)
		}
	}
	return indentOf(source, block.TypeRange.Start.Byte) + "  "
}
