package hcl

import (
	"strings"

	"github.com/hashicorp/go-cty-funcs/cidr"
	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/hashicorp/go-cty-funcs/uuid"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// pureFunctions are the functions whose result depends on nothing but their arguments.
var pureFunctions = withCoreNames(map[string]function.Function{
	"abs":              stdlib.AbsoluteFunc,
	"alltrue":          allTrue,
	"anytrue":          anyTrue,
	"base64decode":     base64Decode,
	"base64encode":     base64Encode,
	"base64gunzip":     base64Gunzip,
	"base64gzip":       base64Gzip,
	"base64sha256":     base64Sha256,
	"base64sha512":     base64Sha512,
	"basename":         baseName,
	"can":              tryfunc.CanFunc,
	"ceil":             stdlib.CeilFunc,
	"chomp":            stdlib.ChompFunc,
	"chunklist":        stdlib.ChunklistFunc,
	"cidrcontains":     cidrContains,
	"cidrhost":         cidr.HostFunc,
	"cidrnetmask":      cidrNetmask,
	"cidrsubnet":       cidr.SubnetFunc,
	"cidrsubnets":      cidr.SubnetsFunc,
	"coalesce":         coalesce,
	"coalescelist":     stdlib.CoalesceListFunc,
	"compact":          stdlib.CompactFunc,
	"concat":           stdlib.ConcatFunc,
	"contains":         stdlib.ContainsFunc,
	"csvdecode":        stdlib.CSVDecodeFunc,
	"dirname":          dirName,
	"distinct":         stdlib.DistinctFunc,
	"element":          stdlib.ElementFunc,
	"endswith":         endsWith,
	"ephemeralasnull":  ephemeralAsNull,
	"flatten":          stdlib.FlattenFunc,
	"floor":            stdlib.FloorFunc,
	"format":           boundedFormat(stdlib.FormatFunc),
	"formatdate":       stdlib.FormatDateFunc,
	"formatlist":       boundedFormat(stdlib.FormatListFunc),
	"indent":           boundedIndent,
	"index":            indexOfValue,
	"issensitive":      isSensitive,
	"join":             boundedJoin,
	"jsondecode":       jsonDecode,
	"jsonencode":       stdlib.JSONEncodeFunc,
	"keys":             stdlib.KeysFunc,
	"length":           length,
	"log":              stdlib.LogFunc,
	"lookup":           lookup,
	"lower":            stdlib.LowerFunc,
	"matchkeys":        matchKeys,
	"max":              stdlib.MaxFunc,
	"md5":              crypto.Md5Func,
	"merge":            stdlib.MergeFunc,
	"min":              stdlib.MinFunc,
	"nonsensitive":     nonSensitive,
	"one":              one,
	"parseint":         stdlib.ParseIntFunc,
	"pow":              stdlib.PowFunc,
	"range":            stdlib.RangeFunc,
	"regex":            stdlib.RegexFunc,
	"regexall":         stdlib.RegexAllFunc,
	"replace":          replace,
	"reverse":          stdlib.ReverseListFunc,
	"rsadecrypt":       rsaDecrypt,
	"sensitive":        makeSensitive,
	"setintersection":  stdlib.SetIntersectionFunc,
	"setproduct":       boundedSetProduct,
	"setsubtract":      stdlib.SetSubtractFunc,
	"setunion":         stdlib.SetUnionFunc,
	"sha1":             crypto.Sha1Func,
	"sha256":           crypto.Sha256Func,
	"sha512":           crypto.Sha512Func,
	"signum":           stdlib.SignumFunc,
	"slice":            sliceFunction,
	"sort":             stdlib.SortFunc,
	"split":            stdlib.SplitFunc,
	"startswith":       startsWith,
	"strcontains":      strContains,
	"strrev":           stdlib.ReverseFunc,
	"substr":           stdlib.SubstrFunc,
	"sum":              sum,
	"textdecodebase64": textDecodeBase64,
	"textencodebase64": textEncodeBase64,
	"timeadd":          stdlib.TimeAddFunc,
	"timecmp":          timeCmp,
	"title":            stdlib.TitleFunc,
	"tobool":           convertTo(cty.Bool),
	"tolist":           convertTo(cty.List(cty.DynamicPseudoType)),
	"tomap":            convertTo(cty.Map(cty.DynamicPseudoType)),
	"tonumber":         convertTo(cty.Number),
	"toset":            convertTo(cty.Set(cty.DynamicPseudoType)),
	"tostring":         convertTo(cty.String),
	"transpose":        transpose,
	"trim":             stdlib.TrimFunc,
	"trimprefix":       stdlib.TrimPrefixFunc,
	"trimspace":        stdlib.TrimSpaceFunc,
	"trimsuffix":       stdlib.TrimSuffixFunc,
	"try":              tryFunction,
	"upper":            stdlib.UpperFunc,
	"urldecode":        urlDecode,
	"urlencode":        urlEncode,
	"uuidv5":           uuid.V5Func,
	"values":           stdlib.ValuesFunc,
	"yamldecode":       yamlDecode,
	"yamlencode":       yamlEncode,
	"zipmap":           stdlib.ZipmapFunc,

	// What follows depends on the clock, on chance or on the machine: its type is known, its value is not.
	"abspath":       unknownText("path"),
	"bcrypt":        bcrypt,
	"pathexpand":    pathExpand,
	"plantimestamp": unknownText(),
	"timestamp":     unknownText(),
	"uuid":          unknownText(),
})

func withCoreNames(table map[string]function.Function) map[string]function.Function {
	for _, name := range sortedNames(table) {
		if !strings.Contains(name, "::") {
			table["core::"+name] = table[name]
		}
	}
	return table
}

// foreignFunction stands for a function that a provider defines.
var foreignFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Name: "arguments", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
})

// textFunction is a function of strings to a value of one type that is never null.
func textFunction(result cty.Type, impl func(args []string) (cty.Value, error), params ...string) function.Function {
	spec := &function.Spec{
		Type:         function.StaticReturnType(result),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			texts := make([]string, len(args))
			for i, arg := range args {
				texts[i] = arg.AsString()
			}
			return impl(texts)
		},
	}
	for _, name := range params {
		spec.Params = append(spec.Params, function.Parameter{Name: name, Type: cty.String})
	}
	return function.New(spec)
}

func notNull(builder *cty.RefinementBuilder) *cty.RefinementBuilder { return builder.NotNull() }

func unknownText(params ...string) function.Function {
	return textFunction(cty.String, func([]string) (cty.Value, error) {
		return cty.UnknownVal(cty.String).RefineNotNull(), nil
	}, params...)
}

var bcrypt = function.New(&function.Spec{
	Params:       []function.Parameter{{Name: "str", Type: cty.String}},
	VarParam:     &function.Parameter{Name: "cost", Type: cty.Number},
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
		return cty.UnknownVal(cty.String).RefineNotNull(), nil
	},
})

var pathExpand = textFunction(cty.String, func(args []string) (cty.Value, error) {
	if strings.HasPrefix(args[0], "~") {
		return cty.UnknownVal(cty.String).RefineNotNull(), nil
	}
	return cty.StringVal(args[0]), nil
}, "path")
