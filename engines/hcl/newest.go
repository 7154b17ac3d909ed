package hcl

import (
	"encoding/json"

	"github.com/hashicorp/go-version"
)

// newestRequest asks which of many versions a constraint means.
type newestRequest struct {
	Constraint string   `json:"constraint"`
	Versions   []string `json:"versions"`
}

// newest answers {"version": …} with the newest version that meets the constraint, null where none does, as
// `terraform init` chooses: a prerelease only where the constraint is exactly that version.
func newest(request []byte) []byte {
	var asked newestRequest
	if err := json.Unmarshal(request, &asked); err != nil {
		return failure(err.Error())
	}
	constraints, err := constraintsOf(asked.Constraint)
	if err != nil {
		return failure(err.Error())
	}
	var best *version.Version
	found := ""
	for _, text := range asked.Versions {
		candidate, err := version.NewVersion(text)
		if err != nil || !meets(candidate, constraints) || (best != nil && !candidate.GreaterThan(best)) {
			continue
		}
		best, found = candidate, text
	}
	out := appendTextField([]byte{'{'}, "version", found)
	return append(out, '}')
}

func constraintsOf(text string) (version.Constraints, error) {
	if text == "" {
		return nil, nil
	}
	return version.NewConstraint(text)
}

func meets(candidate *version.Version, constraints version.Constraints) bool {
	if candidate.Prerelease() == "" {
		return constraints.Check(candidate)
	}
	if len(constraints) != 1 || !constraints.Check(candidate) {
		return false
	}
	exact, err := version.NewVersion(trimEquals(constraints[0].String()))
	return err == nil && exact.Equal(candidate)
}

func trimEquals(text string) string {
	for len(text) > 0 && (text[0] == '=' || text[0] == ' ') {
		text = text[1:]
	}
	return text
}
