package documents

import (
	"path"
	"strings"

	"github.com/open-policy-agent/conftest/parser/docker"
	dotenv "github.com/open-policy-agent/conftest/parser/dotenv"
	"github.com/open-policy-agent/conftest/parser/edn"
	"github.com/open-policy-agent/conftest/parser/hcl1"
	"github.com/open-policy-agent/conftest/parser/hcl2"
	"github.com/open-policy-agent/conftest/parser/hocon"
	"github.com/open-policy-agent/conftest/parser/ignore"
	"github.com/open-policy-agent/conftest/parser/ini"
	"github.com/open-policy-agent/conftest/parser/json"
	"github.com/open-policy-agent/conftest/parser/jsonc"
	"github.com/open-policy-agent/conftest/parser/jsonnet"
	"github.com/open-policy-agent/conftest/parser/nginx"
	"github.com/open-policy-agent/conftest/parser/properties"
	"github.com/open-policy-agent/conftest/parser/toml"
	"github.com/open-policy-agent/conftest/parser/vcl"
	"github.com/open-policy-agent/conftest/parser/xml"
	"github.com/open-policy-agent/conftest/parser/yaml"
)

type parser interface {
	Unmarshal(text []byte, into any) error
}

// byExtension has the parser of each ending. The host has the same list: it asks for no other files.
var byExtension = map[string]func() parser{
	"dockerfile":   func() parser { return &docker.Parser{} },
	"dockerignore": func() parser { return &ignore.Parser{} },
	"edn":          func() parser { return &edn.Parser{} },
	"env":          func() parser { return &dotenv.Parser{} },
	"gitignore":    func() parser { return &ignore.Parser{} },
	"hcl":          func() parser { return &hcl2.Parser{} },
	"hcl1":         func() parser { return &hcl1.Parser{} },
	"hcl2":         func() parser { return &hcl2.Parser{} },
	"hocon":        func() parser { return &hocon.Parser{} },
	"ini":          func() parser { return &ini.Parser{} },
	"json":         func() parser { return &json.Parser{} },
	"jsonc":        func() parser { return &jsonc.Parser{} },
	"jsonnet":      func() parser { return &jsonnet.Parser{} },
	"properties":   func() parser { return &properties.Parser{} },
	"tf":           func() parser { return &hcl2.Parser{} },
	"tfvars":       func() parser { return &hcl2.Parser{} },
	"toml":         func() parser { return &toml.Parser{} },
	"vcl":          func() parser { return &vcl.Parser{} },
	"xml":          func() parser { return &xml.Parser{} },
	"yaml":         func() parser { return &yaml.Parser{} },
	"yml":          func() parser { return &yaml.Parser{} },
}

// parserOf chooses by the file's name as Conftest does; nil where there is none.
func parserOf(file string) parser {
	kind := kindOf(file)
	if kind == "nginx" {
		return &nginx.Parser{}
	}
	if open, ok := byExtension[kind]; ok {
		return open()
	}
	return nil
}

// kindOf is the ending that says how a file is read.
func kindOf(file string) string {
	name := strings.ToLower(path.Base(file))
	extension := strings.TrimPrefix(path.Ext(name), ".")
	switch {
	case name == "dockerfile" || strings.HasPrefix(name, "dockerfile."):
		return "dockerfile"
	case name == ".env" || strings.HasPrefix(name, ".env."):
		return "env"
	case name == "nginx.conf":
		return "nginx"
	}
	return extension
}
