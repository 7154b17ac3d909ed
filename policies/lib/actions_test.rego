package policies.lib.actions_test

import data.policies.lib.actions
import data.policies.lib.testing

test_triggers if {
	every on in ["push", ["push"], {"push": null}] {
		actions.triggers(testing.workflow({"on": on})) == {"push"}
	}
	actions.triggers(testing.workflow({})) == set()
}

test_action_of if {
	actions.action_of("GitHub/codeql-action/init@v3") == "github/codeql-action"
	actions.action_of("./a") == "./a"
}

test_expressions_are_dotted if {
	actions.expressions("a ${{ GitHub['event'].X }} ${{b\n}}") == ["github.event.x", "b"]
}

test_refs_of_heads if {
	actions.names_head("refs/pull/1/merge")
	actions.names_head("${{ github.event.pull_request.head.sha }}")
	not actions.names_head("${{ github.event.pull_request.base.sha }}")
	not actions.names_head("main")
}

test_steps_of_jobs_and_actions if {
	resources := [testing.steps([{"run": "a"}, null]), testing.action([{"run": "b"}])]
	steps := actions.steps with input as testing.review(resources)
	[step.path | some step in steps] == [["jobs", "build", "steps", 0], ["runs", "steps", 0]]
}

test_jobs_of_odd_workflows if {
	actions.jobs == [] with input as testing.review([testing.workflow({"jobs": null}), testing.workflow({"jobs": "x"})])
}
