package hcl

import "github.com/zclconf/go-cty/cty"

// What was wholly known in the first evaluation holds whatever the unknown values turn out to be, so a draft takes it as
// it is and computes only the rest. All of this answers with nothing where there was no first evaluation.

// settled is a local, variable or output that is wholly known; NilVal when it is not.
func (s *scope) settled(key nodeKey) cty.Value {
	if s == nil {
		return cty.NilVal
	}
	if known := s.nodes[key]; known != nil && known.state == done && known.value != cty.NilVal && known.value.IsWhollyKnown() {
		return known.value
	}
	return cty.NilVal
}

// below is the instance of a called module by its path.
func (s *scope) below(call, path string) *scope {
	if s == nil || s.calls[call] == nil {
		return nil
	}
	for _, child := range s.calls[call].instances {
		if child.path == path {
			return child
		}
	}
	return nil
}

func (s *scope) repetitionOfCall(name string) repetition {
	if s == nil || s.calls[name] == nil || s.calls[name].state != done {
		return repetition{}
	}
	return s.calls[name].repeated.ifSettled()
}

func (s *scope) evaluated(key string) *resourceNode {
	if s == nil || s.resource[key] == nil || s.resource[key].state != done {
		return nil
	}
	return s.resource[key]
}

func (n *resourceNode) settledRepetition() repetition {
	if n == nil {
		return repetition{}
	}
	return n.repeated.ifSettled()
}

func (r repetition) ifSettled() repetition {
	if r.kind == unknownNumber {
		return repetition{}
	}
	for _, item := range r.items {
		if r.kind == byKey && !item.env.vars["each"].IsWhollyKnown() {
			return repetition{}
		}
	}
	return r
}

// split tells the arguments and blocks that have to be computed for an instance from the values that it already had.
func (n *resourceNode) split(b *body, suffix string) (open *body, settled map[string]cty.Value) {
	before := n.instance(suffix)
	if before == nil {
		return b, nil
	}
	settled = make(map[string]cty.Value, len(before.values))
	for name, value := range before.values {
		if value.IsWhollyKnown() {
			settled[name] = value
		}
	}
	isOpen := func(name string) bool {
		_, known := settled[name]
		_, present := before.values[name]
		return present && !known
	}
	open = &body{attrs: map[string]*attribute{}}
	for name, attr := range b.attrs {
		if isOpen(name) {
			open.attrs[name] = attr
		}
	}
	for _, inner := range b.blocks {
		if isOpen(blockName(inner)) {
			open.blocks = append(open.blocks, inner)
		}
	}
	return open, settled
}

func (n *resourceNode) instance(suffix string) *instance {
	if n == nil {
		return nil
	}
	for _, made := range n.instances {
		if made.suffix == suffix {
			return made
		}
	}
	return nil
}
