package opa

import (
	"maps"
	"regexp"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

var packageLine = regexp.MustCompile(`(?m)^package[ \t]+([A-Za-z0-9_.]+)[ \t]*(?:#.*)?\r?$`)

// addContext parses those files of the context that the modules refer to, over others too, or whose packages they add
// to. The rest can change nothing, and the whole pack is the context of one small policy.
func addContext(modules map[string]*ast.Module, context []Source) []Issue {
	if len(context) == 0 {
		return nil
	}
	files := map[string][]Source{} // by the key of their package
	for _, source := range context {
		key := contextKey(source)
		files[key] = append(files[key], source)
	}
	packages := newPackageKeys(slices.Concat(slices.Collect(maps.Keys(files)), keysOf(modules)))
	var issues []Issue
	queue := slices.Collect(maps.Values(modules))
	parse := func(key string) {
		for _, source := range files[key] {
			module, found := parseInto(modules, source)
			issues = append(issues, found...)
			if module != nil {
				queue = append(queue, module)
			}
		}
		delete(files, key)
	}
	parse(unknownPackage)
	for len(queue) > 0 {
		for _, key := range slices.Sorted(slices.Values(namedBy(queue[0], packages.nearestTo))) {
			parse(key)
		}
		queue = queue[1:]
	}
	return issues
}

// unknownPackage is the key of files that do not say their package on a line of its own.
const unknownPackage = ""

func contextKey(source Source) string {
	found := packageLine.FindStringSubmatch(source.Source)
	if found == nil {
		return unknownPackage
	}
	ref, err := ast.ParseRef("data." + found[1])
	if err != nil {
		return unknownPackage
	}
	return refKey(ref)
}

func keysOf(modules map[string]*ast.Module) []string {
	var keys []string
	for _, module := range modules {
		keys = append(keys, refKey(module.Package.Path))
	}
	return keys
}
