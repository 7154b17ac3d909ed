package policies.github_actions.dangerous_trigger_test

import data.policies.github_actions.dangerous_trigger as policy
import data.policies.lib.testing

_ref := {"uses": "actions/checkout@v5", "with": {"ref": "${{ github.event.pull_request.head.sha }}"}}

_on(event, step) := testing.review([testing.job_of(event, [step])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "with", "ref"],
		"message": concat("", [
			".github/workflows/ci.yml checks out a pull request's head on pull_request_target; ",
			"expected the base",
		]),
	}} with input as _on({"pull_request_target": null, "push": null}, _ref)
}

test_deny_every_way if {
	every step in [
		{"uses": "actions/checkout@v5", "with": {"ref": "refs/pull/${{ github.event.number }}/merge"}},
		{"uses": "actions/checkout@v5", "with": {"ref": "${{ github.head_ref }}"}},
		{"uses": "actions/checkout@v5", "with": {"repository": "${{ github.event.pull_request.head.repo.full_name }}"}},
		{"uses": "actions/checkout@v5", "with": {"ref": "${{ github.event.workflow_run.head_sha }}"}},
		{"run": "gh pr checkout ${{ github.event.issue.number }}"},
		{"run": "git fetch origin pull/$NUMBER/head\ngit checkout FETCH_HEAD"},
		{"run": "x\ngit checkout ${{ github.event.pull_request.head.ref }}"},
	] {
		count(policy.deny) == 1 with input as _on(["pull_request_target", "issue_comment"], step)
	}
}

test_allow_other_events_and_base if {
	count(policy.deny) == 0 with input as _on(["pull_request", "push"], _ref)
	every step in [
		{"uses": "actions/checkout@v5"},
		{"uses": "actions/checkout@v5", "with": {"ref": "${{ github.base_ref }}"}},
		{"uses": "actions/labeler@v5"},
		{"run": "echo ${{ github.event.pull_request.head.sha }}"},
	] {
		count(policy.deny) == 0 with input as _on("pull_request_target", step)
	}
}

test_allow_branches_of_this_repository if {
	every condition in [
		"github.event.pull_request.head.repo.full_name == github.repository",
		"!github.event.pull_request.head.repo.fork && true",
	] {
		count(policy.deny) == 0 with input as _on("pull_request_target", object.union(_ref, {"if": condition}))
	}
}

test_warn_foreign_artifact if {
	every step in [
		{"uses": "dawidd6/action-download-artifact@v6"},
		{"uses": "actions/download-artifact@v4", "with": {"run-id": "${{ github.event.workflow_run.id }}"}},
	] {
		count(policy.warn) == 1 with input as _on("workflow_run", step)
		count(policy.warn) == 0 with input as _on("push", step)
	}
}

test_allow_unknown if {
	step := {"uses": "actions/checkout@v5", "with": {"ref": "${{ needs.plan.outputs.ref }}"}}
	count(policy.deny) == 0 with input as _on("pull_request_target", step)
}

test_deny_once_where_fork_and_commit_are_named if {
	step := {"uses": "actions/checkout@v5", "with": {
		"ref": "${{ github.event.pull_request.head.sha }}",
		"repository": "${{ github.event.pull_request.head.repo.full_name }}",
	}}
	count(policy.deny) == 1 with input as _on("pull_request_target", step)
}

_steps(list) := testing.review([testing.job_of("pull_request_target", [{"run": script} | some script in list])])

test_allow_what_is_only_fetched if {
	every list in [
		["git fetch origin pull/$NUMBER/head\ngit diff base...FETCH_HEAD > pr.diff"],
		["git fetch origin ${{ github.event.pull_request.head.sha }}", "git log -1"],
	] {
		count(policy.deny) == 0 with input as _steps(list)
	}
}

test_deny_what_is_fetched_and_taken if {
	every list in [
		["git fetch origin pull/$NUMBER/head\ngit checkout FETCH_HEAD"],
		["git fetch origin pull/$NUMBER/head:pr", "git switch pr"],
		["git fetch origin ${{ github.event.pull_request.head.sha }}", "git -C src merge FETCH_HEAD"],
	] {
		count(policy.deny) == 1 with input as _steps(list)
	}
}

test_deny_head_of_the_run if {
	step := {"uses": "actions/checkout@v4", "with": {"ref": "${{ github.event.workflow_run.head.sha }}"}}
	count(policy.deny) == 1 with input as testing.review([testing.job_of("workflow_run", [step])])
}

test_allow_heads_of_who_is_named if {
	every condition, findings in {
		"github.event.pull_request.user.login == 'dependabot[bot]'": 0,
		"${{ github.event.pull_request.author_association == 'MEMBER' }}": 0,
		"github.event.pull_request.author_association != 'MEMBER'": 1,
		"github.actor == 'dependabot[bot]'": 1,
	} {
		count(policy.deny) == findings with input as _on("pull_request_target", object.union(_ref, {"if": condition}))
	}
}

_checkout(ref) := {"uses": "actions/checkout@v5", "with": {"ref": ref}}

test_deny_head_by_output_or_variable if {
	sha := "${{ github.event.pull_request.head.sha }}"
	script := "const sha = pr.data.head.sha\ncore.setOutput('sha', sha)"
	every steps in [
		[{"id": "a", "run": $"echo \"ref={sha}\" >> $GITHUB_OUTPUT"}, _checkout("${{ steps.a.outputs.ref }}")],
		[
			{"id": "a", "run": "echo \"ref=$(gh pr view 1 --json headRefOid -q .headRefOid)\" >> $GITHUB_OUTPUT"},
			_checkout("${{ steps.a.outputs.ref }}"),
		],
		[
			{"id": "a", "uses": "actions/github-script@v8", "with": {"script": script}},
			_checkout("${{ steps.a.outputs.sha }}"),
		],
		[_checkout("${{ fromJSON(steps.pull.outputs.data).head.sha }}")],
		[_checkout("${{ steps.branch.outputs.head_ref }}")],
		[{"env": {"HEAD": sha}, "run": "git fetch origin \"$HEAD\"\ngit checkout \"$HEAD\""}],
	] {
		count(policy.deny) == 1 with input as testing.review([testing.job_of("pull_request_target", steps)])
		count(policy.deny) == 0 with input as testing.review([testing.job_of("pull_request", steps)])
	}
}

test_allow_number_in_a_branch if {
	step := {"env": {"N": "${{ github.event.pull_request.number }}"}, "run": "git checkout -b \"update-$N\""}
	count(policy.deny) == 0 with input as _on("pull_request_target", step)
}

_review_of(workflow, job, condition) := testing.review([testing.workflow({"on": workflow, "jobs": {
	"rights": {"steps": [{"uses": "actions-cool/check-user-permission@v2", "with": {"require": "write"}}]},
	"build": object.union({"if": condition, "steps": [_checkout("${{ github.event.pull_request.head.sha }}")]}, job),
}})])

test_warn_where_somebody_approves if {
	every condition in [
		"github.event.comment.author_association == 'MEMBER'",
		"contains(fromJSON('[\"OWNER\", \"MEMBER\"]'), github.event.comment.author_association)",
		"github.actor == 'a-maintainer'",
	] {
		_is_warned(_review_of("issue_comment", {}, condition))
	}
	_is_warned(_review_of("pull_request_target", {"environment": "previews"}, "true"))
	_is_warned(_review_of("pull_request_target", {"needs": "rights"}, "true"))
	labeled := {"pull_request_target": {"types": ["labeled"]}}
	_is_warned(_review_of(labeled, {}, "github.event.label.name == 'safe to test'"))
}

_is_warned(review) if {
	count(policy.deny) == 0 with input as review
	count(policy.warn) == 1 with input as review
}

test_deny_approval_that_holds_no_longer if {
	labels := "contains(github.event.pull_request.labels.*.name, 'safe to test')"
	pushed := {"pull_request_target": {"types": ["labeled", "synchronize"]}}
	count(policy.deny) == 1 with input as _review_of(pushed, {}, labels)
	count(policy.deny) == 1 with input as _review_of("pull_request_target", {}, "github.actor == 'dependabot[bot]'")
}

test_warn_every_download if {
	script := {"script": "await github.rest.actions.downloadArtifact({})"}
	every step, field in {
		{"run": "gh run download \"$ID\""}: "run",
		{"uses": "actions/github-script@v8", "with": script}: "uses",
	} {
		{finding.attribute[4] | some finding in policy.warn} == {field} with input as _on("workflow_run", step)
	}
	pushed := {"uses": "dawidd6/action-download-artifact@v11", "with": {"event": "push"}}
	count(policy.warn) == 0 with input as _on("workflow_run", pushed)
}
