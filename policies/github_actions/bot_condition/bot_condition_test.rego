package policies.github_actions.bot_condition_test

import data.policies.github_actions.bot_condition as policy
import data.policies.lib.testing

_if(event, condition) := testing.review([testing.workflow({"on": event, "jobs": {"a": {"if": condition}}})])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "a", "if"],
		"message": concat("", [
			".github/workflows/ci.yml trusts github.actor to be a bot; ",
			"expected github.event.pull_request.user.login",
		]),
	}} with input as _if("pull_request_target", "github.actor == 'dependabot[bot]'")
}

test_deny_every_shape if {
	every condition in [
		"${{ github.actor == 'renovate[bot]' && true }}",
		"'dependabot[bot]' == github.triggering_actor",
		"github['actor'] == 'dependabot[bot]'",
		"contains(github.actor, 'bot')",
		"github.actor_id == 49699333",
	] {
		count(policy.deny) == 1 with input as _if(["push", "issue_comment"], condition)
	}
}

test_deny_step if {
	step := {"if": "github.actor == 'dependabot[bot]'", "run": "gh pr merge"}
	count(policy.deny) == 1 with input as testing.review([testing.job_of("pull_request_target", [step])])
}

test_warn_where_forks_may_only_read if {
	review := _if(["push", "pull_request"], "github.actor == 'dependabot[bot]'")
	count(policy.deny) == 0 with input as review
	{found.attribute | some found in policy.warn} == {["jobs", "a", "if"]} with input as review
	count(policy.warn) == 0 with input as _if("pull_request_target", "github.actor == 'dependabot[bot]'")
}

test_author_asked_too if {
	author := "github.event.pull_request.user.login == 'dependabot[bot]'"
	count(policy.deny) == 0 with input as _if("pull_request_target", $"github.actor == 'dependabot[bot]' && {author}")
	count(policy.deny) == 1 with input as _if("pull_request_target", $"github.actor == 'dependabot[bot]' || {author}")
}

test_allow if {
	every condition in [
		"github.actor != 'dependabot[bot]'",
		"github.event.pull_request.user.login == 'dependabot[bot]'",
		"github.actor == 'octocat'",
		true,
		"always()",
	] {
		count(policy.deny) == 0 with input as _if("pull_request_target", condition)
	}
	count(policy.deny) == 0 with input as _if(["push", "schedule"], "github.actor == 'dependabot[bot]'")
}

test_allow_unknown if {
	count(policy.deny) == 0 with input as _if("pull_request_target", "github.actor == vars.BOT")
	count(policy.warn) == 0 with input as _if("pull_request", "github.actor == vars.BOT")
}

test_allow_where_only_its_author_starts_it if {
	every types, findings in {["opened"]: 0, ["opened", "synchronize"]: 1} {
		count(policy.deny) == findings with input as testing.review([testing.workflow({
			"on": {"pull_request_target": {"types": types}},
			"jobs": {"label": {"if": "github.actor == 'dependabot[bot]'", "steps": [{"run": "gh pr edit"}]}},
		})])
	}
}
