package hcl

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// input is a value that a root variable is given from outside.
type input struct {
	value cty.Value
	path  string
	line  int
}

// readVariables collects the values of the root's variables in Terraform's order of precedence, over those that are
// given. More directories than the root's may have variable files that are loaded of their own accord.
func (ev *evaluation) readVariables(asked *rootRequest, m *module, inputs map[string]input, named []string, more ...string) {
	for _, name := range append(ev.automaticFiles(more...), named...) {
		text, blob, state := ev.tree.read(name, ev.trace)
		switch state {
		case fileGiven:
			ev.readVariableFile(parseFile(name, blob, text), inputs)
		case fileUnreadable:
			ev.failAt(name, 0, "the file is not read: %s", ev.tree.unreadable(name))
		}
	}
	for _, name := range sortedNames(asked.Variables) {
		if declared, ok := m.variables[name]; ok {
			inputs[name] = ev.parseGiven(declared, asked.Variables[name])
		}
	}
}

// automaticFiles are the variable files that Terraform loads unasked: terraform.tfvars, then *.auto.tfvars.
func (ev *evaluation) automaticFiles(more ...string) []string {
	plain, automatic := map[string]string{}, map[string]string{}
	for _, dir := range append([]string{ev.root}, more...) {
		ev.trace.reads[path.Join(dir, "terraform.tfvars")] = true
		entries, _ := ev.tree.list(dir, ev.trace)
		for _, name := range entries.Files {
			switch {
			case name == "terraform.tfvars", name == "terraform.tfvars.json":
				plain[name] = path.Join(dir, name)
			case strings.HasSuffix(name, ".auto.tfvars"), strings.HasSuffix(name, ".auto.tfvars.json"):
				automatic[name] = path.Join(dir, name)
			}
		}
	}
	var files []string
	for _, group := range []map[string]string{plain, automatic} {
		for _, name := range sortedNames(group) {
			files = append(files, group[name])
		}
	}
	return files
}

func (ev *evaluation) readVariableFile(file *sourceFile, inputs map[string]input) {
	ev.problems = append(ev.problems, file.problems...)
	for _, block := range file.blocks {
		ev.failAt(file.path, block.line, "a variable file has no blocks, got %q; expected arguments like `name = value`", block.kind)
	}
	for _, name := range sortedNames(file.attrs) {
		attr := file.attrs[name]
		value, diags := attr.expr.Value(nil)
		if diags.HasErrors() {
			ev.failAt(file.path, attr.line, "%s", diagnosticText(firstError(diags)))
			value = cty.DynamicVal
		}
		inputs[name] = input{value: value, path: file.path, line: attr.line}
	}
}

// parseGiven reads text as Terraform reads `-var`: as it is for a primitive type, else as an expression.
func (ev *evaluation) parseGiven(v *variable, text string) input {
	place := input{path: v.block.path, line: v.block.line}
	if v.kind.IsPrimitiveType() || (v.kind == cty.DynamicPseudoType && v.block.body.attrs["type"] == nil) {
		place.value = cty.StringVal(text)
		return place
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), "the configuration", hcl.InitialPos)
	if !diags.HasErrors() {
		place.value, diags = expr.Value(nil)
	}
	if diags.HasErrors() {
		ev.failAt(place.path, place.line, "the value that is configured for var.%s is not a %s: %s", v.name, v.kind.FriendlyName(), diagnosticText(firstError(diags)))
		place.value = cty.DynamicVal
	}
	return place
}

// variable computes var.name in this module instance.
func (s *scope) variable(name string) cty.Value {
	node := s.node(variableNode, name)
	if node.state == done {
		return node.value
	}
	declared := s.module.variables[name]
	if !s.ev.enter(s.address("var."+name), node.state == busy, declared.block.path, declared.block.line) {
		return cty.UnknownVal(declared.kind)
	}
	node.state = busy
	node.value = s.inputValue(declared)
	node.state = done
	s.ev.leave()
	return node.value
}

func (s *scope) inputValue(v *variable) cty.Value {
	value, file, line := s.givenValue(v)
	isUsual := value == cty.NilVal || (!v.nullable && isNull(value) && v.fallback != nil)
	if isUsual && v.usual != cty.NilVal && !(s.ev.openDefaults && s.parent == nil) {
		return v.usual
	}
	if isUsual {
		value, file, line = cty.UnknownVal(v.kind), v.block.path, v.block.line
		if v.fallback != nil {
			value, line = v.literal, v.fallback.line
			if s.ev.openDefaults && s.parent == nil && saysNothing(value) {
				value = cty.UnknownVal(v.kind)
			}
		} else if s.ev.drafting && s.parent == nil && (v.kind == cty.String || v.block.body.attrs["type"] == nil) {
			value = placeholder("var." + v.name)
		} else if s.parent == nil && !v.nullable {
			value = notNullValue(value)
		}
	}
	value = openTo(value, v.kind)
	if v.defaults != nil && !isNull(value) {
		value = v.defaults.Apply(value)
	}
	converted, err := convert.Convert(value, v.kind)
	if err != nil {
		s.ev.failAt(file, line, "the value of var.%s does not suit its type: %s", v.name, convertError(err))
		converted = cty.UnknownVal(v.kind)
	}
	if !v.nullable {
		if isNull(converted) {
			s.ev.failAt(file, line, "the value of var.%s is null; the variable is declared with nullable = false", v.name)
			converted = cty.UnknownVal(v.kind)
		}
		converted = notNullValue(converted)
	}
	if v.sensitive {
		converted = converted.Mark(sensitiveMark)
	}
	if v.ephemeral {
		converted = converted.Mark(ephemeralMark)
	}
	isRight := err == nil && (v.nullable || !isNull(converted))
	if isUsual && isRight && v.fallback != nil && !s.ev.openDefaults {
		v.usual = converted
	}
	return converted
}

// saysNothing tells whether a default is there to be replaced: null, or a collection without elements.
func saysNothing(value cty.Value) bool {
	return isNull(value) || value.CanIterateElements() && value.LengthInt() == 0
}

func notNullValue(value cty.Value) cty.Value {
	if value.IsMarked() || value.IsKnown() || value.Type() == cty.DynamicPseudoType {
		return value
	}
	return value.RefineNotNull()
}

func isNull(value cty.Value) bool {
	value, _ = value.Unmark()
	return value.IsNull()
}

// givenValue is what the caller, or the outside for the root, gives; NilVal when there is nothing.
func (s *scope) givenValue(v *variable) (value cty.Value, file string, line int) {
	if s.parent == nil {
		given, ok := s.inputs[v.name]
		if !ok {
			return cty.NilVal, "", 0
		}
		return given.value, given.path, given.line
	}
	attr, ok := s.call.block.body.attrs[v.name]
	if !ok {
		if v.fallback == nil {
			s.ev.failAt(s.call.block.path, s.call.block.line, "module %q needs a value for %q, which has no default", s.call.name, v.name)
		}
		return cty.NilVal, "", 0
	}
	value = s.parent.eval(attr.expr, s.callEnv)
	if !v.ephemeral && s.ev.isEphemeral(value) {
		s.ev.failAt(attr.expr.path, attr.line, "%s is given an ephemeral value, and the variable is not declared with ephemeral = true", s.address("var."+v.name))
	}
	return value, attr.expr.path, attr.line
}

func convertError(err error) string {
	if at, ok := err.(cty.PathError); ok && len(at.Path) > 0 {
		return "at " + pathText(at.Path) + ": " + err.Error()
	}
	return err.Error()
}

func pathText(steps cty.Path) string {
	text := ""
	for _, step := range steps {
		switch step := step.(type) {
		case cty.GetAttrStep:
			text += "." + step.Name
		case cty.IndexStep:
			key, _ := step.Key.Unmark()
			switch {
			case !key.IsKnown() || key.IsNull():
				text += "[…]"
			case key.Type() == cty.String:
				text += "[" + quoted(key.AsString()) + "]"
			case key.Type() == cty.Number:
				text += "[" + key.AsBigFloat().Text('f', -1) + "]"
			default:
				text += "[…]"
			}
		}
	}
	return strings.TrimPrefix(text, ".")
}

// validate reports the validations of a variable that are known to fail.
func (s *scope) validate(v *variable) {
	for _, inner := range v.block.body.blocks {
		condition, ok := inner.body.attrs["condition"]
		if inner.kind != "validation" || !ok {
			continue
		}
		s.variable(v.name)
		if _, given := s.inputs[v.name]; s.parent == nil && !given && !s.isEvidentRoot() {
			continue // whoever calls the module gives another value
		}
		isTrue, known, reason := asCondition(s.eval(condition.expr, nil))
		switch file, line := s.placeOf(v); {
		case reason != "":
			s.ev.failAt(inner.path, condition.line, "the condition of a validation of var.%s is %s, expected true or false", v.name, reason)
		case known && !isTrue:
			s.ev.failAt(file, line, "the value of var.%s is not valid: %s (the rule is in %s, line %d)", v.name, s.errorMessage(inner, nil), inner.path, condition.line)
		}
	}
}

// placeOf is where a variable gets its value: from the call, from outside, or by itself.
func (s *scope) placeOf(v *variable) (file string, line int) {
	if s.parent != nil {
		if attr := s.call.block.body.attrs[v.name]; attr != nil {
			return attr.expr.path, attr.line
		}
	} else if given, ok := s.inputs[v.name]; ok {
		return given.path, given.line
	}
	return v.block.path, v.block.line
}

// asCondition reads what a condition is worth; the reason says what it is instead of true or false.
func asCondition(value cty.Value) (isTrue, known bool, reason string) {
	value, _ = value.Unmark()
	converted, err := convert.Convert(value, cty.Bool)
	switch {
	case err != nil:
		return false, false, describe(value)
	case !converted.IsKnown():
		return false, false, ""
	case converted.IsNull():
		return false, false, "null"
	default:
		return converted.True(), true, ""
	}
}

func (s *scope) errorMessage(validation *block, in *env) string {
	attr, ok := validation.body.attrs["error_message"]
	if !ok {
		return "its validation fails"
	}
	value, marks := s.eval(attr.expr, in).Unmark()
	if len(marks) > 0 || !value.IsKnown() || value.IsNull() || value.Type() != cty.String {
		return oneLine(attr.expr.text)
	}
	return oneLine(value.AsString())
}
