package hcl

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

var soup = []string{
	"(", "[", "{", ")", "]", "}", "\"", "\"a\"", "\"${", "\"%{", "}\"", "$${", "%%{", "\\\"", "\\", "\"x$\"", "'", "#", "//", "/*", "*/",
	"<<EOT\n", "\nEOT\n", "\n", "\r\n", ",", "=", "a", " + b", "!", "?", ":", ".x", "<", ">=", "&&", "é", "\x00", "$", "%", "~}", "\"]\"", "\"${\"}\"}\"",
}

// What the look at the bytes lets pass is shallow for the lexer too, whatever the text.
func TestShallowTextsAreShallowForTheLexer(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	shallow, deep := 0, 0
	for range 400 {
		var text strings.Builder
		opener, closer := soup[random.Intn(len(soup))], soup[random.Intn(len(soup))]
		for range random.Intn(6) {
			text.WriteString(soup[random.Intn(len(soup))])
		}
		text.WriteString(strings.Repeat(opener+soup[random.Intn(len(soup))], random.Intn(2*maxNesting)))
		text.WriteString(strings.Repeat(closer+soup[random.Intn(len(soup))], random.Intn(2*maxNesting)))
		if random.Intn(4) == 0 {
			text.WriteString("x = a" + strings.Repeat(" + b"+soup[random.Intn(len(soup))], 2*random.Intn(maxOperators)))
		}
		source := []byte(text.String())
		tokens, _ := hclsyntax.LexConfig(source, "x", hcl.InitialPos)
		line, reason := deepToken(withoutComments(tokens))
		if line > 0 {
			deep++
		}
		if isShallow(source) {
			shallow++
			if line > 0 {
				t.Fatalf("shallow for the bytes, and %s for the lexer: %.200q", reason, text.String())
			}
		}
	}
	if shallow < 10 || deep < 10 {
		t.Fatalf("%d shallow and %d deep texts say little", shallow, deep)
	}
}

// A comment ends its line, and with it an expression outside of brackets.
func withoutComments(tokens hclsyntax.Tokens) hclsyntax.Tokens {
	result := append(hclsyntax.Tokens{}, tokens...)
	for i, token := range result {
		if token.Type == hclsyntax.TokenComment && strings.HasSuffix(string(token.Bytes), "\n") {
			result[i].Type = hclsyntax.TokenNewline
		}
	}
	return result
}

func TestOrdinaryTextIsShallow(t *testing.T) {
	var text strings.Builder
	for i := range 400 {
		fmt.Fprintf(&text, "resource \"a_b\" \"c%d\" { # (\n  d = [\"${var.e}-)\", f(g.h[%d].i) + 1]\n  tags = { n = \"x\" }\n}\n", i, i)
	}
	if !looksDeep([]byte(text.String())) {
		t.Fatal("the text is too short to be of interest")
	}
	if !isShallow([]byte(text.String())) {
		t.Fatal("an ordinary text is left to the lexer")
	}
}
