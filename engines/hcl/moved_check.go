package hcl

import "strings"

// checkMoves reports moved blocks that contradict each other or what is there.
func (s *scope) checkMoves(addresses map[string]bool) {
	from, to := map[string]*block{}, map[string]*block{}
	for _, b := range s.module.moved {
		old, current := movedAddress(b, "from"), movedAddress(b, "to")
		if b.body.attrs["from"] == nil || b.body.attrs["to"] == nil {
			continue // said already
		}
		if old == "" || current == "" || isModule(old) != isModule(current) {
			s.ev.failAt(b.path, b.line, "moved is from %s to %s, expected the addresses of two resources or of two modules", described(b, "from"), described(b, "to"))
			continue
		}
		switch {
		case from[old] != nil && movedAddress(from[old], "to") == current:
			// said twice
		case from[old] != nil:
			s.ev.failAt(b.path, b.line, "%s is moved to two places; the first move is in %s, line %d", old, from[old].path, from[old].line)
		case to[current] != nil:
			s.ev.failAt(b.path, b.line, "two things are moved to %s; the first move is in %s, line %d", current, to[current].path, to[current].line)
		case s.isThere(old, current, addresses):
			s.ev.failAt(b.path, b.line, "%s is moved to %s, and is still declared", old, current)
		}
		from[old], to[current] = b, b
	}
	s.checkMoveCircles(from)
}

func described(b *block, name string) string { return oneLine(b.body.attrs[name].expr.text) }

// isModule tells the address of a module from that of a resource.
func isModule(address string) bool {
	rest := address
	for strings.HasPrefix(rest, "module.") {
		_, rest = splitAddress(rest[len("module."):])
		rest = strings.TrimPrefix(rest, ".")
	}
	return rest == ""
}

// splitAddress takes the first name, with its key, from an address.
func splitAddress(address string) (first, rest string) {
	inKey, inText := false, false
	for i := 0; i < len(address); i++ {
		switch char := address[i]; {
		case char == '\\' && inText:
			i++
		case char == '"':
			inText = !inText
		case inText:
		case char == '[':
			inKey = true
		case char == ']':
			inKey = false
		case char == '.' && !inKey:
			return address[:i], address[i:]
		}
	}
	return address, ""
}

// isThere tells whether what a move leaves still exists. Without a key on either side all instances are meant.
func (s *scope) isThere(old, current string, addresses map[string]bool) bool {
	whole := !strings.HasSuffix(old, "]") && !strings.HasSuffix(current, "]")
	wanted := s.address(old)
	if !isModule(old) {
		return addresses[wanted] || whole && addresses[wanted+"[]"]
	}
	return addresses[wanted+"."] || whole && addresses[wanted+"[]."]
}

// presentAddresses are the addresses of all resources, and of their modules with a dot at the end; `[]` stands for any key.
func presentAddresses(declarations []*declaration) map[string]bool {
	found := map[string]bool{}
	for _, one := range declarations {
		node := one.node
		found[one.address] = true
		if one.made.suffix != "" {
			found[node.address()+"[]"] = true
		}
		for s := node.scope; s.parent != nil; s = s.parent {
			found[s.path+"."] = true
			if s.callKey != "" {
				found[strings.TrimSuffix(s.path, s.callKey)+"[]."] = true
			}
		}
	}
	return found
}

func (s *scope) checkMoveCircles(moves map[string]*block) {
	for _, start := range sortedNames(moves) {
		at := start
		for range moves {
			next := moves[at]
			if next == nil {
				break
			}
			if at = movedAddress(next, "to"); at == start {
				s.ev.failAt(next.path, next.line, "%s is moved in a circle; expected the last address of a chain of moves to stay", start)
				return
			}
		}
	}
}

// checkAllMoves looks at the moved blocks of a module instance and of those below.
func (s *scope) checkAllMoves(addresses map[string]bool) {
	if len(s.module.moved) > 0 {
		s.checkMoves(addresses)
	}
	for _, name := range sortedNames(s.calls) {
		for _, child := range s.calls[name].instances {
			child.checkAllMoves(addresses)
		}
	}
}
