package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// providerNode is what a provider's configuration says about every resource that it makes.
type providerNode struct {
	region string
	tags   map[string]string
}

// providerOf names the provider of a resource type: what stands before the first underscore.
func providerOf(kind string) string {
	name, _, _ := strings.Cut(kind, "_")
	return name
}

// providerRef is the provider configuration that a resource or a call names, such as `aws.west`.
func providerRef(e *expression) string {
	if traversal, diags := hcl.AbsTraversalForExpr(e.Expression); !diags.HasErrors() {
		name := traversal.RootName()
		if len(traversal) > 1 {
			if attr, ok := traversal[1].(hcl.TraverseAttr); ok {
				name += "." + attr.Name
			}
		}
		return name
	}
	text, _ := e.constantText()
	return text
}

// providerFor finds the configuration that a resource uses: what it names, or its type's default one.
func (s *scope) providerFor(n *resourceNode) *providerNode {
	name := providerOf(n.def.kind)
	if attr, ok := n.def.block.body.attrs["provider"]; ok {
		if named := providerRef(attr.expr); named != "" {
			name = named
		}
	}
	return s.resolveProvider(name)
}

// resolveProvider looks where Terraform looks: what the caller passes, the module's own blocks, and for a
// configuration without an alias the caller's.
func (s *scope) resolveProvider(name string) *providerNode {
	if known, ok := s.provider[name]; ok {
		return known
	}
	s.provider[name] = nil
	var found *providerNode
	passed := s.passedProvider(name)
	switch block := s.module.providers[name]; {
	case passed != "":
		found = s.parent.resolveProvider(passed)
	case block != nil:
		found = s.configureProvider(block)
	case s.parent != nil && !strings.Contains(name, "."):
		found = s.parent.resolveProvider(name)
	}
	s.provider[name] = found
	return found
}

func (s *scope) passedProvider(name string) string {
	if s.call == nil {
		return ""
	}
	attr, ok := s.call.block.body.attrs["providers"]
	if !ok {
		return ""
	}
	pairs, diags := hcl.ExprMap(attr.expr.Expression)
	if diags.HasErrors() {
		return ""
	}
	for _, pair := range pairs {
		key := &expression{Expression: pair.Key}
		if providerRef(key) == name || keyText(pair.Key) == name {
			return providerRef(&expression{Expression: pair.Value})
		}
	}
	return ""
}

func keyText(expr hcl.Expression) string {
	text, _ := (&expression{Expression: expr}).constantText()
	return text
}

func (s *scope) configureProvider(b *block) *providerNode {
	configured := &providerNode{tags: map[string]string{}}
	for _, name := range []string{"region", "location", "zone"} {
		if attr, ok := b.body.attrs[name]; ok && configured.region == "" {
			configured.region = regionOf(b.labels[0], name, textOf(s.eval(attr.expr, nil)))
		}
	}
	for _, inner := range b.body.blocks {
		if inner.kind == "default_tags" {
			if attr, ok := inner.body.attrs["tags"]; ok {
				addTags(configured.tags, s.eval(attr.expr, nil))
			}
		}
	}
	if attr, ok := b.body.attrs["default_labels"]; ok {
		addTags(configured.tags, s.eval(attr.expr, nil))
	}
	return configured
}

// textOf is a known text, else empty.
func textOf(value cty.Value) string {
	value, _ = value.Unmark()
	if value == cty.NilVal || !value.IsKnown() || value.IsNull() {
		return ""
	}
	text, err := convert.Convert(value, cty.String)
	if err != nil || text.IsNull() || !text.IsKnown() {
		return ""
	}
	return text.AsString()
}

// addTags adds the known texts of a map of tags.
func addTags(tags map[string]string, value cty.Value) {
	value, _ = value.Unmark()
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() || !(value.Type().IsMapType() || value.Type().IsObjectType()) {
		return
	}
	for it := value.ElementIterator(); it.Next(); {
		key, item := it.Element()
		if bare, _ := item.Unmark(); !bare.IsKnown() {
			delete(tags, key.AsString())
			continue
		}
		if !isNull(item) && key.AsString() != openAttribute {
			tags[key.AsString()] = textOf(item)
		}
	}
}

// regionOf reads a region as the provider's price lists spell it.
func regionOf(provider, attribute, text string) string {
	switch {
	case text == "":
		return ""
	case provider == "azurerm" || provider == "azuread" || provider == "azapi":
		return strings.ToLower(strings.ReplaceAll(text, " ", ""))
	case strings.HasPrefix(provider, "google") && (attribute == "zone" || attribute == "location") && strings.Count(text, "-") == 2:
		return text[:strings.LastIndexByte(text, '-')]
	case provider == "aws" && attribute == "availability_zone":
		return strings.TrimRight(text, "abcdefgh")
	default:
		return text
	}
}

// regionAttributes are where resources of each provider say where they are, the strongest first.
var regionAttributes = map[string][]string{
	"aws":     {"region"},
	"azurerm": {"location"},
	"azapi":   {"location"},
	"google":  {"region", "location", "zone"},
}

func (n *resourceNode) regionAndTags(made *instance) (string, map[string]string) {
	provider := providerOf(n.def.kind)
	region := ""
	for _, name := range regionAttributes[provider] {
		value, configured := made.values[name]
		if !configured {
			continue
		}
		if region = regionOf(provider, name, textOf(value)); region == "" {
			return "", n.tagsOf(made, nil) // configured and unknown: the provider's region would be wrong
		}
		break
	}
	configured := n.scope.providerFor(n)
	if region == "" && configured != nil {
		region = configured.region
	}
	if value, ok := made.values["availability_zone"]; ok && region == "" && provider == "aws" {
		region = regionOf(provider, "availability_zone", textOf(value))
	}
	return region, n.tagsOf(made, configured)
}

func (n *resourceNode) tagsOf(made *instance, configured *providerNode) map[string]string {
	tags := map[string]string{}
	if configured == nil {
		configured = n.scope.providerFor(n)
	}
	if configured != nil && n.def.kind != "aws_autoscaling_group" {
		for key, value := range configured.tags {
			tags[key] = value
		}
	}
	name := "tags"
	if provider := providerOf(n.def.kind); strings.HasPrefix(provider, "google") {
		name = "labels"
	}
	if value, ok := made.values[name]; ok {
		addTags(tags, value)
	}
	if list, ok := made.values["tag"]; ok && list.IsKnown() && !list.IsMarked() && list.Type().IsTupleType() {
		for _, item := range list.AsValueSlice() {
			addTagBlock(tags, item)
		}
	}
	return tags
}

// addTagBlock reads the blocks that auto scaling groups have for tags.
func addTagBlock(tags map[string]string, item cty.Value) {
	if !item.IsKnown() || item.IsMarked() || item.IsNull() || !item.Type().IsObjectType() {
		return
	}
	key, hasKey := element(item, "key")
	value, hasValue := element(item, "value")
	if name := textOf(key); hasKey && hasValue && name != "" {
		if text, _ := value.Unmark(); text.IsKnown() && !text.IsNull() {
			tags[name] = textOf(value)
		}
	}
}
