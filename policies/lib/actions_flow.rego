# METADATA
# title: Texts of strangers in workflows
# description: |
#   Which variables and outputs hold what strangers write, over the steps and jobs of a workflow. Nodes of the graph are
#   names with their workflow and job; only workflows that take such a text in at all are looked into.
# schemas:
#   - input: schema.review
package policies.lib.actions_flow

import data.policies.lib.actions
import data.policies.lib.shell

# METADATA
# description: Whether an expression of a step puts in an output or a variable that holds what strangers write.
carries(step, expression) if _reaches(step, expression, _tainted)

# METADATA
# description: Whether a text of a step names, by an output or a variable, the commit or branch of a pull request.
leads_to_head(step, text) if {
	contains(text, "${{")
	some expression in actions.expressions(text)
	_reaches(step, expression, _heads)
}

# METADATA
# description: Whether a line of a step's script reads a variable that names the commit or branch of a pull request.
reads_head(step, line) if {
	step.resource.address in _suspects
	some name in shell.reads(line)
	some node in _variables(step, name)
	node in _heads
}

# METADATA
# description: Whether a line of a step's script takes in what strangers write and what may hold a line break.
takes_in(step, line) if {
	step.resource.address in _suspects
	some origin in _origins_of_line(step, line)
	origin in _free
}

# METADATA
# description: Whether files of strangers lie in the work tree of a step's job, fetched with the rights of the base.
has_foreign_files(step) if {
	events := actions.triggers(step.resource) & actions.privileged
	count(events) > 0
	some other in step.job.steps
	_brings_files(other, events)
}

_brings_files(spec, _) if actions.head_field(spec)

_brings_files(spec, events) if actions.downloads(spec, events)

_reaches(step, expression, nodes) if {
	step.resource.address in _suspects
	some name in _names(expression)
	some node in _variables(step, name)
	node in nodes
}

_tainted := {"branch"} | (_free | graph.reachable(_graph, {"branch"}))

_free := {"stranger"} | graph.reachable(_graph, {"stranger"})

_heads := graph.reachable(_graph, {"head"})

# Only what has an entry is reached.
_graph := object.union({node: set() | some nodes in _edges; some node in nodes}, _edges)

# Only where something may come in is it followed.
_suspects contains step.resource.address if {
	some step in actions.steps
	_may_take_in(step)
}

_suspects contains job.resource.address if {
	some job in actions.jobs
	some holder in [job.resource.after, job.spec]
	some value in holder.env
	_is_tainted(value)
}

_suspects contains resource.address if {
	some resource in actions.workflows
	count(actions.triggers(resource) & actions.privileged) > 0
}

_may_take_in(step) if {
	some field in ["env", "with"]
	some value in step.spec[field]
	_is_tainted(value)
}

_may_take_in(step) if _is_tainted(step.spec.run)

_may_take_in(step) if _producers[actions.action_of(step.spec.uses)]

_may_take_in(step) if actions.is_listing(step.spec)

_may_take_in(step) if regex.match(_commands, step.spec.run)

_may_take_in(step) if regex.match(_payload, step.spec["with"].script)

_is_tainted(value) if {
	is_string(value)
	actions.has_taint(value)
}

_steps := [step | some step in actions.steps; step.resource.address in _suspects]

# Steps whose variables matter beyond their script, or to a checkout in it.
_telling_steps := [step |
	some step in _steps
	regex.match(concat("|", [`GITHUB_(OUTPUT|ENV|PATH)|::(set|add)-`, actions.fetching]), step.spec.run)
]

_javascript_steps := [step |
	some step in _steps
	regex.match(`\b(setOutput|return)\b`, step.spec["with"].script)
]

_edges[origin] contains node if {
	some step in _steps
	some holder in [step.resource.after, step.job, step.spec]
	some name, value in holder.env
	is_string(value)
	some origin in _origins(step, value)
	some node in [_variable(step, name), _variable(step, $"env.{lower(name)}")]
}

_edges[origin] contains _variable(step, name) if {
	some step in _telling_steps
	some line in shell.lines(step.spec.run)
	some name in shell.makes(line)
	shell.passes(line)
	some origin in _origins_of_line(step, line)
}

# What a script hands on to later steps.
_edges[origin] contains node if {
	some step in _telling_steps
	not _is_validated(step.spec.run)
	some file, prefix in _prefixes(step)
	lines := shell.written(step.spec.run, file)
	some line in lines
	shell.passes(line)
	some name in _given(line, lines)
	some origin in _origins_of_line(step, line)
	node := _name(step, concat("", [prefix, lower(name)]))
}

_edges[origin] contains _variable(step, match[1]) if {
	some step in _javascript_steps
	some line in split(step.spec["with"].script, "\n")
	some match in regex.find_all_string_submatch_n(`\b(?:const|let|var)\s+(\w+)\s*=`, line, -1)
	some origin in _origins_of_javascript(step, line)
}

_edges[origin] contains _output(step, name) if {
	some step in _javascript_steps
	some line in split(step.spec["with"].script, "\n")
	some name in _set_by_javascript(line)
	some origin in _origins_of_javascript(step, line)
}

_edges[origin] contains _output(step, name) if {
	some step in _steps
	some name in _changers[actions.action_of(step.spec.uses)]
	some value in step.spec["with"]
	is_string(value)
	some origin in _origins(step, value)
}

_edges[origin] contains _output(step, name) if {
	origin := "stranger"
	some step in _steps
	some name in _producers[actions.action_of(step.spec.uses)]
	not _asks_for_else(step.spec)
}

_edges[origin] contains _output(step, name) if {
	origin := "stranger"
	some step in _steps
	some name in _readers[actions.action_of(step.spec.uses)]
	has_foreign_files(step)
}

_edges[origin] contains $"{job.resource.address} needs.{lower(job.id)}.outputs.{lower(name)}" if {
	some job in actions.jobs
	job.resource.address in _suspects
	some name, value in job.spec.outputs
	is_string(value)
	some origin in _origins(job, value)
}

_edges[origin] contains _name(job, $"matrix.{lower(name)}") if {
	some job in actions.jobs
	job.resource.address in _suspects
	some name, value in job.spec.strategy.matrix
	is_string(value)
	some origin in _origins(job, value)
}

_prefixes(step) := object.union({"ENV": "env."}, {"OUTPUT": prefix |
	prefix := $"steps.{lower(step.spec.id)}.outputs."
})

_given(line, _) := shell.names(line) if count(shell.names(line)) > 0

_given(line, lines) := shell.document_names(lines) if count(shell.names(line)) == 0

# Names in a workflow, in a job and in a step.
_variables(step, name) := {
	$"{step.resource.address} {name}",
	_name(step, name),
	_name(step, $"env.{lower(name)}"),
	_variable(step, name),
}

_name(step, name) := $"{step.resource.address} {step.path[1]} {name}"

_output(step, name) := _name(step, $"steps.{lower(step.spec.id)}.outputs.{lower(name)}")

_variable(step, name) := concat(" ", [step.resource.address, json.marshal(step.path), name])

_origins(_, text) := set() if not contains(text, "${{")

_origins(step, text) := union({_foreign(step, text), _of_head(text), {node |
	some expression in actions.expressions(text)
	some name in _names(expression)
	some node in _variables(step, name)
}}) if {
	contains(text, "${{")
}

_foreign(step, text) := {origin |
	some expression in actions.expressions(text)
	some origin in _kinds(step, expression)
}

# Names of branches have neither blanks nor line breaks.
_kinds(step, expression) := ["stranger"] if actions.is_tainted(_without(expression, _branches))

else := ["branch"] if actions.is_tainted(expression)

else := ["stranger"] if {
	actions.lists_changes(step, expression)
	count(actions.triggers(step.resource) - actions.after_review) > 0
}

_branches := `github\.head_ref|head\.(?:ref|label|repo\.default_branch)(?:\.from)?|head_branch`

_of_head(text) := {"head" | actions.names_commit(text)}

# Names that an expression puts in, without those that it only decides on.
_names(expression) := {match |
	some match in _found(_flowing, _without(expression, _decided))
}

_found(pattern, text) := {match[0] | some match in regex.find_all_string_submatch_n(pattern, text, -1)}

_without(text, pattern) := strings.replace_n({match: "" | some match in _found(pattern, text)}, text)

_origins_of_line(step, line) := union({_origins(step, line), _fetched(step, line), {node |
	some name in shell.reads(line)
	some node in _variables(step, name)
}})

_origins_of_javascript(_, line) := set() if regex.match(_javascript_filter, line)

_origins_of_javascript(step, line) := union({
	{"stranger" | regex.match(_payload, line)},
	{"head" | regex.match(`\bhead\.(sha|ref)\b`, line)},
	{_variable(step, word) | some word in _found(`\b[A-Za-z_]\w*\b`, line)},
}) if {
	not regex.match(_javascript_filter, line)
}

_set_by_javascript(line) := ["result"] if startswith(trim_space(line), "return ")

else := [match[1] | some match in regex.find_all_string_submatch_n(`\bsetOutput\(\s*['"]([\w-]+)['"]`, line, -1)]

_fetched(step, line) := union({
	{"stranger" | _fetches_text(step, line, _texts)},
	{"branch" | _fetches_text(step, line, `\.(?:headRefName|head\.(?:ref|label)|head_ref)\b`)},
	{"head" | regex.match(`\bheadRef(Name|Oid)\b|\.head\.(sha|ref)\b`, line)},
})

_fetches_text(step, line, fields) if {
	regex.match(_asking, line)
	_is_open(step)
	bare := _without(_without(line, _deciding), _deciding)
	_takes(bare, fields)
	not regex.match(`\b(length|any|all)\b`, bare)
}

_fetches_text(_, line, fields) if {
	contains(line, "GITHUB_EVENT_PATH")
	regex.match(concat("", [`\bjq\b.*`, fields]), line)
}

_fetches_text(step, line, _) if {
	regex.match(_history, line)
	_has_head(step)
}

_fetches_text(step, line, _) if {
	regex.match(_file, line)
	not contains(line, "<<<")
	has_foreign_files(step)
}

_takes(line, fields) if regex.match(concat("", [`(?:--jq|\s-q|\bjq|--template|\s-t)\b.*`, fields]), line)

_takes(line, _) if {
	not regex.match(`--jq\b|\s-q\b|\bjq\b|--template\b|\s-t\b`, line)
	regex.match(`--json[\s=]+\S*\b(title|body|headRefName|comments|files)\b`, line)
}

# What was merged has been looked at.
_is_open(step) if step.resource.type == "action"

_is_open(step) if count(actions.triggers(step.resource) - {"merge_group", "push", "release"}) > 0

_has_head(step) if "pull_request" in actions.triggers(step.resource)

_has_head(step) if {
	count(actions.triggers(step.resource) & actions.privileged) > 0
	some other in step.job.steps
	actions.head_field(other)
}

# A script that compares with a pattern of few characters lets nothing else through.
_is_validated(text) if {
	some match in regex.find_all_string_submatch_n(_validation, text, -1)
	not contains(match[1], ".*")
	not contains(match[1], ".+")
}

_asks_for_else(spec) if {
	actions.action_of(spec.uses) == "octokit/request-action"
	not regex.match(`/(pulls|issues|comments|discussions)\b|\burl\b`, object.get(spec, ["with", "route"], ""))
}

_asks_for_else(spec) if {
	actions.action_of(spec.uses) == "xt0rted/slash-command-action"
	not object.get(spec, ["with", "permission-level"], "write") in {"none", "read", "triage"}
}

_commands := concat("|", [_asking, `GITHUB_EVENT_PATH`, _history])

_asking := `\bgh\s+(?:(?:pr|issue)\s+(?:view|list)|api)\b[^\n]*`

_texts := `\.(?:title|body|filename|path|message|page_name)\b`

_deciding := `\b(?:select|test|contains|startswith|endswith|index)\([^()]*\)`

_history := concat("|", [
	`\bgit\s+(?:-[cC]\s+\S+\s+)*(?:log|show)\b[^\n]*(?:%(?:s|b|B|an|ae|cn|ce)\b|--oneline)`,
	`\bgit\s+(?:-[cC]\s+\S+\s+)*(?:diff|diff-tree|diff-index|log|show)\b[^\n]*--name-(?:only|status)`,
])

_file := "\\$\\(<\\s*[\\w./\"$]|(?:^|\\$\\(|`|;|&&|\\|\\|)\\s*(?:cat|head|tail|jq|yq|grep|sed|awk|cut|unzip -p)\\s"

_flowing := `\b(?:(?:steps|needs)\.[\w-]+\.outputs\.[\w-]+|(?:env|matrix)\.[\w-]+)`

_decided := concat("|", [
	`\b(?:contains|startswith|endswith|hashfiles)\([^()]*\)`,
	`[\w.-]+\s*[!=]=\s*(?:'[^']*'|[\w.-]+)`,
	`'[^']*'\s*[!=]=\s*[\w.-]+`,
	`[\w.-]+\s*&&`,
	`fromjson\([^()]*\)[\w.\[\]*]*\.(?:number|id|sha|state|login|merged|mergeable|draft|url|html_url|base\.\w+)\b`,
])

_validation := `(?:=~\s*["']?|\bgrep\s+(?:-\S+\s+)*['"]|-match\s+['"])(\^[^\s'"]*\$)`

_payload := concat("", [
	`\bcontext\.payload\??\.(?:(?:issue|pull_request|discussion)\??\.(?:title|body)|(?:comment|review)\??\.body`,
	`|pull_request\??\.head\??\.(?:ref|label)|workflow_run\??\.(?:head_branch|display_title)|head_commit\??\.message)\b`,
])

_javascript_filter := concat("|", [
	`[!=]==?\s|\.(?:replace|replaceAll|match|test|split|includes|startsWith|endsWith|indexOf|length|search)\b`,
	`\b(?:parseInt|Number|Boolean)\(|\?\s*['"]|=>`,
])

# Actions that hand on what they are given, that fetch texts of strangers, and that read files, with their outputs.
_changers := {
	"actions-ecosystem/action-regex-match": ["match", "group1", "group2", "group3"],
	"ashley-taylor/regex-property-action": ["value"],
	"bluwy/substitute-string-action": ["result"],
	"frabert/replace-string-action": ["replaced"],
	"haya14busa/action-cond": ["value"],
	"mad9000/actions-find-and-replace-string": ["value"],
	"zentered/issue-forms-body-parser": ["data"],
}

_producers := {
	"edumserrano/github-issue-forms-parser": ["parsed-issue"],
	"eficode/resolve-pr-refs": ["head_ref"],
	"issue-ops/parser": ["json"],
	"khan/pull-request-comment-trigger": ["comment_body"],
	"octokit/request-action": ["data"],
	"peter-murray/issue-body-parser-action": ["payload"],
	"peter-murray/issue-forms-body-parser": ["payload"],
	"stefanbuck/github-issue-parser": ["jsonString"],
	"xt0rted/slash-command-action": ["command-arguments"],
	"zentered/issue-forms-body-parser": ["data"],
}

_readers := {
	"andstor/file-reader-action": ["contents"],
	"juliangruber/read-file-action": ["content"],
}
