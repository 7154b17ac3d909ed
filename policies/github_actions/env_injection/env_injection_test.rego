package policies.github_actions.env_injection_test

import data.policies.github_actions.env_injection as policy
import data.policies.lib.testing

_on(event, step) := testing.review([testing.job_of(event, [step])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": ".github/workflows/ci.yml",
		"attribute": ["jobs", "build", "steps", 0, "run"],
		"message": concat("", [
			".github/workflows/ci.yml writes foreign text to GITHUB_ENV or GITHUB_PATH; ",
			"expected GITHUB_OUTPUT",
		]),
	}} with input as _on("issues", {"run": "echo T=${{ github.event.issue.title }} >> $GITHUB_ENV"})
}

test_deny_every_way if {
	env := {"T": "${{ github.event.pull_request.title }}"}
	every run in [
		"echo \"T=$T\" >> \"$GITHUB_ENV\"",
		"echo ${T} | tee -a $GITHUB_PATH",
		"\"T=$env:T\" >> $env:GITHUB_ENV",
		"part=$(echo \"$T\" | cut -d: -f1)\necho \"$part\" >> $GITHUB_PATH",
	] {
		count(policy.deny) == 1 with input as _on("pull_request", {"env": env, "run": run})
	}
}

test_deny_downloaded_files if {
	run_id := {"run-id": "${{ github.event.workflow_run.id }}"}
	download := {"uses": "actions/download-artifact@v4", "with": run_id}
	steps := [download, {"run": "echo \"PR=$(cat pr.txt)\" >> $GITHUB_ENV"}]
	count(policy.deny) == 1 with input as testing.review([testing.job_of("workflow_run", steps)])
	count(policy.deny) == 0 with input as testing.review([testing.job_of("push", steps)])
}

test_allow if {
	every run in [
		"echo VERSION=1 >> $GITHUB_ENV",
		"echo \"$HOME/bin\" >> $GITHUB_PATH",
		"echo T=${{ github.sha }} >> $GITHUB_ENV",
		"echo \"$T\"; echo A=1 >> $GITHUB_OUTPUT",
	] {
		step := {"env": {"T": "${{ github.event.issue.title }}"}, "run": run}
		count(policy.deny) == 0 with input as _on("issues", step)
	}
}

test_allow_unknown if count(policy.deny) == 0 with input as _on("push", {"run": "echo ${{ matrix.x }} >> $GITHUB_ENV"})

test_variables_of_the_text if {
	env := {"BASE": "${{ github.event.pull_request.base.ref }}", "BODY": "${{ github.event.pull_request.body }}"}
	every run, findings in {
		"B=${BASE%.x}\necho B=$B >> $GITHUB_ENV\necho \"$BODY\"": 0,
		"N=$(printf '%s' \"$BODY\" \\\n  | grep -oE '#[0-9]+' \\\n  | head -1)\necho N=$N >> $GITHUB_ENV": 0,
		"N=$(echo \"$BODY\" | tr -dc '0-9')\necho N=$N >> $GITHUB_ENV": 0,
		"N=$(echo \"$BODY\" |\n  head -1)\nM=x$N\necho M=$M >> $GITHUB_ENV": 1,
		"read -r N <<< \"$BODY\"\necho N=$N >> $GITHUB_ENV": 1,
		"for w in $BODY; do echo W=$w >> $GITHUB_ENV; done": 1,
		"N=$(echo \"$BODY\" | grep -oE '[A-Z]+-\\d+')\necho N=$N >> $GITHUB_ENV": 0,
		"N=$(echo \"$BODY\" | grep -oP '[{][^}]+[}]')\necho $N >> $GITHUB_PATH": 1,
		"N=$(echo \"$BODY\" | grep -oE '\\S+')\necho $N >> $GITHUB_ENV": 1,
		"N=$(echo \"$BODY\" | grep -oE '.*')\necho N=$N >> $GITHUB_ENV": 1,
	} {
		step := {"env": env, "run": run}
		count(policy.deny) == findings with input as _on("pull_request", step)
	}
}

test_deny_blocks_documents_and_commands if {
	env := {"T": "${{ github.event.pull_request.title }}"}
	every run in [
		"{\n  echo 'T<<END'\n  echo \"$T\"\n  echo END\n} >> \"$GITHUB_ENV\"",
		"cat <<-END >> \"$GITHUB_ENV\"\n  T=$T\nEND",
		"echo \"::add-path::$T\"",
		"echo \"T=$(jq -r .issue.body \"$GITHUB_EVENT_PATH\")\" >> $GITHUB_ENV",
	] {
		count(policy.deny) == 1 with input as _on("pull_request_target", {"env": env, "run": run})
	}
}

test_deny_output_of_an_earlier_step if {
	steps := [
		{"id": "a", "env": {"T": "${{ github.event.issue.body }}"}, "run": "echo \"x=$T\" >> $GITHUB_OUTPUT"},
		{"env": {"X": "${{ steps.a.outputs.x }}"}, "run": "echo \"X=$X\" >> $GITHUB_ENV"},
	]
	count(policy.deny) == 1 with input as testing.review([testing.job_of("issues", steps)])
}

test_allow_one_line if {
	every value, run in {
		"${{ github.head_ref }}": "echo \"B=$V\" >> $GITHUB_ENV",
		"${{ github.event.workflow_run.head_branch }}": "echo \"B=$V\" >> $GITHUB_ENV",
		"${{ github.event.comment.body }}": "echo \"C=$(echo \"$V\" | head -n 1)\" >> $GITHUB_ENV",
		"${{ github.event.issue.body }}": "echo \"C=$(echo \"$V\" | tr -d '\\n')\" >> $GITHUB_ENV",
	} {
		count(policy.deny) == 0 with input as _on("pull_request_target", {"env": {"V": value}, "run": run})
	}
}

test_allow_own_files if {
	steps := [{"uses": "actions/checkout@v5"}, {"run": "echo \"V=$(cat VERSION)\" >> $GITHUB_ENV"}]
	count(policy.deny) == 0 with input as testing.review([testing.job_of("workflow_run", steps)])
}
