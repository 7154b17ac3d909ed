package opa

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Policy is one package that has rules which find something.
type Policy struct {
	Package string   `json:"package"`
	Files   []string `json:"files"`
	File    string   `json:"file"`
	Row     int      `json:"row"`
	// Annotations is the METADATA of the package; what it lacks comes from its rules.
	Annotations Annotations `json:"annotations"`
	Rules       []Rule      `json:"rules"`
	// Reads are the parts of input that it reads, by which a host tells what input it was written for.
	Reads []string `json:"reads"`
	// ReadsFile says that it asks for the name of the file (data.conftest.file).
	ReadsFile bool `json:"reads_file"`
	// Schemas are those that its METADATA gives input, such as schema.review.
	Schemas       []string `json:"schemas"`
	hasExceptions bool
}

// Rule is one deny, warn or violation rule and where its result is found.
type Rule struct {
	Name string `json:"name"`
	Row  int    `json:"row"`
	// Key is the rule's key in the aggregate's result and in the document that selects rules.
	Key string `json:"key"`
	// Entrypoint evaluates this rule alone.
	Entrypoint string `json:"entrypoint"`
	// Annotations is the METADATA of this rule; what it lacks comes from its package.
	Annotations Annotations `json:"annotations"`
	// Exception finds something where an exception of the package takes the place of what the rule finds.
	Exception *Exception `json:"exception"`
	ref       ast.Ref
}

// Exception is the rule `exception` of a package, as far as it names one rule.
type Exception struct {
	Key        string `json:"key"`
	Entrypoint string `json:"entrypoint"`
}

// Annotations is the part of METADATA that a host can use.
type Annotations struct {
	Title            string         `json:"title"`
	Description      string         `json:"description"`
	RelatedResources []Related      `json:"related_resources"`
	Custom           map[string]any `json:"custom"`
}

// Related is a link of METADATA.
type Related struct {
	Ref         string `json:"ref"`
	Description string `json:"description"`
}

var finding = regexp.MustCompile(`^(deny|warn|violation)(_[a-zA-Z0-9_]+)?$`)

// policiesOf finds the wanted policies among compiled modules, sorted by package.
func policiesOf(compiler *ast.Compiler, originals map[string]*ast.Module, all []Source) []Policy {
	isContext := map[string]bool{}
	for _, source := range all {
		isContext[source.Path] = source.Context
	}
	byPackage := map[string]*Policy{}
	exceptions := map[string]bool{} // by package; they may stand in a file of their own
	for _, path := range slices.Sorted(maps.Keys(compiler.Modules)) {
		module := originals[path]
		if hasRule(module, "exception") {
			exceptions[packageName(module)] = true
		}
		rules := findingRules(module)
		if len(rules) == 0 || isContext[path] {
			continue
		}
		name := packageName(module)
		policy := byPackage[name]
		if policy == nil {
			policy = &Policy{Package: name, File: path, Row: module.Package.Location.Row}
			byPackage[name] = policy
		}
		policy.Files = append(policy.Files, path)
		policy.Rules = append(policy.Rules, rules...)
	}
	set, _ := ast.BuildAnnotationSet(slices.Collect(maps.Values(originals)))
	reads := newReadings(compiler)
	policies := make([]Policy, 0, len(byPackage))
	for _, name := range slices.Sorted(maps.Keys(byPackage)) {
		policy := byPackage[name]
		policy.Rules = distinct(policy.Rules)
		policy.hasExceptions = exceptions[name]
		policy.Annotations = annotationsOf(set, policy.Files, originals)
		for index, rule := range policy.Rules {
			policy.Rules[index].Annotations = ruleAnnotations(set, policy.Files, originals, rule.Name)
		}
		policy.Reads, policy.ReadsFile = reads.of(policy.Files)
		policy.Schemas = inputSchemas(policy.Files, originals)
		policies = append(policies, *policy)
	}
	return policies
}

func findingRules(module *ast.Module) []Rule {
	var rules []Rule
	for _, rule := range module.Rules {
		name, ok := rule.Head.Ref()[0].Value.(ast.Var)
		if !ok || len(rule.Head.Args) > 0 || !finding.MatchString(string(name)) {
			continue
		}
		ref := module.Package.Path.Append(ast.StringTerm(string(name)))
		entrypoint, err := ref.Ptr()
		if err != nil {
			continue
		}
		rules = append(rules, Rule{Name: string(name), Row: rule.Location.Row, Entrypoint: entrypoint, ref: ref})
	}
	return rules
}

func distinct(rules []Rule) []Rule {
	slices.SortStableFunc(rules, func(a, b Rule) int { return cmp.Or(strings.Compare(a.Name, b.Name)) })
	return slices.CompactFunc(rules, func(a, b Rule) bool { return a.Name == b.Name })
}

// annotationsOf merges a package's METADATA: its own first, then what is written on its rules, in file order.
func annotationsOf(set *ast.AnnotationSet, files []string, modules map[string]*ast.Module) Annotations {
	return merge(ofPackage(set, files, modules), onRules(files, modules, ""))
}

// ruleAnnotations merges the METADATA of one rule with its package's.
func ruleAnnotations(set *ast.AnnotationSet, files []string, modules map[string]*ast.Module, rule string) Annotations {
	return merge(onRules(files, modules, rule), ofPackage(set, files, modules))
}

func merge(first, second []*ast.Annotations) Annotations {
	merged := Annotations{RelatedResources: []Related{}, Custom: map[string]any{}}
	for _, annotations := range slices.Concat(first, second) {
		merged.add(annotations)
	}
	return merged
}

func ofPackage(set *ast.AnnotationSet, files []string, modules map[string]*ast.Module) []*ast.Annotations {
	var all []*ast.Annotations
	for _, path := range files {
		module := modules[path]
		if own := set.GetPackageScope(module.Package); own != nil {
			all = append(all, own)
		}
		all = append(all, set.GetSubpackagesScope(module.Package.Path)...)
	}
	return all
}

// onRules is what is written on the rules of that name, on all of them where it is empty.
func onRules(files []string, modules map[string]*ast.Module, name string) []*ast.Annotations {
	var all []*ast.Annotations
	for _, path := range files {
		for _, annotations := range modules[path].Annotations {
			isRule := annotations.Scope == "rule" || annotations.Scope == "document"
			if isRule && (name == "" || annotatedRule(annotations) == name) {
				all = append(all, annotations)
			}
		}
	}
	return all
}

// annotatedRule is the name of the rule that METADATA stands on: the last part of its path that is no key of it.
func annotatedRule(annotations *ast.Annotations) string {
	rule := annotations.GetTargetPath()
	for index := len(rule) - 1; index > 0; index-- {
		if name, isText := rule[index].Value.(ast.String); isText && finding.MatchString(string(name)) {
			return string(name)
		}
	}
	return ""
}

// inputSchemas are the schemas that METADATA of the files gives to input.
func inputSchemas(files []string, modules map[string]*ast.Module) []string {
	names := map[string]bool{}
	for _, path := range files {
		for _, annotations := range modules[path].Annotations {
			for _, schema := range annotations.Schemas {
				if schema.Schema != nil && schema.Path.Equal(ast.InputRootRef) {
					names[schema.Schema.String()] = true
				}
			}
		}
	}
	return slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Keys(names))))
}

func hasRule(module *ast.Module, name string) bool {
	return slices.ContainsFunc(module.Rules, func(rule *ast.Rule) bool {
		return len(rule.Head.Args) == 0 && rule.Head.Ref()[0].Value.Compare(ast.Var(name)) == 0
	})
}

func (merged *Annotations) add(annotations *ast.Annotations) {
	merged.Title = cmp.Or(merged.Title, annotations.Title)
	merged.Description = cmp.Or(merged.Description, annotations.Description)
	if len(merged.RelatedResources) == 0 {
		for _, related := range annotations.RelatedResources {
			merged.RelatedResources = append(merged.RelatedResources,
				Related{Ref: related.Ref.String(), Description: related.Description})
		}
	}
	for key, value := range annotations.Custom {
		if _, known := merged.Custom[key]; !known {
			merged.Custom[key] = value
		}
	}
}
