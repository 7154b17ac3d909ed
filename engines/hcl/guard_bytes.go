package hcl

// isShallow tells whether the lexer would find neither deep nesting nor long expressions in a native file. It follows
// brackets, comments and quoted strings with their interpolations byte by byte, five times as fast as the lexer, and
// says no to whatever it is not sure to read as the lexer does: heredocs, block comments, brackets that do not match.
func isShallow(source []byte) bool {
	look := shallowLook{source: source}
	for ; look.at < len(source); look.at++ {
		isPlain := false
		if look.top() == '"' {
			isPlain = look.inText(source[look.at])
		} else {
			isPlain = look.inCode(source[look.at])
		}
		if !isPlain || look.operators > maxOperators {
			return false
		}
	}
	return true
}

type shallowLook struct {
	source []byte
	at     int
	// open are the brackets, quotes and interpolations around the place; brackets counts the round and square ones.
	open            [maxNesting]byte
	depth, brackets int
	operators       int
}

func (l *shallowLook) top() byte {
	if l.depth == 0 {
		return 0
	}
	return l.open[l.depth-1]
}

// next is the byte after this one; 0 at the end.
func (l *shallowLook) next() byte {
	if l.at+1 >= len(l.source) {
		return 0
	}
	return l.source[l.at+1]
}

func (l *shallowLook) push(char byte) bool {
	if l.depth == len(l.open) {
		return false
	}
	if char == '(' || char == '[' {
		l.brackets++
	}
	l.open[l.depth] = char
	l.depth++
	return true
}

func (l *shallowLook) pop(opening byte) bool {
	if l.top() != opening {
		return false
	}
	if opening == '(' || opening == '[' {
		l.brackets--
	}
	l.depth--
	return true
}

// inText reads one byte of a quoted string; the answer is false for what ends the certainty.
func (l *shallowLook) inText(char byte) bool {
	switch char {
	case '\\':
		l.at++
		return l.at < len(l.source) && l.source[l.at] != '\n'
	case '"':
		l.depth--
	case '\n':
		return false
	case '$', '%':
		if next := l.next(); next == char || next == '"' || next == '\\' {
			return false // an escape, perhaps
		}
		if l.next() == '{' {
			l.at++
			return l.push('{')
		}
	}
	return true
}

func (l *shallowLook) inCode(char byte) bool {
	switch char {
	case '(', '[', '{', '"':
		return l.push(char)
	case ')':
		return l.pop('(')
	case ']':
		return l.pop('[')
	case '}':
		return l.pop('{')
	case ',':
		l.operators = 0
	case '\n':
		if l.brackets == 0 {
			l.operators = 0
		}
	case '#':
		l.skipLine()
	case '/':
		if l.next() == '/' {
			l.skipLine()
			return true
		}
		l.operators++
		return l.next() != '*'
	case '<':
		l.operators++
		return l.next() != '<'
	case '!', '?', '+', '-', '*', '%', '&', '|', '>', '.':
		l.operators++
	}
	return true
}

// skipLine goes to the last byte before the end of the line, which counts.
func (l *shallowLook) skipLine() {
	for l.next() != '\n' && l.at+1 < len(l.source) {
		l.at++
	}
}
