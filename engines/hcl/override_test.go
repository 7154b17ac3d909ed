package hcl

import "testing"

// An override file's attributes are on its lines, not on those of the file that they change.
func TestOverrideLines(t *testing.T) {
	got := evaluate(t, files{
		"main.tf": `
resource "aws_a" "b" {
  kept    = 1
  changed = 1
  tags = {
    x = 1
  }
  inner {
    deep = 1
  }
}
`,
		"main_override.tf": `resource "aws_a" "b" {
  changed = 2
  added   = 3
  tags = {
    y = 2
  }
  inner {

    deep = 2
  }
}
`,
	})
	found := got.resource(t, "aws_a.b")
	if found.Location != (placeAnswer{"main.tf", 2, 11}) {
		t.Errorf("location %v", found.Location)
	}
	lines := `{"/added":3,"/changed":2,"/inner":7,"/inner/0":7,"/inner/0/deep":9,"/kept":3,"/tags":4,"/tags/y":5}`
	if text := asJSON(t, found.Lines); text != lines {
		t.Errorf("lines %s", text)
	}
	other := "main_override.tf"
	paths := asJSON(t, map[string]string{
		"/added": other, "/changed": other, "/inner": other, "/inner/0": other, "/inner/0/deep": other, "/tags": other,
		"/tags/y": other,
	})
	if text := asJSON(t, found.LinePaths); text != paths {
		t.Errorf("paths %s", text)
	}
}

// What counts is the end of the name, whatever dots are in it.
func TestOverrideNames(t *testing.T) {
	for name, count := range map[string]string{
		"main.telemetry_override.tf": "2", "override.tofu": "2", "x_override.tf.json": "3",
	} {
		content := `resource "aws_a" "b" { size = 2 }`
		if count == "3" {
			content = `{"resource": {"aws_a": {"b": {"size": 3}}}}`
		}
		got := evaluate(t, files{"main.tf": `resource "aws_a" "b" { size = 1 }`, name: content})
		if size := asJSON(t, got.resource(t, "aws_a.b").Values["size"]); size != count {
			t.Errorf("%s: size %s", name, size)
		}
	}
}
