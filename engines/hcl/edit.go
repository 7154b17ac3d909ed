package hcl

import (
	"encoding/json"
	"fmt"

	"tollgate.dev/engines/hcledit"
)

// edit answers a request for the text of a file with some attributes changed.
func edit(request []byte) []byte {
	answer, err := hcledit.Handle(request, func(source []byte, path string) string {
		line, reason := tooDeep(source, path)
		if line == 0 {
			return ""
		}
		return fmt.Sprintf("(line %d: %s)", line, reason)
	})
	if err != nil {
		return failure(err.Error())
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return failure(err.Error())
	}
	return text
}
