package hcl

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// renderedTemplate is what data "template_file" computes from its template and its variables alone. It is unknown as
// long as they are, and where the template cannot be rendered here.
func (ev *evaluation) renderedTemplate(values map[string]cty.Value) map[string]cty.Value {
	return map[string]cty.Value{"rendered": ev.rendered(values["template"], values["vars"])}
}

func (ev *evaluation) rendered(template, vars cty.Value) cty.Value {
	unknown := cty.UnknownVal(cty.String).RefineNotNull()
	if template == cty.NilVal || ev.rendering {
		return unknown
	}
	bare, marks := template.Unmark()
	if !bare.IsKnown() || bare.IsNull() || !bare.Type().Equals(cty.String) {
		return unknown.WithMarks(marks)
	}
	if vars == cty.NilVal || isNull(vars) {
		vars = cty.EmptyObjectVal
	}
	value, err := ev.render(bare.AsString(), "template", vars, "template_file")
	if err != nil {
		return unknown.WithMarks(marks)
	}
	text, err := convert.Convert(value, cty.String)
	if err != nil {
		return unknown.WithMarks(marks)
	}
	return text.WithMarks(marks)
}
