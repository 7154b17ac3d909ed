# METADATA
# title: Shell scripts
# description: What the lines of a script read, make and hand on to later steps.
package policies.lib.shell

# METADATA
# description: |
#   Lines of a script, without their margin, those that go on in the next one joined, and ones with several outputs cut.
lines(text) := split(strings.replace_n(_outputs, joined), "\n") if {
	trimmed := concat("\n", [trim_space(line) | some line in split(text, "\n")])
	joined := strings.replace_n({"\\\n": " ", "|\n": " | ", "\n|": " | "}, trimmed)
}

# METADATA
# description: Variables that a line reads.
reads(line) := {match[2] | some match in regex.find_all_string_submatch_n(`\$\{?(env:)?(\w+)`, line, -1)}

# METADATA
# description: Variables that a line sets.
makes(line) := {match[1] | some match in regex.find_all_string_submatch_n(_assignments, line, -1)}

# METADATA
# description: Whether what a line reads may go on as it is, and not as few characters without a line break.
passes(line) if not regex.match(_filter, line)

# METADATA
# description: |
#   Lines whose text goes to a file of the runner, such as `OUTPUT` for `$GITHUB_OUTPUT`: by redirection, in a block or
#   a document that is redirected, or by a command in the log.
written(text, file) := union({_redirected(text, file), _in_blocks(text, file), _commanded(text, file)})

# METADATA
# description: Names that a line of a runner's file gives values to.
names(line) := {name |
	some match in regex.find_all_string_submatch_n(_named, line, -1)
	name := concat("", array.slice(match, 1, 3))
}

# METADATA
# description: Names in a runner's file whose values are the lines that follow.
document_names(written_lines) := {match[1] |
	some line in written_lines
	some match in regex.find_all_string_submatch_n(`([\w-]+)<<`, line, -1)
}

_outputs := {concat(" ", array.concat(words, [command])): concat("", ["\n", command]) |
	some words in [[";"], ["&&"], ["||"], ["; do"], ["; then"]]
	some command in ["echo", "printf"]
}

_redirected(text, file) := {line | some line in lines(text); regex.match(_targets[file], line)}

_in_blocks(text, file) := {line |
	joined := concat("\n", lines(text))
	some pattern in _blocks[file]
	some match in regex.find_all_string_submatch_n(pattern, joined, -1)
	some line in split(match[1], "\n")
}

_commanded(text, file) := {line |
	some line in lines(text)
	regex.match(_log_commands[file], line)
}

_files := ["OUTPUT", "ENV", "PATH"]

_targets := {file: concat("", [_redirection, file, `\b`, `|GITHUB_`, file, `["']?\s*\]?,`]) | some file in _files}

_redirection := `(?:>>?|\btee(?:\s+-a)?|-FilePath|Add-Content(?:\s+-Path)?)\s*["']?\$?[{%]?(?:env:)?GITHUB_`

# Braces around commands, and documents; what is quoted in the name of a document's end is not expanded.
_blocks := {file: [
	concat("", [`(?s)(?:^|\n)[{(]\n(.*?)\n[})][^\n]*`, target]),
	concat("", [`(?s)(?:^|\n)(?:cat|tee)\b[^\n]*<<-?\s*\w[^\n]*`, target, `[^\n]*\n(.*?)\n\w+(?:\n|$)`]),
	concat("", [`(?s)(?:^|\n)(?:cat|tee)\b[^\n]*`, target, `[^\n]*<<-?\s*\w[^\n]*\n(.*?)\n\w+(?:\n|$)`]),
] |
	some file in _files
	target := concat("", [_redirection, file, `\b`])
}

_log_commands := {"OUTPUT": `::set-output\s`, "ENV": `::set-env\s`, "PATH": `::add-path::`}

_named := `(?:^|[\s"'])([A-Za-z_][\w-]*)=|::set-(?:output|env)\s+name=([\w-]+)::`

_assignments := concat("", [
	`(?:^|[\s;(])(?:read\s+(?:-\S+\s+)*|for\s+|printf\s+-v\s*|(?:export|local|declare)\s+|\$(?:env:)?)?`,
	`(\w+)\s*(?:\+?=|\s+in\s|<<<)`,
])

_filter := concat("|", [
	`\bgrep\s+(-[A-Za-z]+\s+)*-[A-Za-z]*o[A-Za-z]*\s+['"](?:[^.\[\\'"]|\\[^SWD]|\[[^\^\]][^\]]*\])*['"]`,
	`\btr\s+-(cd|dc)\s+['"][\w\[:\] .,/-]*['"]`,
	`\b(sha|md5)\d*sum\b|\bwc\s+-|\bbase64\b|\bjq\s+(-[A-Za-z]+\s+)*['"]?(length|\.?\s*\|\s*length)`,
	concat("", [
		`(?:\becho\b|<<<|\bgh\b|\bcurl\b)[^\n]*\bjq\s+(-\S+\s+)*['"]?[^'"|]*`,
		`\.(number|id|\w+_id|sha|oid|state|login|merged|draft|url|html_url|length)(?:['")\s]|$)`,
	]),
	`\bgrep\s+(-\S+\s+)*-\w*[qcL]`,
])
