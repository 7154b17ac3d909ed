package hcl

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// configFile is a directory's Terragrunt file: in native syntax, or in JSON where there is none.
func (u *unit) configFile(dir string) string {
	native, alternative := path.Join(dir, terragruntFile), path.Join(dir, terragruntFile+".json")
	tree, log := u.ev.tree, u.ev.trace
	if tree.exists(u.ev.located(native), log) == fileMissing && tree.exists(u.ev.located(alternative), log) == fileGiven {
		return alternative
	}
	return native
}

// Terragrunt's blocks in JSON syntax. An include may have no label.
func init() {
	labelled := []hcl.BlockHeaderSchema{
		{Type: "locals"}, {Type: "terraform"}, {Type: "remote_state"}, {Type: "dependencies"}, {Type: "engine"},
		{Type: "errors"}, {Type: "exclude"}, {Type: "catalog"},
		{Type: "dependency", LabelNames: []string{"name"}}, {Type: "generate", LabelNames: []string{"name"}},
		{Type: "feature", LabelNames: []string{"name"}}, {Type: "unit", LabelNames: []string{"name"}},
		{Type: "stack", LabelNames: []string{"name"}},
	}
	jsonBlocks["terragrunt"] = append([]hcl.BlockHeaderSchema{{Type: "include", LabelNames: []string{"name"}}}, labelled...)
	jsonBlocks["terragrunt with a bare include"] = append([]hcl.BlockHeaderSchema{{Type: "include"}}, labelled...)
	// "terraform" has Terraform's own blocks; an extra block of arguments is Terragrunt's.
	jsonBlocks["terraform"] = append(jsonBlocks["terraform"], hcl.BlockHeaderSchema{Type: "extra_arguments", LabelNames: []string{"name"}})
}

func terragruntKind(source []byte) string {
	var top struct {
		Include map[string]json.RawMessage `json:"include"`
	}
	if json.Unmarshal(source, &top) == nil && len(top.Include["path"]) > 0 && top.Include["path"][0] == '"' {
		return "terragrunt with a bare include"
	}
	return "terragrunt"
}

// generatedBy reads `generate` as an attribute: a map of what blocks of that name say.
func (g *grunt) generatedBy(attr *attribute, parts *gruntParts) {
	for _, part := range attr.parts() {
		name, key, nested := strings.Cut(strings.TrimPrefix(part.pointer, "/"), "/")
		if parts.generated[name] == nil {
			parts.generated[name] = &generatedFile{config: g, name: name}
		}
		if nested {
			part.expr.analyseOnce()
			parts.generated[name].set(key, part.expr)
		}
	}
	if len(parts.generated) > 0 {
		return
	}
	// It is made elsewhere: its members are constants by now.
	value, _ := g.eval(attr.expr).UnmarkDeep()
	if !isMembers(value) {
		return
	}
	for name, file := range value.AsValueMap() {
		if !isMembers(file) {
			continue
		}
		parts.generated[name] = &generatedFile{config: g, name: name}
		for key, member := range file.AsValueMap() {
			literal := &hclsyntax.LiteralValueExpr{Val: member, SrcRange: attr.expr.Range()}
			parts.generated[name].set(key, newExpression(literal, nil))
		}
	}
}

func (f *generatedFile) set(key string, expr *expression) {
	switch key {
	case "path":
		f.path = expr
	case "contents":
		f.contents = expr
	case "disable":
		text, ok := expr.constantText()
		f.skipped = ok && text == "true"
	}
}
