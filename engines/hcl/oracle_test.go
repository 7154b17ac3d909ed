package hcl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// planned is what a plan says that we say too: outputs, and the input and triggers of terraform_data, unknown values
// written as "(unknown)" and sensitive ones wrapped.
type planned struct {
	Outputs   map[string]any `json:"outputs"`
	Resources map[string]any `json:"resources"`
}

const (
	notKnown  = "(unknown)"
	secretKey = "(sensitive)"
)

// TestOracle evaluates each configuration under testdata/oracle and compares it with what Terraform planned for it.
// The plans are recorded beside the configurations; where Terraform is installed they are made anew first.
func TestOracle(t *testing.T) {
	folders, err := filepath.Glob("testdata/oracle/*")
	if err != nil || len(folders) == 0 {
		t.Fatal("no configurations", err)
	}
	_, missing := exec.LookPath("terraform")
	if missing != nil {
		t.Log("terraform is not installed: compared with its recorded answers only")
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			if missing == nil && os.Getenv("TOLLGATE_ORACLE") != "recorded" {
				checkRecording(t, folder)
			}
			compareWithPlan(t, folder)
		})
	}
}

func recording(folder string) string { return filepath.Join(folder, "terraform.expected") }

func checkRecording(t *testing.T, folder string) {
	plan := readPlan(t, runTerraform(t, folder))
	text, err := json.MarshalIndent(plan, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	if os.Getenv("TOLLGATE_ORACLE") == "record" {
		if err := os.WriteFile(recording(folder), text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	recorded, err := os.ReadFile(recording(folder))
	if err != nil {
		t.Fatalf("%v; record it with TOLLGATE_ORACLE=record", err)
	}
	if !bytes.Equal(recorded, text) {
		t.Errorf("Terraform now says otherwise than recorded; TOLLGATE_ORACLE=record writes:\n%s", text)
	}
}

func runTerraform(t *testing.T, folder string) []byte {
	work := t.TempDir()
	if err := os.CopyFS(work, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) []byte {
		command := exec.Command("terraform", args...)
		command.Dir = work
		command.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
		var stdout, stderr bytes.Buffer
		command.Stdout, command.Stderr = &stdout, &stderr
		if err := command.Run(); err != nil {
			t.Fatalf("terraform %s: %v\n%s%s", args[0], err, stdout.String(), stderr.String())
		}
		return stdout.Bytes()
	}
	run("init", "-input=false", "-backend=false", "-no-color")
	run("plan", "-input=false", "-no-color", "-out=plan.bin")
	return run("show", "-json", "plan.bin")
}

func readPlan(t *testing.T, text []byte) planned {
	var plan struct {
		OutputChanges   map[string]planChange `json:"output_changes"`
		ResourceChanges []struct {
			Address string     `json:"address"`
			Mode    string     `json:"mode"`
			Change  planChange `json:"change"`
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	result := planned{Outputs: map[string]any{}, Resources: map[string]any{}}
	for name, change := range plan.OutputChanges {
		result.Outputs[name] = overlay(change.After, change.AfterUnknown, change.AfterSensitive)
	}
	for _, resource := range plan.ResourceChanges {
		whole, _ := overlay(resource.Change.After, resource.Change.AfterUnknown, resource.Change.AfterSensitive).(map[string]any)
		kept := map[string]any{}
		for _, name := range []string{"input", "triggers_replace"} {
			if value := whole[name]; value != nil {
				kept[name] = value
			}
		}
		result.Resources[resource.Address] = kept
	}
	return result
}

type planChange struct {
	After          any `json:"after"`
	AfterUnknown   any `json:"after_unknown"`
	AfterSensitive any `json:"after_sensitive"`
}

// overlay writes into a value what is unknown and sensitive of it.
func overlay(value, unknown, sensitive any) any {
	if unknown == true {
		value = notKnown
	}
	if list, ok := value.([]any); ok || isList(unknown) {
		for i := range max(len(list), lengthOf(unknown)) {
			if i >= len(list) {
				list = append(list, nil)
			}
			list[i] = overlay(list[i], at(unknown, i), at(sensitive, i))
		}
		value = list
	}
	if members, ok := value.(map[string]any); ok {
		if inner, ok := unknown.(map[string]any); ok {
			for name := range inner {
				if _, ok := members[name]; !ok {
					members[name] = nil
				}
			}
		}
		for name := range members {
			members[name] = overlay(members[name], member(unknown, name), member(sensitive, name))
		}
		value = members
	}
	if sensitive == true {
		return map[string]any{secretKey: value}
	}
	return value
}

func isList(value any) bool { _, ok := value.([]any); return ok && lengthOf(value) > 0 }

func lengthOf(value any) int { list, _ := value.([]any); return len(list) }

func at(value any, i int) any {
	if list, ok := value.([]any); ok && i < len(list) {
		return list[i]
	}
	return nil
}

func member(value any, name string) any {
	members, _ := value.(map[string]any)
	return members[name]
}

func compareWithPlan(t *testing.T, folder string) {
	recorded, err := os.ReadFile(recording(folder))
	if err != nil {
		t.Fatal(err)
	}
	var wanted planned
	if err := json.Unmarshal(recorded, &wanted); err != nil {
		t.Fatal(err)
	}
	tree := files{}
	err = fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && name != "terraform.expected" {
			text, readError := os.ReadFile(filepath.Join(folder, name))
			tree[name] = string(text)
			return readError
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	got := evaluate(t, tree)
	if texts := got.problemTexts(); texts != "" {
		t.Errorf("problems:\n%s", texts)
	}
	for _, difference := range differences(oursOf(got), wanted) {
		t.Error(difference)
	}
}

func oursOf(got answer) planned {
	ours := planned{Outputs: map[string]any{}, Resources: map[string]any{}}
	for name, raw := range got.Outputs {
		output, _ := raw.(map[string]any)
		ours.Outputs[name] = noted(output["value"], pathsOf(output["unknown"]), pathsOf(output["sensitive"]))
	}
	for _, one := range got.Declarations {
		whole, _ := noted(one.Values, one.Unknown, one.Sensitive).(map[string]any)
		ours.Resources[one.Address] = whole
	}
	return ours
}

func pathsOf(raw any) [][]any {
	var paths [][]any
	list, _ := raw.([]any)
	for _, item := range list {
		path, _ := item.([]any)
		paths = append(paths, path)
	}
	return paths
}

// noted writes the unknown and sensitive places into a value of ours, longest paths first.
func noted(value any, unknown, sensitive [][]any) any {
	holder := map[string]any{"": value}
	for _, path := range unknown {
		change(holder, append([]any{""}, path...), func(any) any { return notKnown })
	}
	if len(sensitive) > 0 && len(sensitive[0]) == 0 {
		sensitive = sensitive[:1] // an output is sensitive as a whole
	}
	for i := len(sensitive) - 1; i >= 0; i-- {
		change(holder, append([]any{""}, sensitive[i]...), func(inner any) any { return map[string]any{secretKey: inner} })
	}
	return holder[""]
}

func change(holder any, path []any, with func(any) any) {
	for _, step := range path[:len(path)-1] {
		holder = child(holder, step)
	}
	switch last := path[len(path)-1].(type) {
	case string:
		if members, ok := holder.(map[string]any); ok {
			members[last] = with(members[last])
		}
	case float64:
		if list, ok := holder.([]any); ok {
			list[int(last)] = with(list[int(last)])
		}
	}
}

func child(value, step any) any {
	if name, ok := step.(string); ok {
		return member(value, name)
	}
	index, _ := step.(float64)
	return at(value, int(index))
}

// knownDifferences are places where we rightly say something else than a plan does.
var knownDifferences = map[string]string{
	"output short_circuit": "false && unknown is false; Terraform 1.11 does not decide it yet",
}

// differentFunctions are functions whose value we do not give, and why.
var differentFunctions = map[string]string{
	"abspath": "the machine's path", "bcrypt": "chance", "plantimestamp": "the clock", "timestamp": "the clock", "uuid": "chance",
}

// TestEveryFunction asks Terraform for its functions and expects each to be here.
func TestEveryFunction(t *testing.T) {
	output, err := exec.Command("terraform", "metadata", "functions", "-json").Output()
	if err != nil {
		t.Skip("terraform is not installed: its list of functions is not compared")
	}
	var list struct {
		Functions map[string]any `json:"function_signatures"`
	}
	if err := json.Unmarshal(output, &list); err != nil || len(list.Functions) < 200 {
		t.Fatalf("%d functions, %v", len(list.Functions), err)
	}
	known := (&evaluation{}).fileFunctions()
	for name := range list.Functions {
		_, pure := pureFunctions[name]
		_, reads := known[name]
		if !pure && !reads {
			t.Errorf("Terraform has %s, we do not", name)
		}
	}
	for name := range differentFunctions {
		if _, ok := list.Functions[name]; !ok {
			t.Errorf("%s is no function of Terraform", name)
		}
	}
}

func differences(ours, wanted planned) []string {
	var found []string
	compare := func(kind string, ours, wanted map[string]any) {
		for name := range merge(ours, wanted) {
			where := kind + " " + name
			a, b := canonical(ours[name]), canonical(wanted[name])
			if a != b && knownDifferences[where] == "" {
				found = append(found, fmt.Sprintf("%s:\n  ours      %s\n  terraform %s", where, a, b))
			}
		}
	}
	compare("output", ours.Outputs, wanted.Outputs)
	compare("resource", ours.Resources, wanted.Resources)
	return found
}

func merge(a, b map[string]any) map[string]bool {
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	return names
}

func canonical(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(text))
}
