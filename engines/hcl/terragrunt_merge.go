package hcl

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// gruntParts is what a unit's files say together.
type gruntParts struct {
	inputs cty.Value
	source *sourceExpr
	// generated are files that Terragrunt writes beside the module's own, by the name of their block.
	generated map[string]*generatedFile
	arguments []*block
}

// sourceExpr is the source of the unit's module, where it is written.
type sourceExpr struct {
	config *grunt
	block  *block
	expr   *expression
}

type generatedFile struct {
	config   *grunt
	name     string
	path     *expression
	contents *expression
	skipped  bool
}

// merged is what a file says together with what it includes. The last include wins over those before it.
func (g *grunt) merged() *gruntParts {
	parts := g.own()
	includes := g.resolveIncludes()
	for i := len(includes) - 1; i >= 0; i-- {
		found := includes[i]
		if found.strategy == "no_merge" || g.isIncluded {
			continue
		}
		under := found.config.own()
		parts.inputs = mergeValues(under.inputs, parts.inputs, found.strategy == "deep")
		if parts.source == nil {
			parts.source = under.source
		}
		for name, file := range under.generated {
			if parts.generated[name] == nil {
				parts.generated[name] = file
			}
		}
		parts.arguments = append(under.arguments, parts.arguments...)
	}
	return parts
}

func (g *grunt) own() *gruntParts {
	parts := &gruntParts{inputs: cty.EmptyObjectVal, generated: map[string]*generatedFile{}}
	if attr := g.file.attrs["inputs"]; attr != nil {
		parts.inputs = g.eval(attr.expr)
	}
	if g.file.broken {
		parts.inputs = cty.DynamicVal
	}
	if attr := g.file.attrs["generate"]; attr != nil {
		g.generatedBy(attr, parts)
	}
	for _, block := range g.file.blocks {
		switch block.kind {
		case "terraform":
			if attr := block.body.attrs["source"]; attr != nil {
				parts.source = &sourceExpr{g, block, attr.expr}
			}
			for _, inner := range block.body.blocks {
				if inner.kind == "extra_arguments" {
					parts.arguments = append(parts.arguments, inner)
				}
			}
		case "generate":
			name := strings.Join(block.labels, ".")
			file := &generatedFile{config: g, name: name, skipped: block.body.attrs["disable"].isTrue()}
			if attr := block.body.attrs["path"]; attr != nil {
				file.path = attr.expr
			}
			if attr := block.body.attrs["contents"]; attr != nil {
				file.contents = attr.expr
			}
			parts.generated[name] = file
		}
	}
	return parts
}

// mergeValues lays the members of one object over those of another; a deep merge goes into objects and joins lists.
func mergeValues(under, over cty.Value, deep bool) cty.Value {
	under, underMarks := under.Unmark()
	over, overMarks := over.Unmark()
	if !isMembers(under) || !isMembers(over) {
		if under.IsKnown() && isMembers(over) && under.IsNull() {
			return over.WithMarks(overMarks)
		}
		if over.IsKnown() && (over.IsNull() || !isMembers(over)) && !isMembers(under) && under.IsKnown() {
			return over.WithMarks(overMarks)
		}
		if over.IsKnown() && over.IsNull() {
			return under.WithMarks(underMarks)
		}
		return cty.DynamicVal
	}
	members := map[string]cty.Value{}
	for name, value := range under.AsValueMap() {
		members[name] = value
	}
	for name, value := range over.AsValueMap() {
		if known, ok := members[name]; ok && deep {
			value = mergeMember(known, value)
		}
		members[name] = value
	}
	return cty.ObjectVal(members).WithMarks(underMarks, overMarks)
}

func mergeMember(under, over cty.Value) cty.Value {
	switch {
	case isMembers(under) && isMembers(over):
		return mergeValues(under, over, true)
	case isElements(under) && isElements(over):
		return cty.TupleVal(append(under.AsValueSlice(), over.AsValueSlice()...))
	default:
		return over
	}
}

func isMembers(value cty.Value) bool {
	return !value.IsMarked() && value.IsKnown() && !value.IsNull() && (value.Type().IsObjectType() || value.Type().IsMapType())
}

func isElements(value cty.Value) bool {
	return !value.IsMarked() && value.IsKnown() && !value.IsNull() && (value.Type().IsTupleType() || value.Type().IsListType())
}
