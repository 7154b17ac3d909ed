package hcl

import (
	"encoding/json"
	"path"
	"strings"
	"testing"
)

// answer is what the host reads of one root.
type answer struct {
	Failed       string         `json:"failed"`
	PutOff       bool           `json:"put_off"`
	Wanted       *wantedAnswer  `json:"wanted"`
	Declarations []declared     `json:"declarations"`
	Outputs      map[string]any `json:"outputs"`
	Problems     []struct {
		Path    string   `json:"path"`
		Line    int      `json:"line"`
		Message string   `json:"message"`
		Hides   []string `json:"hides"`
	} `json:"problems"`
	Reads     []string `json:"reads"`
	Protected []string `json:"protected"`
	Notes     []struct {
		Line    int    `json:"line"`
		Message string `json:"message"`
	} `json:"notes"`
}

type wantedAnswer struct {
	Dirs    []string `json:"dirs"`
	Files   []string `json:"files"`
	Modules []struct {
		Source  string `json:"source"`
		Version string `json:"version"`
	} `json:"modules"`
}

type declared struct {
	Address     string            `json:"address"`
	Type        string            `json:"type"`
	Name        string            `json:"name"`
	Provider    string            `json:"provider"`
	Module      *string           `json:"module"`
	Region      *string           `json:"region"`
	Tags        map[string]string `json:"tags"`
	Values      map[string]any    `json:"values"`
	Unknown     [][]any           `json:"unknown"`
	Sensitive   [][]any           `json:"sensitive"`
	References  []string          `json:"references"`
	Location    placeAnswer       `json:"location"`
	CalledFrom  []placeAnswer     `json:"called_from"`
	Lines       map[string]int    `json:"lines"`
	LinePaths   map[string]string `json:"line_paths"`
	Expressions map[string]string `json:"expressions"`
	MovedFrom   []string          `json:"moved_from"`
	Lifecycle   map[string]any    `json:"lifecycle"`
}

type placeAnswer struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`
}

// files is a tree for a test: path → text.
type files map[string]string

func (f files) tree() treeRequest {
	tree := treeRequest{Files: map[string]string{}, Dirs: map[string]listing{".": {}}, Unreadable: map[string]string{}}
	for name := range f {
		tree.Files[name] = name + "\x00" + f[name]
		for child := name; child != "."; child = path.Dir(child) {
			dir := path.Dir(child)
			entries := tree.Dirs[dir]
			if child == name {
				entries.Files = append(entries.Files, path.Base(child))
			} else if !contains(entries.Dirs, path.Base(child)) {
				entries.Dirs = append(entries.Dirs, path.Base(child))
			}
			tree.Dirs[dir] = entries
		}
	}
	return tree
}

func (f files) request(roots ...rootRequest) evaluateRequest {
	tree := f.tree()
	request := evaluateRequest{Op: "evaluate", Blobs: map[string]string{}, Trees: []treeRequest{tree}, Roots: roots, Outputs: true}
	for name, text := range f {
		request.Blobs[name+"\x00"+text] = text
	}
	return request
}

func ask(t testing.TB, request evaluateRequest) []answer {
	t.Helper()
	text, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	var result struct {
		Error string   `json:"error"`
		Roots []answer `json:"roots"`
	}
	if raw := Handle(text); json.Unmarshal(raw, &result) != nil {
		t.Fatalf("not JSON: %s", raw)
	}
	if result.Error != "" {
		t.Fatal(result.Error)
	}
	return result.Roots
}

// evaluate gives the answer for the root at the tree's top; everything that is missing does not exist.
func evaluate(t testing.TB, f files) answer {
	t.Helper()
	return evaluateRoot(t, f, rootRequest{Path: "."})
}

func evaluateRoot(t testing.TB, f files, root rootRequest) answer {
	t.Helper()
	request := f.request(root)
	for range 20 {
		result := ask(t, request)[0]
		if result.Failed != "" {
			t.Fatal(result.Failed)
		}
		if result.Wanted == nil {
			return result
		}
		for _, dir := range result.Wanted.Dirs {
			request.Trees[0].Dirs[dir] = listing{}
		}
		if len(result.Wanted.Files) > 0 {
			t.Fatalf("wants files that were given: %v", result.Wanted.Files)
		}
	}
	t.Fatal("never satisfied")
	return answer{}
}

func (a answer) resource(t testing.TB, address string) declared {
	t.Helper()
	var known []string
	for _, one := range a.Declarations {
		if one.Address == address {
			return one
		}
		known = append(known, one.Address)
	}
	t.Fatalf("no resource %s among %v (problems %v)", address, known, a.Problems)
	return declared{}
}

func asJSON(t testing.TB, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (a answer) problemTexts() string {
	var texts []string
	for _, found := range a.Problems {
		texts = append(texts, found.Path+":"+asJSONLine(found.Line)+" "+found.Message)
	}
	return strings.Join(texts, "\n")
}

func asJSONLine(line int) string {
	text, _ := json.Marshal(line)
	return string(text)
}
