package hcl

import "github.com/zclconf/go-cty/cty"

// declaration is one resource instance with everything that the answer says of it.
type declaration struct {
	address    string
	node       *resourceNode
	made       *instance
	region     string
	tags       map[string]string
	references []string
	former     []string
	calledFrom []location
	sketches   []sketch
}

// kind is the type as policies name it: `aws_s3_bucket`, `data.aws_iam_policy_document`, `provider.aws`.
func (d *declaration) kind() string {
	if d.node.def.mode == "data" {
		return "data." + d.node.def.kind
	}
	return d.node.def.kind
}

// declarations lists the managed resources of a module instance and of those below.
func (s *scope) declarations(list []*declaration) []*declaration {
	calledFrom := s.calledFrom()
	for _, key := range s.module.order.resources {
		node := s.resourceNode(key)
		if node.def.mode != "" {
			continue
		}
		for _, made := range node.instances {
			declared := s.declare(node, made)
			declared.calledFrom = calledFrom
			list = append(list, declared)
		}
	}
	for _, name := range s.module.order.calls {
		for _, child := range s.callNode(name).instances {
			list = child.declarations(list)
		}
	}
	return list
}

func (s *scope) declare(node *resourceNode, made *instance) *declaration {
	declared := &declaration{address: node.address() + made.suffix, node: node, made: made}
	declared.region, declared.tags = node.regionAndTags(made)
	found := map[string]bool{}
	s.bodyReferences(node.def.block.body, made.env, found)
	delete(found, declared.address)
	declared.references = sortedNames(found)
	declared.former = s.formerAddresses(declared.address)
	return declared
}

// rootOutputs are the values of the root module's outputs.
func (ev *evaluation) rootOutputs() map[string]cty.Value {
	values := map[string]cty.Value{}
	for name := range ev.rootScope.module.outputs {
		values[name] = ev.rootScope.output(name)
	}
	return values
}
