package hcl

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// maxNamed bounds the instances that one reference to all of a resource names one by one.
const maxNamed = 50

// references are the addresses of the resources and data sources that a body's expressions refer to, directly or
// through locals, variables and outputs.
func (s *scope) bodyReferences(b *body, in *env, found map[string]bool) {
	for name, attr := range b.attrs {
		if name != "provider" {
			s.references(attr.expr, in, found)
		}
	}
	for _, inner := range b.blocks {
		s.bodyReferences(inner.body, in, found)
	}
}

func (s *scope) references(e *expression, in *env, found map[string]bool) {
	for i := range e.refs {
		wanted := &e.refs[i]
		if _, shadowed := in.lookup(wanted.root); shadowed || wanted.name == "" || singleWords[wanted.root] {
			continue
		}
		switch wanted.root {
		case "local", "var", "module":
			for _, address := range s.referencesOf(wanted) {
				found[address] = true
			}
		default:
			s.resourceReferences(e, wanted, in, found)
		}
	}
}

func (s *scope) resourceReferences(e *expression, wanted *ref, in *env, found map[string]bool) {
	if _, ok := s.module.resources[wanted.key()]; !ok {
		return
	}
	n := s.resourceNode(wanted.key())
	if n.state != done {
		found[n.address()] = true
		return
	}
	keys, exact := append([]string{}, wanted.keys...), wanted.bare <= len(e.indexed[wanted.key()])
	for _, key := range e.indexed[wanted.key()] {
		suffix := ""
		if exact {
			suffix = keySuffix(s.evalWith(key, in, false))
		}
		exact = exact && suffix != ""
		keys = append(keys, suffix)
	}
	existing := map[string]bool{}
	for _, made := range n.instances {
		existing[made.suffix] = true
	}
	for _, key := range keys {
		exact = exact && existing[key]
	}
	switch {
	case exact:
		for _, key := range keys {
			found[n.address()+key] = true
		}
	case len(n.instances) > maxNamed:
		found[n.address()] = true
	default:
		for _, made := range n.instances {
			found[n.address()+made.suffix] = true
		}
	}
}

// referencesOf are the references behind a local, a variable or a module's outputs.
func (s *scope) referencesOf(wanted *ref) []string {
	node := s.node(referencesNode, wanted.viewed())
	if node.hasRefs {
		return node.refs
	}
	node.hasRefs = true // a cycle ends here; it is a problem already
	found := map[string]bool{}
	switch wanted.root {
	case "local":
		if attr, ok := s.module.locals[wanted.name]; ok {
			s.references(attr.expr, nil, found)
		}
	case "var":
		if s.parent != nil {
			if attr, ok := s.call.block.body.attrs[wanted.name]; ok {
				s.parent.references(attr.expr, s.callEnv, found)
			}
		}
	case "module":
		s.outputReferences(wanted, found)
	}
	node.refs = sortedNames(found)
	return node.refs
}

func (s *scope) outputReferences(wanted *ref, found map[string]bool) {
	if _, ok := s.module.calls[wanted.name]; !ok {
		return
	}
	n := s.callNode(wanted.name)
	if n.state != done || len(n.instances) == 0 {
		found[n.address()] = true
		return
	}
	names := wanted.names
	if wanted.whole {
		names = n.def.child.order.outputs
	}
	for _, child := range n.instances {
		for _, name := range names {
			output, ok := child.module.outputs[name]
			if !ok {
				continue
			}
			if attr, ok := output.body.attrs["value"]; ok {
				child.references(attr.expr, nil, found)
			}
		}
	}
}

// fingerprint is a text that differs when an expression differs, or a value or data source that it depends on. A
// resource counts by its address only: that it is updated does not change what others know of it.
func (s *scope) fingerprint(e *expression, in *env) string {
	hash := sha256.New()
	hash.Write([]byte(strings.Join(strings.Fields(e.text), " ")))
	for i := range e.refs {
		wanted := &e.refs[i]
		hash.Write([]byte{0})
		hash.Write([]byte(wanted.key()))
		hash.Write([]byte{0})
		if _, shadowed := in.lookup(wanted.root); shadowed {
			hash.Write([]byte(in.fingerprint()))
			continue
		}
		hash.Write([]byte(s.printOf(wanted)))
	}
	for _, content := range s.hiddenContents(e, in) {
		hash.Write([]byte{0})
		hash.Write([]byte(content))
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

// hiddenContents are the identities of the files that an expression takes as bytes and whose content is not here.
func (s *scope) hiddenContents(e *expression, in *env) []string {
	if !e.opens || len(s.ev.tree.request.Opaque) == 0 {
		return nil
	}
	ctx, _ := s.context(e, in, false)
	before := s.ev.hidden
	s.ev.hidden = map[string]bool{}
	defer func() { s.ev.hidden = before }()
	func() {
		defer func() { _ = recover() }() // evaluating it has said what is wrong with it
		_, _ = e.Value(ctx)
	}()
	return sortedNames(s.ev.hidden)
}

func (s *scope) printOf(wanted *ref) string {
	node := s.node(printNode, wanted.viewed())
	if node.state != fresh {
		return node.print
	}
	node.state = busy
	switch wanted.root {
	case "local":
		if attr, ok := s.module.locals[wanted.name]; ok {
			node.print = s.valueOrSource(s.nodes[nodeKey{localNode, wanted.name}], func() string { return s.fingerprint(attr.expr, nil) })
		}
	case "var":
		node.print = s.valueOrSource(s.nodes[nodeKey{variableNode, wanted.name}], func() string { return s.argumentPrint(wanted.name) })
	case "module":
		node.print = s.modulePrint(wanted)
	case "data", "ephemeral":
		if declared, ok := s.module.resources[wanted.key()]; ok {
			node.print = s.bodyPrint(declared.block.body)
		}
	case "terraform":
		node.print = s.ev.workspace.name
	}
	node.state = done
	return node.print
}

func (s *scope) valueOrSource(known *node, source func() string) string {
	if known != nil && known.state == done && known.value != cty.NilVal && known.value.IsWhollyKnown() {
		return valuePrint(known.value)
	}
	return source()
}

func (s *scope) argumentPrint(name string) string {
	if s.parent == nil {
		return "unset"
	}
	if attr, ok := s.call.block.body.attrs[name]; ok {
		return s.parent.fingerprint(attr.expr, s.callEnv)
	}
	return ""
}

func (s *scope) modulePrint(wanted *ref) string {
	if _, ok := s.module.calls[wanted.name]; !ok {
		return ""
	}
	n := s.callNode(wanted.name)
	if len(n.instances) == 0 {
		return s.bodyPrint(n.def.block.body)
	}
	names := wanted.names
	if wanted.whole {
		names = n.def.child.order.outputs
	}
	var prints []string
	for _, child := range n.instances {
		for _, name := range names {
			output, ok := child.module.outputs[name]
			if !ok || output.body.attrs["value"] == nil {
				continue
			}
			expr := output.body.attrs["value"].expr
			prints = append(prints, child.valueOrSource(child.nodes[nodeKey{outputNode, name}], func() string { return child.fingerprint(expr, nil) }))
		}
	}
	return strings.Join(prints, " ")
}

func (s *scope) bodyPrint(b *body) string {
	var prints []string
	for _, name := range sortedNames(b.attrs) {
		prints = append(prints, name+"="+s.fingerprint(b.attrs[name].expr, nil))
	}
	for i, inner := range b.blocks {
		prints = append(prints, inner.kind+strconv.Itoa(i)+"{"+s.bodyPrint(inner.body)+"}")
	}
	sum := sha256.Sum256([]byte(strings.Join(prints, "\n")))
	return hex.EncodeToString(sum[:8])
}

// valuePrint tells values apart; unknown parts are equal to each other.
func valuePrint(value cty.Value) string {
	sum := sha256.Sum256(appendJSON(nil, value))
	return hex.EncodeToString(sum[:8])
}
