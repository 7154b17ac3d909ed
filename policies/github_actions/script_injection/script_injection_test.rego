package policies.github_actions.script_injection_test

import data.policies.github_actions.script_injection as policy
import data.policies.lib.testing

_run(text) := testing.review([testing.steps([{"run": text}])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "run"],
		"message": concat("", [
			".github/workflows/ci.yml runs github.event.issue.title, which strangers write; ",
			"expected it in env, as a variable",
		]),
	}} with input as _run("echo ${{ github.event.issue.title }}")
}

test_deny_every_field if {
	every expression in [
		"github.event.pull_request.title",
		"github.event.pull_request.head.ref",
		"GitHub.Event.Comment.Body",
		"github['event']['issue']['body']",
		"github.head_ref",
		"github.event.commits[0].message",
		"github.event.commits.*.author.name",
		"github.event.workflow_run.head_branch",
		"toJSON(github.event)",
		"toJSON(github.event.*.body)",
		"format('{0}', github.head_ref)",
		"github.head_ref || github.ref_name",
		"github.head_ref == 'x' && github.head_ref || ''",
	] {
		count(policy.deny) == 1 with input as _run(concat("", ["echo ${{ ", expression, " }}"]))
	}
}

test_deny_javascript_and_composite_action if {
	script := {"uses": "actions/github-script@v7", "with": {"script": "log('${{ github.event.review.body }}')"}}
	composite := testing.action([{"run": "echo ${{ github.event.pull_request.body }}"}])
	count(policy.deny) == 2 with input as testing.review([testing.steps([script]), composite])
}

_guarded(event, condition) := _echoes(event, condition, "echo ${{ github.head_ref }}")

_echoes(event, condition, script) := testing.review([testing.workflow({"on": event, "jobs": {"a": {
	"if": condition,
	"steps": [{"run": script}],
}}})])

test_jobs_for_those_who_may_write if {
	every condition, findings in {
		"${{ !github.event.pull_request.head.repo.fork && !github.event.pull_request.draft }}": 0,
		"github.event.pull_request.head.repo.full_name == github.repository": 0,
		"github.event_name != 'pull_request' || github.event.pull_request.head.repo.fork == false": 0,
		"!github.event.pull_request.head.repo.fork || github.event.label.name == 'safe'": 1,
		"!github.event.pull_request.draft": 1,
		"!(github.event.pull_request.head.repo.full_name == github.repository)": 1,
	} {
		count(policy.deny) == findings with input as _guarded(["push", "pull_request"], condition)
	}
	own := "!github.event.pull_request.head.repo.fork"
	count(policy.deny) == 1 with input as _guarded(["issue_comment", "pull_request"], own)
	count(policy.deny) == 1 with input as _guarded("pull_request_review", own)
	message := "echo ${{ github.event.head_commit.message }}"
	count(policy.deny) == 1 with input as _echoes(["push", "pull_request"], own, message)
}

test_deny_through_env if {
	step := {"env": {"TITLE": "${{ github.event.issue.title }}"}, "run": "echo ${{ env.TITLE }}"}
	count(policy.deny) == 1 with input as testing.review([testing.steps([step])])
}

test_deny_file_names if {
	list := {"id": "files", "uses": "tj-actions/changed-files@v45"}
	use := {"run": "lint ${{ steps.files.outputs.all_changed_files }}"}
	flag := {"run": "echo ${{ steps.files.outputs.any_changed }}"}
	count(policy.deny) == 1 with input as testing.review([testing.job_of("pull_request", [list, use, flag])])
	count(policy.deny) == 0 with input as testing.review([testing.job_of("push", [list, use])])
}

test_allow if {
	every text in [
		"echo \"$TITLE\"",
		"echo ${{ github.event.pull_request.number }} ${{ github.sha }}",
		"echo ${{ github.event.pull_request.head.sha }}",
		"echo ${{ contains(github.event.pull_request.title, 'fix') }}",
		"echo ${{ github.head_ref == 'main' && 'a' || 'b' }}",
		"echo ${{ github.event.pull_request.head.repo.full_name }}",
	] {
		count(policy.deny) == 0 with input as _run(text)
	}
}

test_allow_env if {
	step := {"env": {"TITLE": "${{ github.event.issue.title }}"}, "run": "echo \"$TITLE\" ${{ env.OTHER }}"}
	count(policy.deny) == 0 with input as testing.review([testing.steps([step])])
}

test_allow_unknown if count(policy.deny) == 0 with input as _run("${{ matrix.command }}")

test_deny_through_a_matrix if {
	matrix := {"include": [{"title": "${{ github.event.issue.title }}", "number": "1"}]}
	every name, findings in {"title": 1, "number": 0} {
		step := {"run": concat("", ["echo ${{ matrix.", name, " }}"])}
		job := {"strategy": {"matrix": matrix}, "steps": [step]}
		count(policy.deny) == findings with input as testing.review([testing.workflow({"on": "issues", "jobs": {"a": job}})])
	}
}

_title := {"TITLE": "${{ github.event.issue.title }}"}

test_deny_output_that_holds_the_text if {
	first := {"id": "name", "env": _title, "run": "echo \"name=$TITLE\" >> $GITHUB_OUTPUT"}
	steps := [first, {"run": "./greet ${{ steps.name.outputs.name }}"}]
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 1, "run"],
		"message": concat("", [
			".github/workflows/ci.yml runs steps.name.outputs.name, which strangers write; ",
			"expected it in env, as a variable",
		]),
	}} with input as testing.review([testing.job_of("issues", steps)])
}

test_allow_outputs_of_other_texts if {
	every run in ["echo \"name=$(date)\" >> $GITHUB_OUTPUT", "echo \"name=$NAME\" >> $GITHUB_OUTPUT", "./name"] {
		steps := [{"id": "name", "run": run, "env": _title}, {"run": "./greet ${{ steps.name.outputs.name }}"}]
		count(policy.deny) == 0 with input as testing.review([testing.job_of("issues", steps)])
	}
}

test_allow_unknown_output if {
	steps := [{"id": "name", "uses": "a/b@v1"}, {"run": "./greet ${{ steps.name.outputs.name }}"}]
	count(policy.deny) == 0 with input as testing.review([testing.job_of("issues", steps)])
}
