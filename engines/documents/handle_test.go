package documents

import (
	"encoding/json"
	"strings"
	"testing"
)

func readOne(t *testing.T, path, text string) File {
	t.Helper()
	request, err := json.Marshal(Request{Files: []Source{{Path: path, Text: text}}})
	if err != nil {
		t.Fatal(err)
	}
	var response Response
	if err := json.Unmarshal(Handle(request), &response); err != nil {
		t.Fatal(err)
	}
	return response.Files[0]
}

func TestDocuments(t *testing.T) {
	for _, test := range []struct{ name, path, text, want string }{
		{"labels of a block are keys, its bodies a list", "main.tf", "resource \"aws_x\" \"y\" {\n  a = 1\n  b { c = \"${var.d}\" }\n}\n",
			`[{"resource":{"aws_x":{"y":[{"a":1,"b":[{"c":"${var.d}"}]}]}}}]`},
		{"variables are those of a file of variables", "dev.tfvars", "a = [1]\n", `[{"a":[1]}]`},
		{"each document by itself", "k8s/a.YAML", "a: 1\n---\nb: yes\n", `[{"a":1},{"b":true}]`},
		{"an empty document counts", "a.yml", "a: 1\n---\n\n---\nb: 2\n", `[{"a":1},null,{"b":2}]`},
		{"items of a list are documents", "a.json", `[{"a":1},2]`, `[{"a":1},2]`},
		{"instructions are one document", "dev/Dockerfile.debug", "# why\nFROM a AS b\nCOPY --from=b x /y\nONBUILD RUN [\"z\"]\n", `[[` +
			`{"Cmd":"comment","Flags":null,"JSON":false,"Stage":0,"SubCmd":"","Value":["why"]},` +
			`{"Cmd":"from","Flags":[],"JSON":false,"Stage":0,"SubCmd":"","Value":["a","AS","b"]},` +
			`{"Cmd":"copy","Flags":["--from=b"],"JSON":false,"Stage":0,"SubCmd":"","Value":["x","/y"]},` +
			`{"Cmd":"onbuild","Flags":[],"JSON":true,"Stage":0,"SubCmd":"RUN","Value":["z"]}]]`},
		{"tables", "a.toml", "[a]\nb = 1\n", `[{"a":{"b":1}}]`},
		{"settings", ".env", "A=b\n", `[{"A":"b"}]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := readOne(t, test.path, test.text)
			contents := []any{}
			for _, document := range file.Documents {
				contents = append(contents, document.Content)
			}
			got, _ := json.Marshal(contents)
			if file.Error != "" || string(got) != test.want {
				t.Errorf("got %s %s\nwant %s", got, file.Error, test.want)
			}
		})
	}
}

func TestBroken(t *testing.T) {
	for path, text := range map[string]string{
		"a.tf": "resource {", "a.json": "{", "a.yaml": "a: [", "Dockerfile": "FRO x", "a.toml": "a", "a.cue": "a: 1",
		"a.jsonnet": "import 'x.libsonnet'", "nan.yaml": "a: .nan", "bomb.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" +
			"c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n" +
			"f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
	} {
		if file := readOne(t, path, text); file.Error == "" || len(file.Documents) > 0 {
			t.Errorf("%s: %q, %d documents", path, file.Error, len(file.Documents))
		}
	}
}

func TestPlaces(t *testing.T) {
	file := readOne(t, "a.yaml", "# first\nkind: A\nmetadata:\n  name: one\n---\nkind: B\nspec:\n- name: two\n")
	if first := file.Documents[0]; first.Line != 2 || first.EndLine != 4 || first.Anchors[0] != (Anchor{"one", 4, 4}) {
		t.Errorf("got %+v", first)
	}
	if second := file.Documents[1]; second.Line != 6 || second.Anchors[0] != (Anchor{"two", 8, 8}) {
		t.Errorf("got %+v", second)
	}
	terraform := readOne(t, "a.tf", "\nresource \"aws_x\" \"y\" {\n}\n").Documents[0]
	if terraform.EndLine != 3 || terraform.Anchors[0] != (Anchor{"aws_x.y", 2, 3}) || terraform.Anchors[1].Text != "y" {
		t.Errorf("got %+v", terraform)
	}
	docker := readOne(t, "Dockerfile", "FROM a\n\nRUN b \\\n  c\n").Documents[0]
	if last := docker.Anchors[len(docker.Anchors)-1]; last.Line != 3 || last.EndLine != 4 || !strings.HasPrefix(last.Text, "b") {
		t.Errorf("got %+v", last)
	}
}
