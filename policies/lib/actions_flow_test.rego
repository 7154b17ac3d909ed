package policies.lib.actions_flow_test

import data.policies.lib.actions
import data.policies.lib.actions_flow
import data.policies.lib.testing

_last := {"run": "./deploy"}

_steps(steps) := array.concat(steps, [_last])

# Whether the last step's expression holds a text of strangers.
_carries(event, steps, expression) if {
	actions_flow.carries(_step, expression) with input as testing.review([testing.job_of(event, _steps(steps))])
}

_step := step if {
	some step in actions.steps
	step.spec == _last
}

_env := {"TITLE": "${{ github.event.issue.title }}"}

_output := "steps.a.outputs.x"

test_scripts_hand_on if {
	every run, carried in {
		"echo \"x=$TITLE\" >> $GITHUB_OUTPUT": true,
		"echo \"x=${TITLE}\" | tee -a \"$GITHUB_OUTPUT\"": true,
		"echo \"::set-output name=x::$TITLE\"": true,
		"t=$(echo \"$TITLE\" | cut -d: -f2)\necho \"x=$t\" >> $GITHUB_OUTPUT": true,
		"{\n  echo 'x<<END'\n  echo \"$TITLE\"\n  echo END\n} >> $GITHUB_OUTPUT": true,
		"cat <<END >> $GITHUB_OUTPUT\nx=$TITLE\nEND": true,
		"cat >> $GITHUB_OUTPUT <<END\nx=$TITLE\nEND": true,
		"echo \"y=$TITLE\" >> $GITHUB_OUTPUT": false,
		"echo \"$TITLE\"; echo x=1 >> $GITHUB_OUTPUT": false,
		"echo \"x=$(echo \"$TITLE\" | tr -cd '[:alnum:] -')\" >> $GITHUB_OUTPUT": false,
		"[[ \"$TITLE\" =~ ^[0-9]+$ ]] || exit 1\necho \"x=$TITLE\" >> $GITHUB_OUTPUT": false,
		"[[ \"$TITLE\" =~ ^feat.*$ ]] || exit 1\necho \"x=$TITLE\" >> $GITHUB_OUTPUT": true,
	} {
		_is(carried, "issues", [{"id": "a", "env": _env, "run": run}], _output)
	}
}

_is(true, event, steps, expression) if _carries(event, steps, expression)

_is(false, event, steps, expression) if not _carries(event, steps, expression)

test_expressions_that_decide if {
	step := {"id": "a", "env": _env, "run": "echo \"x=$TITLE\" >> $GITHUB_OUTPUT"}
	every expression, carried in {
		"format('{0}', steps.a.outputs.x)": true,
		"steps.b.outputs.y || steps.a.outputs.x": true,
		"steps.a.outputs.x == 'yes'": false,
		"contains(steps.a.outputs.x, 'b')": false,
		"steps.a.outputs.x && 'b' || 'c'": false,
		"fromjson(steps.a.outputs.x).pull.number": false,
	} {
		_is(carried, "issues", [step], expression)
	}
}

test_commands_that_fetch if {
	every run, carried in {
		"X=$(gh pr view 1 --json title --jq .title)": true,
		"X=$(gh pr view 1 --json body,title)": true,
		"X=$(gh pr view 1 --json headRefName -q .headRefName)": true,
		"X=$(gh api repos/o/r/issues/1 --jq '.body')": true,
		"X=$(jq -r .issue.title \"$GITHUB_EVENT_PATH\")": true,
		"X=$(gh pr view 1 --json number --jq .number)": false,
		"X=$(gh pr list --json title,number --jq '.[] | select(.title == \"a\") | .number')": false,
		"X=$(gh pr view 1 --json files --jq '[.files[].path] | length')": false,
		"X=$(git log -1 --format=%s)": false,
	} {
		step := {"id": "a", "run": concat("\n", [run, "echo \"x=$X\" >> $GITHUB_OUTPUT"])}
		_is(carried, "issue_comment", [step], _output)
	}
}

test_what_was_merged if {
	step := {"id": "a", "run": "echo \"x=$(gh pr view 1 --json title --jq .title)\" >> $GITHUB_OUTPUT"}
	not _carries("push", [step], _output)
	_carries("schedule", [step], _output)
}

test_composite_action_fetches if {
	step := {"id": "a", "run": "echo \"x=$(gh pr view 1 --json title --jq .title)\" >> $GITHUB_OUTPUT"}
	actions_flow.carries(_step, _output) with input as testing.review([testing.action([step, _last])])
}

test_history_of_the_head if {
	step := {"id": "a", "run": "F=$(git diff --name-only HEAD^)\necho \"x=$F\" >> $GITHUB_OUTPUT"}
	head := {"uses": "actions/checkout@v5", "with": {"ref": "${{ github.event.pull_request.head.sha }}"}}
	_carries("pull_request", [step], _output)
	_carries("pull_request_target", [head, step], _output)
	not _carries("pull_request_target", [{"uses": "actions/checkout@v5"}, step], _output)
	not _carries("push", [step], _output)
}

test_downloaded_files if {
	run_id := {"run-id": "${{ github.event.workflow_run.id }}"}
	every download in [
		{"uses": "actions/download-artifact@v5", "with": run_id},
		{"uses": "dawidd6/action-download-artifact@v11"},
		{"run": "gh run download ${{ github.event.workflow_run.id }}"},
		{"uses": "actions/github-script@v8", "with": {"script": "const d = await github.rest.actions.downloadArtifact({})"}},
	] {
		_carries("workflow_run", [download, _reading("$(cat pr.txt)")], _output)
		_carries("workflow_run", [download, _reading("$(<pr.txt)")], _output)
		not _carries("workflow_run", [download, _reading("$(jq -r .number <<< \"$A\")")], _output)
		not _carries("push", [download, _reading("$(cat pr.txt)")], _output)
	}
	not _carries("workflow_run", [{"uses": "actions/download-artifact@v5"}, _reading("$(cat pr.txt)")], _output)
	pushed := {"uses": "dawidd6/action-download-artifact@v11", "with": {"event": "push"}}
	not _carries("workflow_run", [pushed, _reading("$(cat pr.txt)")], _output)
}

_reading(text) := {"id": "a", "run": $"echo \"x={text}\" >> $GITHUB_OUTPUT"}

test_environment_of_later_steps if {
	step := {"env": _env, "run": "echo \"X=$TITLE\" >> $GITHUB_ENV"}
	_carries("issues", [step], "env.x")
	output := {"id": "a", "run": "echo \"x=$X\" >> $GITHUB_OUTPUT"}
	_carries("issues", [step, output], _output)
	not _carries("issues", [step], "env.y")
}

test_javascript if {
	every script, carried in {
		"core.setOutput('x', context.payload.issue.title)": true,
		"const t = context.payload.comment?.body\ncore.setOutput(\"x\", t)": true,
		"const t = context.payload.issue.number\ncore.setOutput('x', t)": false,
		"const ok = context.payload.comment.body === 'go'\ncore.setOutput('x', ok)": false,
		"core.setOutput('y', context.payload.issue.title)": false,
	} {
		_is(carried, "issues", [{"id": "a", "uses": "actions/github-script@v8", "with": {"script": script}}], _output)
	}
	step := {"id": "a", "uses": "actions/github-script@v8", "with": {"script": "return context.payload.issue.body"}}
	_carries("issues", [step], "steps.a.outputs.result")
}

test_actions_that_hand_on_or_fetch if {
	text := "${{ github.event.issue.title }}"
	every step, name in {
		{"id": "a", "uses": "frabert/replace-string-action@v2", "with": {"string": text}}: "replaced",
		{"id": "a", "uses": "peter-murray/issue-body-parser-action@v3"}: "payload",
		{"id": "a", "uses": "octokit/request-action@v2", "with": {"route": "GET /repos/o/r/pulls/1"}}: "data",
		{"id": "a", "uses": "xt0rted/slash-command-action@v2", "with": {"permission-level": "read"}}: "command-arguments",
	} {
		_carries("issues", [step], $"steps.a.outputs.{name}")
	}
	every step, name in {
		{"id": "a", "uses": "frabert/replace-string-action@v2", "with": {"string": "a"}}: "replaced",
		{"id": "a", "uses": "octokit/request-action@v2", "with": {"route": "GET /repos/o/r/releases"}}: "data",
		{"id": "a", "uses": "xt0rted/slash-command-action@v2"}: "command-arguments",
		{"id": "a", "uses": "andstor/file-reader-action@v1", "with": {"path": "a"}}: "contents",
	} {
		not _carries("issues", [step], $"steps.a.outputs.{name}")
	}
	reader := {"id": "a", "uses": "andstor/file-reader-action@v1", "with": {"path": "a"}}
	_carries("workflow_run", [{"uses": "dawidd6/action-download-artifact@v11"}, reader], "steps.a.outputs.contents")
}

test_files_that_actions_list if {
	changed := {"id": "f", "uses": "dorny/paths-filter@v3", "with": {"list-files": "json", "filters": "docs: '*.md'"}}
	step := {"id": "a", "run": "echo \"x=${{ steps.f.outputs.docs_files }}\" >> $GITHUB_OUTPUT"}
	_carries("pull_request", [changed, step], _output)
	not _carries("push", [changed, step], _output)
	listed := {"id": "a", "run": "echo \"x=${{ steps.f.outputs.docs }}\" >> $GITHUB_OUTPUT"}
	not _carries("pull_request", [changed, listed], _output)
}

_jobs(spec) := testing.review([testing.workflow({"on": "issues", "env": _env, "jobs": {
	"first": {
		"outputs": {"title": "${{ steps.a.outputs.x }}"},
		"steps": [{"id": "a", "run": "echo \"x=$TITLE\" >> $GITHUB_OUTPUT"}],
	},
	"second": object.union({"needs": "first", "steps": [_last]}, spec),
}})])

test_outputs_of_jobs if {
	actions_flow.carries(_step, "needs.first.outputs.title") with input as _jobs({})
	not actions_flow.carries(_step, "needs.first.outputs.other") with input as _jobs({})
	not actions_flow.carries(_step, "steps.a.outputs.x") with input as _jobs({})
}

test_matrix_of_outputs if {
	spec := {"strategy": {"matrix": {"t": "${{ fromJSON(needs.first.outputs.title) }}"}}}
	actions_flow.carries(_step, "matrix.t") with input as _jobs(spec)
}

test_branches_have_no_line_break if {
	step := {"id": "a", "env": {"REF": "${{ github.head_ref }}"}, "run": "./build"}
	resources := [testing.job_of("pull_request", _steps([step]))]
	some first in actions.steps with input as testing.review(resources)
	not actions_flow.takes_in(first, "echo \"R=$REF\" >> $GITHUB_ENV") with input as testing.review(resources)
	output := {"id": "a", "env": {"REF": "${{ github.head_ref }}"}, "run": "echo \"x=$REF\" >> $GITHUB_OUTPUT"}
	_carries("pull_request", [output], _output)
}
