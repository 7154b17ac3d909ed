package hcl

import (
	"encoding/base64"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/text/encoding/ianaindex"
)

// rsaDecrypt does not repeat the ciphertext or the key in its errors.
var rsaDecrypt = textFunction(cty.String, func(args []string) (cty.Value, error) {
	plain, err := crypto.RsaDecrypt(cty.StringVal(args[0]), cty.StringVal(args[1]))
	if err != nil {
		return cty.NilVal, errors.New("failed to decrypt: expected Base64 of text encrypted for the given RSA key in PEM format")
	}
	return plain, nil
}, "ciphertext", "privatekey")

func encodingOf(name string) (interface {
	encode(string) ([]byte, error)
	decode([]byte) (string, error)
}, error) {
	found, err := ianaindex.IANA.Encoding(name)
	if err != nil || found == nil {
		if found, err = ianaindex.MIME.Encoding(name); err != nil || found == nil {
			return nil, function.NewArgErrorf(1, "%q is not a supported IANA encoding name or alias", name)
		}
	}
	return charset{found.NewEncoder().Bytes, found.NewDecoder().Bytes}, nil
}

type charset struct{ encoder, decoder func([]byte) ([]byte, error) }

func (c charset) encode(text string) ([]byte, error) { return c.encoder([]byte(text)) }

func (c charset) decode(data []byte) (string, error) {
	text, err := c.decoder(data)
	return string(text), err
}

var textEncodeBase64 = textFunction(cty.String, func(args []string) (cty.Value, error) {
	set, err := encodingOf(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	data, err := set.encode(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "the given string contains characters that cannot be represented in %s", args[1])
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(data)), nil
}, "string", "encoding")

var textDecodeBase64 = textFunction(cty.String, func(args []string) (cty.Value, error) {
	set, err := encodingOf(args[1])
	if err != nil {
		return cty.NilVal, err
	}
	data, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "the given value is not valid Base64")
	}
	text, err := set.decode(data)
	if err != nil || !utf8.ValidString(text) {
		return cty.NilVal, function.NewArgErrorf(0, "the given string contains symbols that are not defined for %s", args[1])
	}
	return cty.StringVal(text), nil
}, "source", "encoding")

var jsonDecode = remembering(wrapped(stdlib.JSONDecodeFunc, func(args []cty.Value) error {
	if text := args[0].AsString(); tooDeepData(text) > 0 {
		return function.NewArgErrorf(0, "nested more than %d levels deep", maxNesting)
	}
	return nil
}))

var yamlDecode = remembering(wrapped(yaml.YAMLDecodeFunc, func(args []cty.Value) error {
	text := args[0].AsString()
	if tooDeepData(text) > 0 || deepIndentation(text) {
		return function.NewArgErrorf(0, "nested more than %d levels deep", maxNesting)
	}
	return aliasesWithin(text)
}))

var yamlEncode = yaml.YAMLEncodeFunc

// deepIndentation finds block sequences that nest on one line ("- - - -") or by indentation beyond the bound.
func deepIndentation(text string) bool {
	for line := range strings.Lines(text) {
		if indent := len(line) - len(strings.TrimLeft(line, " -?:")); indent > 4*maxNesting {
			return true
		}
	}
	return false
}

var yamlAlias = regexp.MustCompile(`(?m)(?:^|[\s\[,:-])\*[^\s,\]}]+`)

// aliasesWithin refuses a document in which aliases of aliases can make a small text a huge value.
func aliasesWithin(text string) error {
	const most = 200
	if strings.Count(text, "*") > most && len(yamlAlias.FindAllStringIndex(text, most+1)) > most {
		return function.NewArgErrorf(0, "more than %d aliases", most)
	}
	levels := 0
	for line := range strings.Lines(text) {
		if strings.Contains(line, "&") && yamlAlias.MatchString(line) {
			levels++
		}
	}
	if levels > 4 {
		return function.NewArgErrorf(0, "aliases are nested in aliases more than 4 levels deep")
	}
	return nil
}

var formatWidth = regexp.MustCompile(`%[-+ #0]*(?:\[\d+\])?(\d{4,}|\*)?(?:\.(\d{4,}|\*))?`)

// boundedFormat refuses widths and precisions that turn a few letters into megabytes.
func boundedFormat(original function.Function) function.Function {
	return wrapped(original, func(args []cty.Value) error {
		if args[0].IsNull() || args[0].Type() != cty.String {
			return nil
		}
		for _, match := range formatWidth.FindAllStringSubmatch(args[0].AsString(), -1) {
			for _, width := range match[1:] {
				if number, err := strconv.Atoi(width); width != "" && width != "*" && (err != nil || number > 65_536) {
					return function.NewArgErrorf(0, "the width %s is more than 65536", width)
				}
			}
		}
		for i, arg := range args[1:] {
			if arg.IsKnown() && !arg.IsNull() && arg.Type() == cty.Number {
				if exponent := arg.AsBigFloat().MantExp(nil); exponent > maxExponent {
					return function.NewArgErrorf(i+1, "the number is too large to be written out")
				}
			}
		}
		return nil
	})
}

var boundedIndent = wrapped(stdlib.IndentFunc, func(args []cty.Value) error {
	spaces, _ := args[0].AsBigFloat().Int64()
	lines := int64(strings.Count(args[1].AsString(), "\n"))
	if spaces > maxResult || spaces*lines > maxResult {
		return errTooLong
	}
	return nil
})

var boundedJoin = wrapped(stdlib.JoinFunc, func(args []cty.Value) error {
	separator, total := len(args[0].AsString()), 0
	for _, list := range args[1:] {
		if !list.IsWhollyKnown() || list.IsNull() {
			continue
		}
		for it := list.ElementIterator(); it.Next(); {
			_, item := it.Element()
			total += separator + textSize(item)
		}
	}
	if total > maxResult {
		return errTooLong
	}
	return nil
})

// wrapped calls the original after a look at arguments that are all known; check sees them without marks.
func wrapped(original function.Function, check func(args []cty.Value) error) function.Function {
	return function.New(&function.Spec{
		Description: original.Description(),
		Params:      original.Params(),
		VarParam:    original.VarParam(),
		Type: func(args []cty.Value) (cty.Type, error) {
			if err := checkKnown(args, check); err != nil {
				return cty.NilType, err
			}
			return original.ReturnTypeForValues(args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) { return original.Call(args) },
	})
}

func checkKnown(args []cty.Value, check func(args []cty.Value) error) error {
	bare := make([]cty.Value, len(args))
	for i, arg := range args {
		bare[i], _ = arg.UnmarkDeep()
		if !bare[i].IsKnown() || bare[i].IsNull() {
			return nil
		}
	}
	return check(bare)
}
