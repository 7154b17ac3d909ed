package opa

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// packageKeys are packages by their keys, sorted: those below one stand together.
type packageKeys []string

func newPackageKeys(keys []string) packageKeys {
	return slices.Compact(slices.Sorted(slices.Values(keys)))
}

// namedBy gives the package of a file, and those that its mentions mean.
func namedBy(module *ast.Module, meantBy func(mention string) []string) []string {
	named := map[string]bool{refKey(module.Package.Path): true}
	for mention := range mentionsOf(module) {
		for _, key := range meantBy(mention) {
			named[key] = true
		}
	}
	return slices.Collect(maps.Keys(named))
}

// meantBy gives the packages that a mention is a part of, or stands above.
func (packages packageKeys) meantBy(mention string) []string {
	meant := slices.Collect(packages.below(mention))
	for end := strings.Index(mention, stepEnd) + 1; end < len(mention); end += strings.Index(mention[end:], stepEnd) + 1 {
		if packages.has(mention[:end]) {
			meant = append(meant, mention[:end])
		}
	}
	return meant
}

// leastSteps of a mention name a folder of packages, data.policies.lib.
const leastSteps = 3

// nearestTo gives what a mention means, and where that is nothing what stands beside it: it may be misspelt.
func (packages packageKeys) nearestTo(mention string) []string {
	meant := packages.meantBy(mention)
	for len(meant) == 0 && strings.Count(mention, stepEnd) > leastSteps {
		mention = mention[:strings.LastIndex(strings.TrimSuffix(mention, stepEnd), stepEnd)+1]
		meant = slices.Collect(packages.below(mention))
	}
	return meant
}

func (packages packageKeys) has(key string) bool {
	_, found := slices.BinarySearch(packages, key)
	return found
}

// below gives the packages that begin with the key.
func (packages packageKeys) below(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		first, _ := slices.BinarySearch(packages, key)
		for _, other := range packages[first:] {
			if !strings.HasPrefix(other, key) || !yield(other) {
				return
			}
		}
	}
}

// references tells which files refer to which. What each file mentions is gathered once: a walk through the rules for
// each pair of seven hundred files takes minutes.
type references struct {
	modules  map[string]*ast.Module
	packages packageKeys
	files    map[string][]string // by the key of their package
	known    map[string][]string // answers of of
}

func newReferences(modules map[string]*ast.Module) *references {
	found := &references{modules: modules, files: map[string][]string{}, known: map[string][]string{}}
	for _, path := range slices.Sorted(maps.Keys(modules)) {
		key := refKey(modules[path].Package.Path)
		found.files[key] = append(found.files[key], path)
	}
	found.packages = newPackageKeys(slices.Collect(maps.Keys(found.files)))
	return found
}

// of gives the files of the packages that a file is of or mentions, sorted.
func (found *references) of(path string) []string {
	if known, ok := found.known[path]; ok {
		return known
	}
	var others []string
	for _, key := range namedBy(found.modules[path], found.packages.meantBy) {
		others = append(others, found.files[key]...)
	}
	slices.Sort(others)
	found.known[path] = others
	return others
}

// reachable are the files, and all that they refer to, over others too. Sorted.
func (found *references) reachable(files []string) []string {
	seen := map[string]bool{}
	queue := slices.Clone(files)
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		for _, other := range found.of(path) {
			if !seen[other] {
				queue = append(queue, other)
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// mentionsOf has the keys of the references to data in a file, as far as they have no variables.
func mentionsOf(module *ast.Module) map[string]bool {
	mentions := map[string]bool{}
	gather := func(ref ast.Ref) bool {
		if len(ref) > 0 && ref[0].Equal(ast.DefaultRootDocument) {
			mentions[refKey(ref.ConstantPrefix())] = true
		}
		return false
	}
	for _, imported := range module.Imports {
		ast.WalkRefs(imported, gather)
	}
	for _, rule := range module.Rules {
		ast.WalkRefs(rule, gather)
	}
	return mentions
}

// stepEnd ends each step of a key, so that a prefix is one of whole steps; no step has it, texts are quoted.
const stepEnd = "\x00"

func refKey(ref ast.Ref) string {
	var key strings.Builder
	for _, term := range ref {
		key.WriteString(term.String())
		key.WriteString(stepEnd)
	}
	return key.String()
}
