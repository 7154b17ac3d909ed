# METADATA
# title: GitHub Actions
# description: Jobs, steps, triggers and expressions of workflows and composite actions.
# schemas:
#   - input: schema.review
package policies.lib.actions

# METADATA
# description: Every workflow and action that exists after the change.
files := [resource |
	some resource in input.resources
	resource.format == "workflow"
	resource.after != null
]

# METADATA
# description: Every workflow.
workflows := [resource | some resource in files; resource.type == "workflow"]

# METADATA
# description: "Every job of every workflow: resource, id, path and specification."
jobs := [{"resource": resource, "id": id, "path": ["jobs", id], "spec": spec} |
	some resource in workflows
	some id, spec in resource.after.jobs
	is_object(spec)
]

# METADATA
# description: |
#   Every step of every job and of every composite action: resource, job (an empty object in an action), path and
#   specification.
steps := array.concat(_job_steps, _action_steps)

# METADATA
# description: "Everything called with `uses`, steps and reusable workflows: resource, path and what is written."
uses := array.concat(
	[use |
		some step in steps
		is_string(step.spec.uses)
		use := {"resource": step.resource, "path": array.concat(step.path, ["uses"]), "value": trim_space(step.spec.uses)}
	],
	[use |
		some job in jobs
		is_string(job.spec.uses)
		use := {"resource": job.resource, "path": array.concat(job.path, ["uses"]), "value": trim_space(job.spec.uses)}
	],
)

# METADATA
# description: |
#   Every text that is run as a program: `run`, and the inputs of actions that run what they are given. Resource, job,
#   path, text and the step.
scripts := array.concat(
	[script |
		some step in steps
		is_string(step.spec.run)
		script := _script(step, ["run"], step.spec.run)
	],
	[script |
		some step in steps
		some name in _script_inputs[action_of(step.spec.uses)]
		text := step.spec["with"][name]
		is_string(text)
		script := _script(step, ["with", name], text)
	],
)

# METADATA
# description: The events that start a workflow.
triggers(resource) := {resource.after.on} if is_string(resource.after.on)

triggers(resource) := {event | some event in resource.after.on} if is_array(resource.after.on)

triggers(resource) := object.keys(resource.after.on) if is_object(resource.after.on)

triggers(resource) := set() if not resource.after.on

# METADATA
# description: The repository that `uses` names, in small letters, without folder and version.
action_of(uses) := lower(concat("/", array.slice(split(split(uses, "@")[0], "/"), 0, 2)))

# METADATA
# description: Whether the value is an expression, wholly or partly, so that it is only known when it runs.
is_expression(value) if contains(value, "${{")

# METADATA
# description: The expressions in a text, in small letters, their property accesses written with dots.
expressions(text) := [dotted(lower(trim_space(match[1]))) |
	some match in regex.find_all_string_submatch_n(`(?s)\$\{\{(.*?)\}\}`, text, -1)
]

# METADATA
# description: "Property accesses with dots: `github['event'].x` is `github.event.x`."
dotted(expression) := replace(replace(replace(replace(expression, "['", "."), "']", ""), `["`, "."), `"]`, "")

# METADATA
# description: Whether whoever opens an issue, a comment or a pull request decides on a value of the expression.
is_tainted(expression) if {
	all := regex.find_all_string_submatch_n(_attacker, expression, -1)
	safe := regex.find_all_string_submatch_n(_compared, expression, -1)
	count(all) > count(safe)
}

# METADATA
# description: Whether a text has an expression that `is_tainted`.
has_taint(text) if {
	contains(text, "${{")
	some expression in expressions(text)
	is_tainted(expression)
}

# METADATA
# description: |
#   Whether a condition of a step or of its job names pull requests whose head lies in this repository, so that whoever
#   pushed it may write anyway.
asks_for_own_head(step) if {
	some part in [step.job, step.spec]
	_names_own_head(dotted(lower(part["if"])))
}

# METADATA
# description: |
#   Whether a step runs for nobody but who may write: pull requests alone bring it texts of strangers, and its condition
#   or its job's leaves those of forks out.
is_for_writers(step) if {
	count(triggers(step.resource) - (after_review | {"pull_request", "pull_request_target"})) == 0
	some part in [step.job, step.spec]
	condition := dotted(lower(part["if"]))
	_names_own_head(condition)
	_has_no_way_round(condition)
	not regex.match(`!\s*\(`, condition)
}

_has_no_way_round(condition) if not contains(condition, "||")

_has_no_way_round(condition) if {
	regex.match(`^[\s${(]*github\.event_name\s*!=\s*'pull_request(_target)?'\s*\|\|[^|]*$`, condition)
}

_names_own_head(condition) if {
	some pattern in [
		`head\.repo\.full_name\s*==\s*(github\.repository|github\.event\.repository\.full_name)`,
		`(github\.repository|base\.repo\.full_name)\s*==\s*github\.event\.pull_request\.head\.repo\.full_name`,
		`head_repository\.full_name\s*==\s*github\.repository`,
		`head\.repo\.fork\s*==\s*false|!\s*github\.event\.pull_request\.head\.repo\.fork`,
	]
	regex.match(pattern, condition)
}

# METADATA
# description: Whether an expression in a script gives names of changed files or branches, as actions list them.
lists_changes(script, expression) if {
	some other in _listing[script.resource.address]
	regex.match($"\\bsteps\\.{lower(other.spec.id)}\\.outputs\\.", expression)
	_is_list(other.spec, expression)
}

_is_list(spec, expression) if {
	not action_of(spec.uses) == "dorny/paths-filter"
	not regex.match(`_(any_)?(changed|modified|deleted)$|_count$|\.outputs\.(pr_number|sha|head_sha)$`, expression)
}

_is_list(spec, expression) if {
	action_of(spec.uses) == "dorny/paths-filter"
	regex.match(`_files\b`, expression)
}

_listing[step.resource.address] contains step if {
	some step in steps
	regex.match(`^[\w-]+$`, step.spec.id)
	is_listing(step.spec)
}

# METADATA
# description: Whether a step gives names of changed files or branches as they are.
is_listing(spec) if action_of(spec.uses) in {
	"jitterbit/get-changed-files", "step-security/changed-files", "tj-actions/branch-names", "tj-actions/changed-files",
	"trilom/file-changes-action", "xt0rted/pull-request-comment-branch",
}

is_listing(spec) if {
	action_of(spec.uses) == "dorny/paths-filter"
	spec["with"]["list-files"] in {"csv", "json"}
}

# METADATA
# description: The events that start a workflow only with what somebody with the right to write has accepted.
after_review := {"push", "release", "schedule", "workflow_dispatch"}

# METADATA
# description: The events that give a workflow the base's rights though strangers cause them.
privileged := {"issue_comment", "pull_request_target", "workflow_run"}

# METADATA
# description: The field of a step that fetches the head of a pull request, as a path.
head_field(spec) := ["with", names[0]] if {
	contains(lower(action_of(spec.uses)), "checkout")
	names := [name | some name in ["ref", "repository"]; names_head(spec["with"][name])]
}

head_field(spec) := ["run"] if {
	regex.match(`\b(gh|hub)\s+pr\s+checkout\b|\bgit\s+(fetch|pull|checkout)\b[^\n;&|]*\bpull/`, spec.run)
} else := ["run"] if {
	some line in split(spec.run, "\n")
	regex.match(fetching, line)
	names_head(line)
}

# METADATA
# description: Commands that bring other commits into the work tree.
fetching := `\bgit\s+(checkout|fetch|pull|clone|switch|merge|reset|worktree)\b`

# METADATA
# description: Whether a step downloads files that runs of pull requests uploaded, on events of strangers.
downloads(spec, _) if {
	action_of(spec.uses) in {
		"aochmann/actions-download-artifact", "bettermarks/action-artifact-download",
		"blablacar/action-download-last-artifact", "dawidd6/action-download-artifact",
		"levonet/action-download-last-artifact", "marcofaggian/action-download-multiple-artifacts",
	}
	not object.get(spec, ["with", "event"], "") in {"push", "release", "schedule", "workflow_dispatch"}
}

downloads(spec, events) if {
	"workflow_run" in events
	action_of(spec.uses) == "actions/download-artifact"
	contains(spec["with"]["run-id"], "workflow_run")
}

downloads(spec, events) if {
	"workflow_run" in events
	regex.match(`\bgh\s+run\s+download\b|/actions/artifacts/\S+/zip\b`, spec.run)
}

downloads(spec, events) if {
	"workflow_run" in events
	regex.match(`\bactions\.downloadArtifact\(`, spec["with"].script)
}

# METADATA
# description: |
#   The refs by which a workflow that runs with the base's rights names the head of a pull request, in small letters.
names_head(text) if {
	contains(text, "${{")
	some expression in expressions(text)
	regex.match(_head_ref, expression)
}

names_head(text) if regex.match(`(?i)refs/pull/`, text)

# METADATA
# description: Whether a text names the commit or the branch of a pull request's head, and not only its number.
names_commit(text) if {
	contains(text, "${{")
	some expression in expressions(text)
	regex.match(_head_commit, expression)
}

_script(step, field, text) := {
	"resource": step.resource,
	"job": step.job,
	"path": array.concat(step.path, field),
	"text": text,
	"step": step,
}

_job_steps := [step |
	some job in jobs
	some index, spec in job.spec.steps
	is_object(spec)
	step := {"resource": job.resource, "job": job.spec, "path": array.concat(job.path, ["steps", index]), "spec": spec}
]

_action_steps := [{"resource": resource, "job": {}, "path": ["runs", "steps", index], "spec": spec} |
	some resource in files
	resource.type == "action"
	some index, spec in resource.after.runs.steps
	is_object(spec)
]

_script_inputs := {
	"actions/github-script": ["script"],
	"addnab/docker-run-action": ["run"],
	"amadevus/pwsh-script": ["script"],
	"appleboy/ssh-action": ["script"],
	"azure/cli": ["inlineScript"],
	"azure/powershell": ["inlineScript"],
	"cardinalby/js-eval-action": ["expression"],
	"cloud-bulldozer/github-action-run-script": ["script"],
	"jannekem/run-python-script-action": ["script"],
	"mikefarah/yq": ["cmd"],
	"nick-fields/retry": ["command"],
	"nick-invision/retry": ["command"],
	"roots/discourse-topic-github-release-action": ["discourse-tags"],
	"satackey/action-js-inline": ["script"],
}

_events := concat("|", [
	`(?:issue|pull_request|discussion)\.(?:title|body)`,
	`(?:comment|review|review_comment)\.body`,
	`pull_request\.head\.(?:ref|label|repo\.(?:default_branch|description|homepage))`,
	`pages(?:\.\*|\[[^\]]*\])\.(?:page_name|title)`,
	`(?:head_commit|commits(?:\.\*|\[[^\]]*\]))\.(?:message|(?:author|committer)\.(?:email|name))`,
	`workflow_run\.(?:head_branch|display_title|head_repository\.description)`,
	`workflow_run\.head_commit\.(?:message|(?:author|committer)\.(?:email|name))`,
	`workflow_run\.pull_requests(?:\.\*|\[[^\]]*\])\.head\.ref`,
	`changes\.(?:title|body|head\.ref)\.from`,
	`\*\.(?:title|body)`,
])

_context := $"github\\.(?:event\\.(?:{_events})|head_ref)\\b"

_whole := `(?:changes|issue|pull_request|comment|review|discussion|head_commit|commits|workflow_run)`

_attacker := $"{_context}|tojson\\(\\s*github(?:\\.event(?:\\.{_whole})?)?\\s*\\)"

# What only decides on true or false cannot carry a command.
_compared := concat("|", [
	$"{_context}\\s*[!=]=",
	$"[!=]=\\s*{_context}",
	$"(?:contains|startswith|endswith|hashfiles)\\([^()]*{_context}",
])

_head_ref := concat("|", [_head_commit, `github\.event\.(?:(?:issue|pull_request)\.)?number`])

_head_commit := concat("|", [
	`github\.event\.pull_request\.(?:head\.(?:ref|sha|repo)|merge_commit_sha)`,
	`github\.event\.workflow_run\.(?:head[_.]|pull_requests)`,
	`github\.head_(?:ref|sha)`,
	`\)\.head\.(?:ref|sha|repo)|\.outputs\.(?:\w+[_-])?head[_-]?(?:ref|sha|branch|oid)\b`,
])
