package hcl

import (
	"encoding/json"
	"sort"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// statement is one statement of an IAM policy, its keys in the order in which the AWS provider writes them.
type statement struct {
	Sid          string         `json:",omitempty"`
	Effect       string         `json:",omitempty"`
	Action       any            `json:",omitempty"`
	NotAction    any            `json:",omitempty"`
	Resource     any            `json:",omitempty"`
	NotResource  any            `json:",omitempty"`
	Principal    any            `json:",omitempty"`
	NotPrincipal any            `json:",omitempty"`
	Condition    map[string]any `json:",omitempty"`
}

type policy struct {
	Version   string      `json:",omitempty"`
	ID        string      `json:"Id,omitempty"`
	Statement []statement `json:",omitempty"`
}

// policyDocument makes the JSON of data "aws_iam_policy_document", which the AWS provider computes without AWS. It is
// unknown as long as anything in it is; a draft has placeholders for what is.
func policyDocument(values map[string]cty.Value, drafting bool) map[string]cty.Value {
	unknown := cty.UnknownVal(cty.String).RefineNotNull()
	result := map[string]cty.Value{"json": unknown, "minified_json": unknown}
	whole, marks := cty.ObjectVal(values).UnmarkDeep()
	if !whole.IsWhollyKnown() {
		if !drafting {
			return result
		}
		filled, err := withPlaceholders(whole)
		if err != nil || !filled.IsWhollyKnown() {
			return result
		}
		whole = filled
		marks = cty.NewValueMarks(assumedMark)
	}
	bare := whole.AsValueMap()
	document, ok := buildPolicy(bare)
	if !ok {
		return result
	}
	indented, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return result
	}
	compact, err := json.Marshal(document)
	if err != nil {
		return result
	}
	result["json"], result["minified_json"] = cty.StringVal(string(indented)), cty.StringVal(string(compact))
	if _, assumed := marks[assumedMark]; assumed {
		result["json"], result["minified_json"] = result["json"].Mark(assumedMark), result["minified_json"].Mark(assumedMark)
	}
	return result
}

func buildPolicy(values map[string]cty.Value) (*policy, bool) {
	document := &policy{Version: "2012-10-17", ID: textOf(values["policy_id"])}
	if version := textOf(values["version"]); version != "" {
		document.Version = version
	}
	for _, source := range elementsOf(values["source_policy_documents"]) {
		if !document.merge(textOf(source)) {
			return nil, false
		}
	}
	own := policy{}
	for _, block := range elementsOf(values["statement"]) {
		if !block.Type().IsObjectType() {
			own.Statement = append(own.Statement, undecided)
			continue
		}
		own.Statement = append(own.Statement, buildStatement(block.AsValueMap()))
	}
	document.overrideWith(own.Statement)
	for _, source := range elementsOf(values["override_policy_documents"]) {
		if !document.merge(textOf(source)) {
			return nil, false
		}
	}
	return document, true
}

// undecided stands in a draft for statements of which nothing is known.
var undecided = statement{Effect: "(known after apply)"}

func (p *policy) merge(text string) bool {
	if text == "" {
		return true
	}
	if strings.HasPrefix(text, "(known after apply") {
		p.Statement = append(p.Statement, undecided)
		return true
	}
	var other policy
	if json.Unmarshal([]byte(text), &other) != nil {
		return false
	}
	p.overrideWith(other.Statement)
	return true
}

// overrideWith adds statements; one with the id of an earlier statement takes its place.
func (p *policy) overrideWith(statements []statement) {
	for _, added := range statements {
		at := -1
		for i, known := range p.Statement {
			if added.Sid != "" && known.Sid == added.Sid {
				at = i
			}
		}
		if at >= 0 {
			p.Statement[at] = added
		} else {
			p.Statement = append(p.Statement, added)
		}
	}
}

func buildStatement(values map[string]cty.Value) statement {
	built := statement{
		Sid: textOf(values["sid"]), Effect: "Allow",
		Action: textList(values["actions"], true), NotAction: textList(values["not_actions"], true),
		Resource: textList(values["resources"], true), NotResource: textList(values["not_resources"], true),
		Principal: principals(values["principals"]), NotPrincipal: principals(values["not_principals"]),
		Condition: conditions(values["condition"]),
	}
	if effect := textOf(values["effect"]); effect != "" {
		built.Effect = effect
	}
	return built
}

func elementsOf(value cty.Value) []cty.Value {
	if value == cty.NilVal || value.IsNull() || !value.CanIterateElements() {
		return nil
	}
	return value.AsValueSlice()
}

// textList is one text, or several as the provider orders a set: the greatest first.
func textList(value cty.Value, ordered bool) any {
	var texts []string
	if value != cty.NilVal && !value.IsNull() && value.Type() == cty.String {
		return value.AsString() // in a draft: a list of which nothing is known
	}
	for _, item := range elementsOf(value) {
		texts = append(texts, textOf(item))
	}
	switch len(texts) {
	case 0:
		return nil
	case 1:
		return texts[0]
	}
	if ordered {
		sort.Sort(sort.Reverse(sort.StringSlice(texts)))
		texts = compacted(texts)
	}
	return texts
}

func compacted(texts []string) []string {
	kept := texts[:0]
	for i, text := range texts {
		if i == 0 || text != texts[i-1] {
			kept = append(kept, text)
		}
	}
	return kept
}

func principals(value cty.Value) any {
	byType := map[string][]cty.Value{}
	for _, block := range elementsOf(value) {
		if !block.Type().IsObjectType() {
			continue
		}
		attrs := block.AsValueMap()
		kind := textOf(attrs["type"])
		listed := elementsOf(attrs["identifiers"])
		if listed == nil && textOf(attrs["identifiers"]) != "" {
			listed = []cty.Value{attrs["identifiers"]}
		}
		byType[kind] = append(byType[kind], listed...)
	}
	if len(byType) == 0 {
		return nil
	}
	result := map[string]any{}
	for kind, identifiers := range byType {
		list := textList(cty.TupleVal(identifiers), true)
		if kind == "*" && len(byType) == 1 && list == "*" {
			return "*"
		}
		result[kind] = list
	}
	return result
}

func conditions(value cty.Value) map[string]any {
	result := map[string]any{}
	for _, block := range elementsOf(value) {
		if !block.Type().IsObjectType() {
			result["(known after apply)"] = map[string]any{}
			continue
		}
		attrs := block.AsValueMap()
		test, variable := textOf(attrs["test"]), textOf(attrs["variable"])
		tested, _ := result[test].(map[string]any)
		if tested == nil {
			tested = map[string]any{}
			result[test] = tested
		}
		tested[variable] = textList(attrs["values"], false)
	}
	if len(result) == 0 {
		return nil
	}
	return result
}
