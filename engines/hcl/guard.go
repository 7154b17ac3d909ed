package hcl

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const (
	// maxNesting bounds brackets and templates inside each other: parser and evaluator recurse on them.
	maxNesting = 200
	// maxOperators bounds the operators of one expression, which nest too.
	maxOperators = 2_000
)

// tooDeep finds the line on which a native file nests deeper than can be evaluated safely; 0 when there is none.
// Cheap looks at the bytes decide whether the file is worth a second pass of the lexer.
func tooDeep(source []byte, file string) (line int, reason string) {
	if !looksDeep(source) || isShallow(source) {
		return 0, ""
	}
	tokens, _ := hclsyntax.LexConfig(source, file, hcl.InitialPos)
	return deepToken(tokens)
}

func looksDeep(source []byte) bool {
	depth, operators := 0, 0
	for _, char := range source {
		switch char {
		case '(', '[', '{':
			if depth++; depth > maxNesting {
				return true
			}
		case ')', ']', '}':
			depth = max(depth-1, 0)
		case '!', '?', '+', '-', '*', '/', '%', '&', '|', '<', '>', '=', '"', '.':
			operators++
		}
	}
	return operators > maxOperators
}

func deepToken(tokens hclsyntax.Tokens) (line int, reason string) {
	depth, brackets, operators := 0, 0, 0
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOParen, hclsyntax.TokenOBrack:
			brackets++
			depth++
		case hclsyntax.TokenOBrace, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl,
			hclsyntax.TokenOQuote:
			depth++
		case hclsyntax.TokenCParen, hclsyntax.TokenCBrack:
			brackets--
			depth--
		case hclsyntax.TokenCBrace, hclsyntax.TokenTemplateSeqEnd, hclsyntax.TokenCQuote:
			depth--
		case hclsyntax.TokenBang, hclsyntax.TokenQuestion, hclsyntax.TokenPlus, hclsyntax.TokenMinus,
			hclsyntax.TokenStar, hclsyntax.TokenSlash, hclsyntax.TokenPercent, hclsyntax.TokenAnd,
			hclsyntax.TokenOr, hclsyntax.TokenLessThan, hclsyntax.TokenGreaterThan, hclsyntax.TokenDot:
			operators++
		case hclsyntax.TokenComma:
			operators = 0
		case hclsyntax.TokenNewline:
			if brackets <= 0 {
				operators = 0
			}
		}
		if depth > maxNesting {
			return token.Range.Start.Line, fmt.Sprintf("nested more than %d levels deep", maxNesting)
		}
		if operators > maxOperators {
			return token.Range.Start.Line, fmt.Sprintf("more than %d operators in one expression", maxOperators)
		}
	}
	return 0, ""
}

// tooDeepData is tooDeep for JSON and YAML in flow style: brackets outside of quoted strings.
func tooDeepData(source string) (line int) {
	depth, quoted := 0, false
	line = 1
	for i := 0; i < len(source); i++ {
		switch char := source[i]; {
		case char == '\n':
			line++
		case quoted && char == '\\':
			i++
		case char == '"':
			quoted = !quoted
		case quoted:
		case char == '[' || char == '{':
			if depth++; depth > maxNesting {
				return line
			}
		case char == ']' || char == '}':
			depth--
		}
	}
	return 0
}
