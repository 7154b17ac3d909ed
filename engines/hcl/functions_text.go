package hcl

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hashicorp/go-cty-funcs/cidr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// maxResult bounds what one call may put together, in bytes.
const maxResult = 16 << 20

var errTooLong = fmt.Errorf("the result would be longer than %d bytes", maxResult)

var baseName = textFunction(cty.String, func(args []string) (cty.Value, error) {
	return cty.StringVal(path.Base(args[0])), nil
}, "path")

var dirName = textFunction(cty.String, func(args []string) (cty.Value, error) {
	return cty.StringVal(path.Dir(args[0])), nil
}, "path")

var base64Encode = textFunction(cty.String, func(args []string) (cty.Value, error) {
	return cty.StringVal(base64.StdEncoding.EncodeToString([]byte(args[0]))), nil
}, "str")

var base64Decode = textFunction(cty.String, func(args []string) (cty.Value, error) {
	decoded, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		return cty.NilVal, errors.New("failed to decode base64 data; expected standard Base64")
	}
	if !utf8.Valid(decoded) {
		return cty.NilVal, errors.New("the result of decoding the provided string is not valid UTF-8")
	}
	return cty.StringVal(string(decoded)), nil
}, "str")

var base64Gzip = textFunction(cty.String, func(args []string) (cty.Value, error) {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	if _, err := io.WriteString(writer, args[0]); err != nil {
		return cty.NilVal, err
	}
	// Terraform flushes before it closes, which writes one more block.
	if err := writer.Flush(); err != nil {
		return cty.NilVal, err
	}
	if err := writer.Close(); err != nil {
		return cty.NilVal, err
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(packed.Bytes())), nil
}, "str")

var base64Gunzip = textFunction(cty.String, func(args []string) (cty.Value, error) {
	reader, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(args[0])))
	if err != nil {
		return cty.NilVal, fmt.Errorf("failed to unpack: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(reader, maxResult+1))
	switch {
	case err != nil:
		return cty.NilVal, fmt.Errorf("failed to unpack: %w", err)
	case len(text) > maxResult:
		return cty.NilVal, errTooLong
	case !utf8.Valid(text):
		return cty.NilVal, errors.New("the unpacked text is not valid UTF-8")
	}
	return cty.StringVal(string(text)), nil
}, "str")

var base64Sha256 = textFunction(cty.String, func(args []string) (cty.Value, error) {
	sum := sha256.Sum256([]byte(args[0]))
	return cty.StringVal(base64.StdEncoding.EncodeToString(sum[:])), nil
}, "str")

var base64Sha512 = textFunction(cty.String, func(args []string) (cty.Value, error) {
	sum := sha512.Sum512([]byte(args[0]))
	return cty.StringVal(base64.StdEncoding.EncodeToString(sum[:])), nil
}, "str")

var urlEncode = textFunction(cty.String, func(args []string) (cty.Value, error) {
	return cty.StringVal(url.QueryEscape(args[0])), nil
}, "str")

var urlDecode = textFunction(cty.String, func(args []string) (cty.Value, error) {
	text, err := url.QueryUnescape(args[0])
	if err != nil {
		return cty.NilVal, fmt.Errorf("failed to decode URL: %w", err)
	}
	return cty.StringVal(text), nil
}, "str")

var strContains = textFunction(cty.Bool, func(args []string) (cty.Value, error) {
	return cty.BoolVal(strings.Contains(args[0], args[1])), nil
}, "str", "substr")

// startsWith answers for an unknown text too when its known beginning decides.
var startsWith = function.New(&function.Spec{
	Params:       []function.Parameter{{Name: "str", Type: cty.String, AllowUnknown: true}, {Name: "prefix", Type: cty.String}},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix := args[1].AsString()
		if args[0].IsKnown() {
			return cty.BoolVal(strings.HasPrefix(args[0].AsString(), prefix)), nil
		}
		known := args[0].Range().StringPrefix()
		switch {
		case strings.HasPrefix(known, prefix):
			return cty.True, nil
		case len(known) >= len(prefix), !strings.HasPrefix(prefix, known):
			return cty.False, nil
		default:
			return cty.UnknownVal(cty.Bool), nil
		}
	},
})

var endsWith = textFunction(cty.Bool, func(args []string) (cty.Value, error) {
	return cty.BoolVal(strings.HasSuffix(args[0], args[1])), nil
}, "str", "suffix")

var timeCmp = textFunction(cty.Number, func(args []string) (cty.Value, error) {
	var moments [2]time.Time
	for i, text := range args {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(i, "not a valid RFC3339 timestamp: %q", text)
		}
		moments[i] = moment
	}
	return cty.NumberIntVal(int64(moments[0].Compare(moments[1]))), nil
}, "timestamp_a", "timestamp_b")

// replace takes its second argument as a regular expression when it stands between slashes.
var replace = textFunction(cty.String, func(args []string) (cty.Value, error) {
	text, old, with := args[0], args[1], args[2]
	if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
		pattern, err := regexp.Compile(old[1 : len(old)-1])
		if err != nil {
			return cty.NilVal, function.NewArgError(1, err)
		}
		if (len(text)+1)*(len(with)+1) > maxResult && len(pattern.FindAllStringIndex(text, -1))*(len(with)+len(text)*strings.Count(with, "$")) > maxResult {
			return cty.NilVal, errTooLong
		}
		return cty.StringVal(pattern.ReplaceAllString(text, with)), nil
	}
	if strings.Count(text, old)*len(with) > maxResult {
		return cty.NilVal, errTooLong
	}
	return cty.StringVal(strings.ReplaceAll(text, old, with)), nil
}, "str", "substr", "replace")

var cidrContains = textFunction(cty.Bool, func(args []string) (cty.Value, error) {
	outer, err := netip.ParsePrefix(args[0])
	if err != nil {
		return cty.NilVal, function.NewArgErrorf(0, "invalid CIDR expression: %s", err)
	}
	address, bits := netip.Addr{}, 0
	if inner, err := netip.ParsePrefix(args[1]); err == nil {
		address, bits = inner.Addr(), inner.Bits()
	} else if address, err = netip.ParseAddr(args[1]); err != nil {
		return cty.NilVal, function.NewArgErrorf(1, "neither an address nor a CIDR expression: %q", args[1])
	} else {
		bits = address.BitLen()
	}
	return cty.BoolVal(outer.Masked().Contains(address) && bits >= outer.Bits()), nil
}, "containing_prefix", "contained_ip_or_prefix")

var cidrNetmask = textFunction(cty.String, func(args []string) (cty.Value, error) {
	if prefix, err := netip.ParsePrefix(args[0]); err == nil && !prefix.Addr().Is4() {
		return cty.NilVal, function.NewArgErrorf(0, "only IPv4 networks have a netmask, got %q", args[0])
	}
	return cidr.Netmask(cty.StringVal(args[0]))
}, "prefix")
