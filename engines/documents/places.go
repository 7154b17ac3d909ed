package documents

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	dockerfile "github.com/moby/buildkit/frontend/dockerfile/parser"
	"go.yaml.in/yaml/v3"
)

// place is where a document is, and where the things are that it names.
type place struct {
	line, endLine int
	anchors       []Anchor
}

const maxAnchors = 5_000 // of one document: a place is a convenience

// placesOf finds the places of a file's documents, one for each, or one for all.
func placesOf(source Source) []place {
	whole := place{line: 1, endLine: max(1, lines(source.Text)), anchors: []Anchor{}}
	switch kindOf(source.Path) {
	case "hcl", "hcl2", "tf", "tfvars":
		whole.anchors = hclAnchors(source)
	case "dockerfile":
		whole.anchors = dockerfileAnchors(source)
	case "yaml", "yml":
		return yamlPlaces(source.Text)
	}
	return []place{whole}
}

func lines(text string) int {
	return strings.Count(strings.TrimSuffix(text, "\n"), "\n") + 1
}

// hclAnchors has each block by its labels: `aws_s3_bucket.logs` and `logs`.
func hclAnchors(source Source) []Anchor {
	anchors := []Anchor{}
	parsed, _ := hclsyntax.ParseConfig([]byte(source.Text), source.Path, hcl.InitialPos)
	if parsed == nil {
		return anchors
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return anchors
	}
	for _, block := range body.Blocks {
		line, endLine := block.TypeRange.Start.Line, block.CloseBraceRange.End.Line
		for from := range block.Labels {
			anchors = append(anchors, Anchor{Text: strings.Join(block.Labels[from:], "."), Line: line, EndLine: endLine})
		}
		if len(anchors) >= maxAnchors {
			return anchors
		}
	}
	return anchors
}

// dockerfileAnchors has each instruction by its words.
func dockerfileAnchors(source Source) []Anchor {
	anchors := []Anchor{}
	parsed, err := dockerfile.Parse(strings.NewReader(source.Text))
	if err != nil {
		return anchors
	}
	for _, instruction := range parsed.AST.Children {
		for node := instruction.Next; node != nil && len(anchors) < maxAnchors; node = node.Next {
			anchors = append(anchors, Anchor{Text: node.Value, Line: instruction.StartLine, EndLine: instruction.EndLine})
		}
	}
	return anchors
}

// yamlPlaces splits the text where Conftest does.
func yamlPlaces(text string) []place {
	linebreak := "\n"
	if strings.Contains(text, "\r\n") {
		linebreak = "\r\n"
	}
	parts := strings.Split(text, linebreak+"---"+linebreak)
	if strings.HasPrefix(text, "%") && len(parts) > 1 {
		parts = append([]string{parts[0] + linebreak + "---" + linebreak + parts[1]}, parts[2:]...)
	}
	places := make([]place, 0, len(parts))
	first := 1
	for _, part := range parts {
		places = append(places, yamlPlace(part, first))
		first += strings.Count(part, "\n") + 2
	}
	return places
}

func yamlPlace(text string, first int) place {
	found := place{line: first, endLine: first + lines(text) - 1, anchors: []Anchor{}}
	var node yaml.Node
	if yaml.Unmarshal([]byte(text), &node) != nil || len(node.Content) == 0 {
		return found
	}
	found.line = first + node.Content[0].Line - 1
	addNames(&node, first, &found.anchors)
	return found
}

// addNames finds what has a name: the value of each key `name`.
func addNames(node *yaml.Node, first int, anchors *[]Anchor) {
	for index, child := range node.Content {
		if len(*anchors) >= maxAnchors {
			return
		}
		if node.Kind == yaml.MappingNode && index%2 == 1 && child.Kind == yaml.ScalarNode && node.Content[index-1].Value == "name" {
			line := first + child.Line - 1
			*anchors = append(*anchors, Anchor{Text: child.Value, Line: line, EndLine: line})
		}
		addNames(child, first, anchors) // an alias is not followed: its node has no content
	}
}
