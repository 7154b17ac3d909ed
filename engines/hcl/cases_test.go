package hcl

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Many small configurations: what Terraform refuses is a problem here, at the same line, and what it accepts is none
// and has the same values. `== name` begins a configuration and `-- path` a file of it.
const (
	casesFile      = "testdata/cases.txt"
	casesRecording = "testdata/cases.expected"
)

// verdict is what Terraform says of one case.
type verdict struct {
	// Configuration is the hash of what Terraform was asked about.
	Configuration string `json:"configuration"`
	// Refused is the file and line of each error that has one.
	Refused []string `json:"refused,omitempty"`
	// Why is the summary of the first error, for the reader.
	Why  string   `json:"why,omitempty"`
	Plan *planned `json:"plan,omitempty"`
}

// differentVerdicts are cases that Terraform refuses and we rightly do not, and why.
var differentVerdicts = map[string]string{
	"count that is unknown":                 "it may be known by the state; one instance stands for all",
	"for_each that is unknown":              "it may be known by the state; one instance stands for all",
	"required variable of the root":         "nobody may have said what it is given; it is unknown",
	"required version that does not suit":   "nobody says which version the author runs",
	"data source of terraform_remote_state": "nothing outside of the tree is read; it is unknown",
	"backend with a variable":               "OpenTofu accepts it",
	"provider meta and backend":             "Terraform misses the init of the backend, not the configuration",
	"ephemeral output of the root":          "without a backend, providers or values it may be a module of a library",
	"sensitive output not declared":         "without a backend, providers or values it may be a module of a library",
}

// differentPlaces are cases whose problem we rightly place elsewhere.
var differentPlaces = map[string]string{
	"removed of what is there": "the block that is wrong is the removed block",
}

// TestCases compares with Terraform's recorded answers; TOLLGATE_ORACLE=record asks Terraform anew.
func TestCases(t *testing.T) {
	recorded := map[string]verdict{}
	if text, err := os.ReadFile(casesRecording); err == nil {
		if err := json.Unmarshal(text, &recorded); err != nil {
			t.Fatal(err)
		}
	}
	cases := readCases(t)
	record := os.Getenv("TOLLGATE_ORACLE") == "record"
	if record {
		recordCases(t, cases, recorded)
	}
	for _, name := range sortedNames(cases) {
		t.Run(name, func(t *testing.T) {
			wanted, ok := recorded[name]
			if !ok || wanted.Configuration != cases[name].hash() {
				t.Fatal("Terraform was not asked yet; TOLLGATE_ORACLE=record does it")
			}
			compareVerdict(t, name, cases[name], wanted)
		})
	}
}

func readCases(t *testing.T) map[string]files {
	text, err := os.ReadFile(casesFile)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]files{}
	for _, one := range strings.Split("\n"+string(text), "\n== ")[1:] {
		name, rest, _ := strings.Cut(one, "\n")
		if cases[name] != nil {
			t.Fatalf("two cases are called %q", name)
		}
		cases[name] = files{}
		for _, file := range strings.Split("\n"+rest, "\n-- ")[1:] {
			path, content, _ := strings.Cut(file, "\n")
			cases[name][path] = content + "\n"
		}
	}
	return cases
}

func compareVerdict(t *testing.T, name string, tree files, wanted verdict) {
	got := evaluate(t, tree)
	if why := differentVerdicts[name]; why != "" {
		if wanted.Plan != nil || got.problemTexts() != "" {
			t.Errorf("it is no longer different (%s)", why)
		}
		return
	}
	if wanted.Plan == nil {
		anywhere := len(wanted.Refused) == 0 || differentPlaces[name] != ""
		for _, found := range got.Problems {
			if anywhere || contains(wanted.Refused, found.Path+":"+asJSONLine(found.Line)) {
				return
			}
		}
		t.Errorf("Terraform refuses it at %v (%s), we say: %s", wanted.Refused, wanted.Why, got.problemTexts())
		return
	}
	if texts := got.problemTexts(); texts != "" {
		t.Errorf("Terraform accepts it, we say:\n%s", texts)
	}
	for _, difference := range differences(oursOf(got), *wanted.Plan) {
		t.Error(difference)
	}
}

func recordCases(t *testing.T, cases map[string]files, recorded map[string]verdict) {
	for name, tree := range cases {
		if recorded[name].Configuration != tree.hash() {
			recorded[name] = askTerraform(t, tree)
		}
	}
	for name := range recorded {
		if cases[name] == nil {
			delete(recorded, name)
		}
	}
	text, err := json.MarshalIndent(recorded, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(casesRecording, append(text, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

var errorPlace = regexp.MustCompile(`on (\S+) line (\d+)`)

// askTerraform plans a case. What init, validate or plan refuses is refused.
func askTerraform(t *testing.T, tree files) verdict {
	work := t.TempDir()
	for name, text := range tree {
		if err := os.MkdirAll(filepath.Join(work, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(work, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var output []byte
	for _, args := range [][]string{{"init", "-input=false", "-backend=false", "-no-color"}, {"plan", "-input=false", "-no-color", "-lock=false", "-out=plan.bin"}, {"show", "-json", "plan.bin"}} {
		command := exec.Command("terraform", args...)
		command.Dir = work
		command.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
		var err error
		if args[0] == "show" {
			output, err = command.Output()
		} else {
			output, err = command.CombinedOutput()
		}
		if err != nil {
			return refusal(tree, string(output))
		}
	}
	plan := readPlan(t, output)
	return verdict{Configuration: tree.hash(), Plan: &plan}
}

func refusal(tree files, text string) verdict {
	result := verdict{Configuration: tree.hash()}
	_, why, _ := strings.Cut(text, "Error: ")
	result.Why, _, _ = strings.Cut(why, "\n")
	for _, place := range errorPlace.FindAllStringSubmatch(text, -1) {
		result.Refused = append(result.Refused, place[1]+":"+place[2])
	}
	return result
}
