package hcl

import (
	"strings"

	"github.com/hashicorp/go-version"
)

// installedModule is one line of what `terraform init` wrote down: which directory a call's module is in.
type installedModule struct {
	// Key is the path of calls that leads to it: "network.subnets".
	Key     string `json:"key"`
	Source  string `json:"source"`
	Version string `json:"version"`
	// Dir is relative to the root module's directory, Path is the same from the tree's top.
	Dir  string `json:"dir"`
	Path string `json:"path"`
}

// installedFor finds the directory of a call whose module was installed, if what was installed is what the call asks
// for: after a change of source or version it is not, until somebody runs init again.
func (t *tree) installedFor(key string, c *call) (installedModule, bool) {
	for _, candidate := range t.request.Modules {
		if candidate.Key == key {
			return candidate, sameSource(c.source, candidate.Source) && satisfies(candidate.Version, c.version)
		}
	}
	return installedModule{}, false
}

// moduleRequest is what a call asks for that is not in the tree: a source and a constraint, empty for none.
type moduleRequest struct{ source, version string }

// fetchedModule is the host's answer to a moduleRequest.
type fetchedModule struct {
	Source  string `json:"source"`
	Version string `json:"version"`
	// Root is the directory of the package in the tree, Path the module's in it; empty when it is not to be had.
	Root string `json:"root"`
	Path string `json:"path"`
	// Reason says why it is not to be had.
	Reason string `json:"reason"`
}

// registries are the hosts that a source without one means.
var registries = []string{"registry.terraform.io/", "registry.opentofu.org/"}

func sameSource(written, installed string) bool {
	for _, registry := range registries {
		if installed == registry+written {
			return true
		}
	}
	return plainAddress(written) == plainAddress(installed)
}

// plainAddress leaves out how a source is spelt: init writes `github.com/o/r` as `git::https://github.com/o/r.git`.
func plainAddress(source string) string {
	source = strings.TrimPrefix(source, "git::")
	for _, prefix := range []string{"https://", "ssh://git@", "ssh://"} {
		source = strings.TrimPrefix(source, prefix)
	}
	if host, rest, ok := strings.Cut(strings.TrimPrefix(source, "git@"), ":"); ok && strings.HasPrefix(source, "git@") {
		source = host + "/" + rest
	}
	address, query, _ := strings.Cut(source, "?")
	repository, folder, _ := strings.Cut(address, "//")
	return strings.TrimSuffix(repository, ".git") + "//" + folder + "?" + query
}

func satisfies(installed, wanted string) bool {
	if wanted == "" {
		return true
	}
	constraints, err := version.NewConstraint(wanted)
	if err != nil {
		return false
	}
	found, err := version.NewVersion(installed)
	return err == nil && constraints.Check(found)
}
