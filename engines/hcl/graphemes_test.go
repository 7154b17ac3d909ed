package hcl

import (
	"bytes"
	"math/rand/v2"
	"testing"

	short "github.com/apparentlymart/go-textseg/v15/textseg"
	"tollgate.dev/textseg/textseg"
)

// The short way for ASCII finds the characters that the tables find.
func TestGraphemes(t *testing.T) {
	parts := []string{
		"a", " ", "=", "\n", "\r", "\r\n", "\x00", "\x7f", "{", "é", "e\u0301", "\u0301", "\u200d", "👩\u200d🚀", "🇩🇪", "🇩", "क्ष", "한", "\u1100", "\u0600", "\xff", "\xe2\x82",
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var text []byte
		for range chance.IntN(7) {
			text = append(text, parts[chance.IntN(len(parts))]...)
		}
		for _, atEOF := range []bool{true, false} {
			for rest := text; ; {
				advance, token, err := short.ScanGraphemeClusters(rest, atEOF)
				expected, expectedToken, expectedErr := textseg.ScanGraphemeClusters(rest, atEOF)
				if advance != expected || !bytes.Equal(token, expectedToken) || err != expectedErr {
					t.Fatalf("%q in %q, at its end %v: %d %q, expected %d %q", rest, text, atEOF, advance, token, expected, expectedToken)
				}
				if advance == 0 {
					break
				}
				rest = rest[advance:]
			}
		}
	}
}
