package hcl

import (
	"path"
	"sort"
	"strings"
)

// tree is the part of one side's files that the host gave, indexed for lookups.
type tree struct {
	request *treeRequest
	blobs   map[string]string
	names   map[string]map[string]bool // directory → file name
	fetched map[moduleRequest]*fetchedModule
}

// fileState says what is known of a path.
type fileState int

const (
	fileGiven      fileState = iota // its text is here
	fileMissing                     // it does not exist
	fileWanted                      // it may exist, the host has not given it yet
	fileUnreadable                  // it exists and is not text that may be read
)

// trace collects what an evaluation read or looked for, and what it lacks.
type trace struct {
	reads     map[string]bool
	wantFiles map[string]bool
	wantDirs  map[string]bool
	// wantModules are modules that lie outside of the tree.
	wantModules map[moduleRequest]bool
}

func newTrace() *trace {
	return &trace{reads: map[string]bool{}, wantFiles: map[string]bool{}, wantDirs: map[string]bool{}, wantModules: map[moduleRequest]bool{}}
}

func (t *trace) add(other *trace) {
	for _, pair := range [][2]map[string]bool{
		{t.reads, other.reads}, {t.wantFiles, other.wantFiles}, {t.wantDirs, other.wantDirs},
	} {
		for name := range pair[1] {
			pair[0][name] = true
		}
	}
	for wanted := range other.wantModules {
		t.wantModules[wanted] = true
	}
}

func newTree(request *treeRequest, blobs map[string]string) *tree {
	made := &tree{
		request: request, blobs: blobs, names: map[string]map[string]bool{}, fetched: map[moduleRequest]*fetchedModule{},
	}
	for i := range request.Fetched {
		found := &request.Fetched[i]
		made.fetched[moduleRequest{found.Source, found.Version}] = found
	}
	return made
}

// list gives a directory's names; known is false while the host has not given the listing.
func (t *tree) list(dir string, log *trace) (entries listing, known bool) {
	entries, known = t.request.Dirs[dir]
	if !known {
		if t.unreadable(dir) != "" {
			return listing{}, true
		}
		log.wantDirs[dir] = true
	}
	return entries, known
}

// unreadable gives the reason why a path, or a directory above it, is not read; empty when there is none.
func (t *tree) unreadable(name string) string {
	for ; name != "." && name != "/" && name != ""; name = path.Dir(name) {
		if reason, ok := t.request.Unreadable[name]; ok {
			return reason
		}
	}
	return ""
}

// read gives the text of a file and records that it was looked for.
func (t *tree) read(name string, log *trace) (text string, blob string, state fileState) {
	log.reads[name] = true
	if id, ok := t.request.Files[name]; ok {
		if text, ok := t.blobs[id]; ok {
			return text, id, fileGiven
		}
	}
	if t.unreadable(name) != "" {
		return "", "", fileUnreadable
	}
	switch t.exists(name, log) {
	case fileMissing:
		return "", "", fileMissing
	default:
		log.wantFiles[name] = true
		return "", "", fileWanted
	}
}

// exists answers fileGiven, fileMissing or fileWanted (the listing is not here yet).
func (t *tree) exists(name string, log *trace) fileState {
	log.reads[name] = true
	if _, ok := t.request.Files[name]; ok {
		return fileGiven
	}
	dir, base := path.Split(name)
	dir = path.Clean("./" + dir)
	entries, known := t.list(dir, log)
	if !known {
		return fileWanted
	}
	if t.names[dir] == nil {
		t.names[dir] = make(map[string]bool, len(entries.Files))
		for _, file := range entries.Files {
			t.names[dir][file] = true
		}
	}
	if t.names[dir][base] {
		return fileGiven
	}
	return fileMissing
}

// walk lists every file below a directory as paths relative to it; known is false while a listing is lacking.
func (t *tree) walk(dir string, limit int, log *trace) (files []string, known bool) {
	known = true
	pending := []string{""}
	for len(pending) > 0 && len(files) <= limit {
		current := pending[0]
		pending = pending[1:]
		entries, ok := t.list(path.Join(dir, current), log)
		known = known && ok
		for _, name := range entries.Files {
			files = append(files, path.Join(current, name))
		}
		for _, name := range entries.Dirs {
			pending = append(pending, path.Join(current, name))
		}
	}
	sort.Strings(files)
	return files, known
}

// within resolves a path as Terraform does (relative to the root module's directory); ok is false for a path that
// leaves the tree.
func within(root, name string) (resolved string, ok bool) {
	if path.IsAbs(name) || strings.HasPrefix(name, "~") {
		return "", false
	}
	resolved = path.Join(root, name)
	if resolved == ".." || strings.HasPrefix(resolved, "../") {
		return "", false
	}
	return resolved, true
}

func sortedNames[V any](set map[string]V) []string {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
