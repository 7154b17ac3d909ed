package hcl

import (
	"encoding/json"
	"math/big"
	"sort"
	"strconv"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
)

// notes collects which places of an encoded value are unknown or sensitive, as JSON paths and pointers. The place that
// is being encoded stands in path (the inside of a JSON array) and pointer.
type notes struct {
	unknown   [][]byte
	pointers  []string
	sensitive [][]byte
	path      []byte
	pointer   []byte
}

// appendValue writes a value as JSON, null for what is unknown, and notes where.
func appendValue(out []byte, value cty.Value, found *notes) []byte {
	value, marks := value.Unmark()
	if _, secret := marks[sensitiveMark]; secret {
		found.sensitive = append(found.sensitive, append([]byte{}, found.path...))
	}
	switch {
	case !value.IsKnown():
		found.unknown = append(found.unknown, append([]byte{}, found.path...))
		found.pointers = append(found.pointers, string(found.pointer))
		return append(out, "null"...)
	case value.IsNull():
		return append(out, "null"...)
	}
	switch kind := value.Type(); {
	case kind == cty.String:
		return appendText(out, value.AsString())
	case kind == cty.Bool:
		return strconv.AppendBool(out, value.True())
	case kind == cty.Number:
		return appendNumber(out, value.AsBigFloat())
	case kind.IsMapType() || kind.IsObjectType():
		return appendMembers(out, value, found)
	case kind.IsCollectionType() || kind.IsTupleType():
		return appendElements(out, value, found)
	default:
		return append(out, "null"...)
	}
}

func appendMembers(out []byte, value cty.Value, found *notes) []byte {
	out = append(out, '{')
	first := true
	for it := value.ElementIterator(); it.Next(); {
		key, item := it.Element()
		name := key.AsString()
		if name == openAttribute {
			continue
		}
		if !first {
			out = append(out, ',')
		}
		first = false
		out = appendMember(out, name, item, found)
	}
	return append(out, '}')
}

// appendAttributes writes the values of a block, which are no value of their own.
func appendAttributes(out []byte, values map[string]cty.Value, found *notes) []byte {
	out = append(out, '{')
	for i, name := range sortedNames(values) {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendMember(out, name, values[name], found)
	}
	return append(out, '}')
}

func appendMember(out []byte, name string, item cty.Value, found *notes) []byte {
	path, pointer := len(found.path), len(found.pointer)
	found.path = appendText(below(found.path), name)
	found.pointer = append(append(found.pointer, '/'), escaped(name)...)
	out = appendValue(append(appendText(out, name), ':'), item, found)
	found.path, found.pointer = found.path[:path], found.pointer[:pointer]
	return out
}

func appendElements(out []byte, value cty.Value, found *notes) []byte {
	out = append(out, '[')
	path, pointer := len(found.path), len(found.pointer)
	index := int64(0)
	for it := value.ElementIterator(); it.Next(); index++ {
		_, item := it.Element()
		if index > 0 {
			out = append(out, ',')
		}
		found.path = strconv.AppendInt(below(found.path), index, 10)
		found.pointer = strconv.AppendInt(append(found.pointer, '/'), index, 10)
		out = appendValue(out, item, found)
		found.path, found.pointer = found.path[:path], found.pointer[:pointer]
	}
	return append(out, ']')
}

// below makes a path ready for one more step.
func below(path []byte) []byte {
	if len(path) > 0 {
		path = append(path, ',')
	}
	return path
}

// appendJSON writes a value for comparisons; what is unknown is null.
func appendJSON(out []byte, value cty.Value) []byte {
	return appendValue(out, value, &notes{})
}

func appendNumber(out []byte, number *big.Float) []byte {
	if number.IsInf() || number.MantExp(nil) > maxExponent || number.MantExp(nil) < -maxExponent {
		return append(out, "null"...)
	}
	if number.Sign() == 0 {
		return append(out, '0') // there is a negative zero, which JSON and Terraform do not tell apart
	}
	if number.IsInt() {
		return number.Append(out, 'f', 0)
	}
	return number.Append(out, 'f', -1)
}

func appendText(out []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		if char := text[i]; char < 0x20 || char == '"' || char == '\\' || char >= utf8.RuneSelf || char == '<' || char == '>' || char == '&' {
			encoded, err := json.Marshal(text)
			if err != nil {
				return append(out, `""`...)
			}
			return append(out, encoded...)
		}
	}
	out = append(out, '"')
	out = append(out, text...)
	return append(out, '"')
}

func appendList(out []byte, texts []string) []byte {
	out = append(out, '[')
	for i, text := range texts {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(out, text)
	}
	return append(out, ']')
}

func appendField(out []byte, name string) []byte {
	if out[len(out)-1] != '{' {
		out = append(out, ',')
	}
	return append(appendText(out, name), ':')
}

func appendTextField(out []byte, name, text string) []byte {
	out = appendField(out, name)
	if text == "" {
		return append(out, "null"...)
	}
	return appendText(out, text)
}

func appendPaths(out []byte, paths [][]byte) []byte {
	out = append(out, '[')
	for i, path := range paths {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(append(append(out, '['), path...), ']')
	}
	return append(out, ']')
}

func appendLocation(out []byte, place location) []byte {
	out = appendTextField(append(out, '{'), "path", place.path)
	out = strconv.AppendInt(appendField(out, "line"), int64(place.line), 10)
	out = strconv.AppendInt(appendField(out, "end_line"), int64(place.endLine), 10)
	return append(out, '}')
}

func appendTexts(out []byte, texts map[string]string) []byte {
	out = append(out, '{')
	for _, name := range sortedNames(texts) {
		out = appendText(appendField(out, name), texts[name])
	}
	return append(out, '}')
}

func (d *declaration) append(out []byte) []byte {
	s := d.node.scope
	out = appendText(appendField(append(out, '{'), "address"), d.address)
	out = appendText(appendField(out, "type"), d.kind())
	out = appendText(appendField(out, "name"), d.node.def.name)
	out = appendText(appendField(out, "provider"), providerOf(d.node.def.kind))
	out = appendTextField(out, "module", s.path)
	out = appendTextField(out, "region", d.region)
	out = appendTexts(appendField(out, "tags"), d.tags)
	found := &notes{}
	out = appendAttributes(appendField(out, "values"), d.made.values, found)
	out = appendPaths(appendField(out, "unknown"), found.unknown)
	out = appendPaths(appendField(out, "sensitive"), found.sensitive)
	out = appendList(appendField(out, "references"), d.references)
	out = appendLocation(appendField(out, "location"), locationOf(d.node.def.block))
	out = append(appendField(out, "called_from"), '[')
	for i, place := range d.calledFrom {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendLocation(out, place)
	}
	out = append(out, ']')
	out = append(appendField(out, "lines"), '{')
	for _, placed := range d.made.layout.lines {
		out = strconv.AppendInt(appendField(out, placed.pointer), int64(placed.line), 10)
	}
	out = append(out, '}')
	out = d.appendLinePaths(appendField(out, "line_paths"))
	out = d.appendExpressions(appendField(out, "expressions"), found.pointers)
	out = appendList(appendField(out, "moved_from"), d.former)
	out = d.appendLifecycle(appendField(out, "lifecycle"))
	out = appendSketches(appendField(out, "sketches"), d.sketches)
	return append(out, '}')
}

// appendLinePaths names the file of each line that is in another one than the block: override files change attributes.
func (d *declaration) appendLinePaths(out []byte) []byte {
	out = append(out, '{')
	for _, placed := range d.made.layout.lines {
		if placed.path != "" && placed.path != d.node.def.block.path {
			out = appendText(appendField(out, placed.pointer), placed.path)
		}
	}
	return append(out, '}')
}

func (d *declaration) appendExpressions(out []byte, pointers []string) []byte {
	out = append(out, '{')
	for _, pointer := range pointers {
		placed, expr, ok := d.made.layout.sourceOf(pointer)
		if !ok {
			continue
		}
		text := oneLine(expr.text) + " #" + d.node.scope.fingerprint(expr, placed.env)
		out = appendText(appendField(out, pointer), text)
	}
	return append(out, '}')
}

func (ev *evaluation) appendAnswer(out []byte, declarations, blocks []*declaration) []byte {
	out = appendDeclarations(appendField(append(out, '{'), "declarations"), declarations)
	out = appendDeclarations(appendField(out, "blocks"), blocks)
	if ev.session.outputs {
		out = ev.appendOutputs(appendField(out, "outputs"))
	}
	out = appendProblems(appendField(out, "problems"), sortProblems(ev.problems))
	out = appendList(appendField(out, "reads"), sortedNames(ev.trace.reads))
	out = appendList(appendField(out, "broken"), sortedNames(ev.broken))
	out = appendList(appendField(out, "unavailable"), sortedNames(ev.unavailable))
	out = appendList(appendField(out, "protected"), ev.protected())
	out = appendProblems(appendField(out, "notes"), sortProblems(ev.notes))
	return append(out, '}')
}

func appendDeclarations(out []byte, list []*declaration) []byte {
	sort.SliceStable(list, func(i, j int) bool { return list[i].address < list[j].address })
	out = append(out, '[')
	for i, declared := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = declared.append(out)
	}
	return append(out, ']')
}

func appendSketches(out []byte, sketches []sketch) []byte {
	out = append(out, '{')
	for _, known := range sketches {
		out = appendText(appendField(out, known.pointer), known.text)
	}
	return append(out, '}')
}

func (ev *evaluation) appendOutputs(out []byte) []byte {
	out = append(out, '{')
	outputs := ev.rootOutputs()
	for _, name := range sortedNames(outputs) {
		found := &notes{}
		out = append(appendField(out, name), '{')
		out = appendValue(appendField(out, "value"), outputs[name], found)
		out = appendPaths(appendField(out, "unknown"), found.unknown)
		out = appendPaths(appendField(out, "sensitive"), found.sensitive)
		out = append(out, '}')
	}
	return append(out, '}')
}

func appendProblems(out []byte, problems []problem) []byte {
	out = append(out, '[')
	for i, found := range problems {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(appendField(append(out, '{'), "path"), found.path)
		out = appendField(out, "line")
		if found.line > 0 {
			out = strconv.AppendInt(out, int64(found.line), 10)
		} else {
			out = append(out, "null"...)
		}
		out = appendText(appendField(out, "message"), found.message)
		out = appendList(appendField(out, "hides"), append([]string{found.path}, found.hides...))
		out = appendTextField(out, "digest", found.digest)
		out = append(out, '}')
	}
	return append(out, ']')
}

func (ev *evaluation) appendWanted(out []byte) []byte {
	out = append(appendField(append(out, '{'), "wanted"), '{')
	out = appendList(appendField(out, "dirs"), sortedNames(ev.trace.wantDirs))
	out = appendList(appendField(out, "files"), sortedNames(ev.trace.wantFiles))
	out = appendModuleRequests(appendField(out, "modules"), ev.trace.wantModules)
	return append(out, "}}"...)
}

func appendModuleRequests(out []byte, wanted map[moduleRequest]bool) []byte {
	list := make([]moduleRequest, 0, len(wanted))
	for request := range wanted {
		list = append(list, request)
	}
	sort.Slice(list, func(i, j int) bool {
		return list[i].source < list[j].source || list[i].source == list[j].source && list[i].version < list[j].version
	})
	out = append(out, '[')
	for i, request := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(appendField(append(out, '{'), "source"), request.source)
		out = append(appendText(appendField(out, "version"), request.version), '}')
	}
	return append(out, ']')
}

func appendRootFailure(out []byte, path, message string) []byte {
	out = appendText(appendField(append(out, '{'), "failed"), message)
	out = appendText(appendField(out, "path"), path)
	return append(out, '}')
}
