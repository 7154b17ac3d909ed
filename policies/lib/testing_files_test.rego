package policies.lib.testing

# METADATA
# description: A workflow, given as its document.
workflow(after) := object.union(named("workflow", "ci", after), {
	"address": ".github/workflows/ci.yml",
	"format": "workflow",
	"provider": null,
})

# METADATA
# description: A composite action with these steps.
action(steps) := object.union(workflow({"name": "act", "runs": {"using": "composite", "steps": steps}}), {
	"address": "action.yml",
	"type": "action",
})

# METADATA
# description: A workflow that this event starts, with one job, `build`, of these steps.
job_of(event, steps) := workflow({"on": event, "jobs": {"build": {"runs-on": "ubuntu-24.04", "steps": steps}}})

# METADATA
# description: A workflow that a push starts, with one job, `build`, of these steps.
steps(list) := job_of("push", list)

# METADATA
# description: A Dockerfile with these stages.
dockerfile(stages) := object.union(named("dockerfile", "Dockerfile", {"syntax": null, "args": [], "stages": stages}), {
	"address": "Dockerfile",
	"format": "dockerfile",
	"provider": null,
})

# METADATA
# description: A stage from this image.
stage(image, instructions) := {
	"name": null,
	"written": image,
	"image": image,
	"base": null,
	"platform": null,
	"instructions": instructions,
}

# METADATA
# description: A Dockerfile with one stage, from `alpine:3.22`.
built(instructions) := dockerfile([stage("alpine:3.22", instructions)])

# METADATA
# description: An instruction of a Dockerfile in its shell form, arguments separated by spaces.
instruction(name, value) := {
	"instruction": name,
	"value": value,
	"form": "shell",
	"arguments": split(value, " "),
	"flags": [],
	"pairs": [],
	"pipelines": [],
	"heredocs": [],
}

# METADATA
# description: "A RUN with these pipelines: lists of commands, each a list of words."
run(pipelines) := object.union(instruction("RUN", ""), {"pipelines": pipelines})

# METADATA
# description: A RUN with one command, its words separated by spaces.
command(text) := run([[split(text, " ")]])

# METADATA
# description: "An instruction with `NAME=value`: ARG, ENV or LABEL."
pair(name, key, value) := object.union(instruction(name, key), {"pairs": [{"name": key, "value": value}]})

# METADATA
# description: A Kubernetes object with a name and a namespace.
manifest(type, namespace, name, after) := object.union(
	named(type, name, object.union({"metadata": {"name": name, "namespace": namespace}}, after)),
	{
		"address": $"{type}/{namespace}/{name}",
		"format": "kubernetes",
		"provider": "kubernetes",
		"namespace": namespace,
	},
)
