package hcl

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// generatedConfigurations is how many modules the generator writes; one run of Terraform plans them all.
const generatedConfigurations = 180

const generatedRecording = "testdata/generated.expected"

// recordedPlan is what Terraform said of the generated configurations with that hash.
type recordedPlan struct {
	Configurations string `json:"configurations"`
	planned
}

// seedOffset is 0 for the recorded configurations; any other number tries fresh ones, where Terraform is installed.
func seedOffset(t *testing.T) uint64 {
	offset, err := strconv.ParseUint(cmp.Or(os.Getenv("TOLLGATE_ORACLE_SEED"), "0"), 10, 32)
	if err != nil {
		t.Fatalf("TOLLGATE_ORACLE_SEED is %v; expected a whole number", err)
	}
	return offset
}

func generatedTree(offset uint64) files {
	tree := files{}
	var root strings.Builder
	for i := range generatedConfigurations {
		name := fmt.Sprintf("c%03d", i)
		text, arguments := generateConfiguration(offset + uint64(i))
		tree[name+"/main.tf"] = text
		fmt.Fprintf(&root, "module %q {\n  source = \"./%s\"\n  %s\n}\noutput %q {\n  value = module.%s\n}\n", name, name, strings.Join(arguments, "\n  "), name, name)
	}
	tree["main.tf"] = root.String()
	return tree
}

func (f files) hash() string {
	sum := sha256.New()
	for _, name := range sortedNames(f) {
		fmt.Fprintf(sum, "%s\x00%s\x00", name, f[name])
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// TestGenerated compares configurations that a seeded generator wrote with what Terraform plans for them. Where
// Terraform is missing they are compared with its recorded answers.
func TestGenerated(t *testing.T) {
	offset := seedOffset(t)
	tree := generatedTree(offset)
	wanted := recordedPlan{}
	switch _, missing := exec.LookPath("terraform"); {
	case offset != 0:
		wanted = planGenerated(t, tree)
	case missing != nil:
		t.Log("terraform is not installed: compared with its recorded answers only")
		wanted = readRecording(t, tree)
	case os.Getenv("TOLLGATE_ORACLE") == "recorded":
		wanted = readRecording(t, tree)
	default:
		wanted = planGenerated(t, tree)
		checkGenerated(t, wanted)
	}
	got := evaluate(t, tree)
	if texts := got.problemTexts(); texts != "" {
		t.Errorf("problems:\n%s", texts)
	}
	compareGenerated(t, tree, oursOf(got), wanted.planned)
}

func readRecording(t *testing.T, tree files) (recorded recordedPlan) {
	text, err := os.ReadFile(generatedRecording)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &recorded); err != nil {
		t.Fatal(err)
	}
	if recorded.Configurations != tree.hash() {
		t.Fatal("the generator writes other configurations than were recorded; record them with TOLLGATE_ORACLE=record")
	}
	return recorded
}

func planGenerated(t *testing.T, tree files) recordedPlan {
	folder := t.TempDir()
	for name, text := range tree {
		if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return recordedPlan{tree.hash(), readPlan(t, runTerraform(t, folder))}
}

func checkGenerated(t *testing.T, plan recordedPlan) {
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	text = []byte(strings.ReplaceAll(string(text), `},"`, "},\n\"") + "\n")
	if os.Getenv("TOLLGATE_ORACLE") == "record" {
		if err := os.WriteFile(generatedRecording, text, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if recorded, err := os.ReadFile(generatedRecording); err != nil || string(recorded) != string(text) {
		t.Errorf("Terraform now says otherwise than recorded (%v); record it with TOLLGATE_ORACLE=record", err)
	}
}

// compareGenerated names each output that differs with the expression that made it.
func compareGenerated(t *testing.T, tree files, ours, wanted planned) {
	shown := 0
	for name := range merge(ours.Outputs, wanted.Outputs) {
		mine, _ := ours.Outputs[name].(map[string]any)
		theirs, _ := wanted.Outputs[name].(map[string]any)
		for output := range merge(mine, theirs) {
			if a, b := canonical(mine[output]), canonical(theirs[output]); a != b && shown < 40 {
				shown++
				t.Errorf("%s.%s = %s\n  ours      %s\n  terraform %s", name, output, sourceOf(tree, name, "output", output), a, b)
			}
		}
	}
	for _, difference := range differences(planned{Resources: ours.Resources}, planned{Resources: wanted.Resources}) {
		t.Error(difference)
	}
}

func sourceOf(tree files, module, kind, name string) string {
	_, after, _ := strings.Cut(tree[module+"/main.tf"], fmt.Sprintf("%s %q {\n", kind, name))
	text, _, _ := strings.Cut(after, "\n}")
	return text
}
