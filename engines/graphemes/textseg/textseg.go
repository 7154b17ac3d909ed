// Package textseg stands in front of the module of the same name (go.mod calls that tollgate.dev/textseg). HCL asks it
// for every character of a configuration, and almost all of them are plain ASCII, which needs no tables of Unicode.
package textseg

import (
	"bufio"

	"tollgate.dev/textseg/textseg"
)

// ScanGraphemeClusters gives the first user-perceived character, as a bufio.SplitFunc.
func ScanGraphemeClusters(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && isPlain(data) {
		return 1, data[:1], nil
	}
	return textseg.ScanGraphemeClusters(data, atEOF)
}

// isPlain says that an ASCII character stands alone: nothing of ASCII joins what comes before it but a line feed after a
// carriage return; what is not ASCII may.
func isPlain(data []byte) bool {
	const firstBeyond = 0x80
	if len(data) == 0 || data[0] >= firstBeyond || data[0] == '\r' {
		return false
	}
	return len(data) == 1 || data[1] < firstBeyond
}

// AllTokens gives all tokens that a split function finds.
func AllTokens(data []byte, split bufio.SplitFunc) ([][]byte, error) {
	return textseg.AllTokens(data, split)
}

// TokenCount counts the tokens that a split function finds.
func TokenCount(data []byte, split bufio.SplitFunc) (int, error) {
	return textseg.TokenCount(data, split)
}
