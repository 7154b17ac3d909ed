package hcl

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// maxMoves bounds the former addresses that are tried for one resource.
const maxMoves = 16

// move is one moved block of a module: both addresses relative to the module.
type move struct{ from, to string }

func movesOf(blocks []*block) []move {
	var moves []move
	for _, block := range blocks {
		from, to := movedAddress(block, "from"), movedAddress(block, "to")
		if from != "" && to != "" {
			moves = append(moves, move{from, to})
		}
	}
	return moves
}

func movedAddress(b *block, name string) string {
	attr, ok := b.body.attrs[name]
	if !ok {
		return ""
	}
	traversal, diags := hcl.AbsTraversalForExpr(attr.expr.Expression)
	if diags.HasErrors() {
		return ""
	}
	address := ""
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			address = step.Name
		case hcl.TraverseAttr:
			address += "." + step.Name
		case hcl.TraverseIndex:
			address += keySuffix(step.Key)
		}
	}
	return address
}

// formerAddresses are the addresses that an instance may have had, the latest first: through moved blocks of its
// module and of those above, and where count came or went.
func (s *scope) formerAddresses(address string) []string {
	known := map[string]bool{address: true}
	pending, former := []string{address}, []string{}
	for len(pending) > 0 && len(former) < maxMoves {
		current := pending[0]
		pending = pending[1:]
		for at := s; at != nil; at = at.parent {
			for _, earlier := range at.movedTo(current) {
				if !known[earlier] {
					known[earlier] = true
					former = append(former, earlier)
					pending = append(pending, earlier)
				}
			}
		}
	}
	return append(former, countMoves(address)...)
}

func (s *scope) movedTo(address string) []string {
	relative, prefix := address, ""
	if s.path != "" {
		prefix = s.path + "."
		if !strings.HasPrefix(address, prefix) {
			return nil
		}
		relative = address[len(prefix):]
	}
	var earlier []string
	for _, move := range s.module.moves {
		rest, ok := strings.CutPrefix(relative, move.to)
		if !ok || (rest != "" && rest[0] != '.' && rest[0] != '[') {
			continue
		}
		// Without a key on either side all instances move; with one, only the instance that is named.
		if rest != "" && rest[0] == '[' && strings.HasSuffix(move.from, "]") {
			continue
		}
		earlier = append(earlier, prefix+move.from+rest)
	}
	return earlier
}

// countMoves are the moves that Terraform makes by itself when count is added to or taken from a resource.
func countMoves(address string) []string {
	if before, ok := strings.CutSuffix(address, "[0]"); ok {
		return []string{before}
	}
	if strings.HasSuffix(address, "]") {
		return nil
	}
	return []string{address + "[0]"}
}
