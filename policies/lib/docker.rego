# METADATA
# title: Dockerfiles
# description: Stages, instructions and commands of Dockerfiles.
# schemas:
#   - input: schema.review
package policies.lib.docker

# METADATA
# description: "Every stage: resource, index, path and specification."
stages := [{"resource": resource, "index": index, "path": ["stages", index], "spec": spec} |
	some resource in input.resources
	resource.format == "dockerfile"
	resource.after != null
	some index, spec in resource.after.stages
]

# METADATA
# description: The stage of each file that becomes the image unless another is asked for, the last one.
final_stages := [stage |
	some stage in stages
	stage.index == count(stage.resource.after.stages) - 1
]

# METADATA
# description: |
#   Every instruction of this name: resource, stage, index in the stage, path and specification.
of(name) := object.get(_by_name, name, [])

_by_name[name] contains part if {
	some stage in stages
	some index, spec in stage.spec.instructions
	name := spec.instruction
	path := array.concat(stage.path, ["instructions", index])
	part := {"resource": stage.resource, "stage": stage, "index": index, "path": path, "spec": spec}
}

# METADATA
# description: "Every command that a RUN gives to a shell: resource, path of the instruction and words."
commands := [{"resource": part.resource, "path": part.path, "words": command} |
	some part in of("RUN")
	some pipeline in part.spec.pipelines
	some command in pipeline
]

# METADATA
# description: The name of a program without its directory.
program(word) := steps[count(steps) - 1] if steps := split(word, "/")

# METADATA
# description: A command without the sudo before it and the options of that.
without_sudo(words) := words if program(words[0]) != "sudo"

without_sudo(words) := array.slice(words, first, count(words)) if {
	program(words[0]) == "sudo"
	first := min([index | some index, word in words; index > 0; not startswith(word, "-"); not contains(word, "=")])
}

# METADATA
# description: Whether an instruction has a flag, whatever its value.
has_flag(spec, name) if {
	some flag in spec.flags
	flag.name == name
}

# METADATA
# description: What COPY or ADD takes, without the destination and without quotes.
sources(spec) := [trim(text, `"'`) | some text in array.slice(spec.arguments, 0, count(spec.arguments) - 1)]

# METADATA
# description: A stage and those that it continues (`FROM build`), up to four.
chain(stage) := array.concat([stage], [stages_before |
	some stages_before in stages
	stages_before.resource.address == stage.resource.address
	stages_before.index in _bases(stage)
])

_bases(stage) := {index |
	all := stage.resource.after.stages
	first := stage.spec.base
	second := all[first].base
	some index in [first, second, all[second].base]
	index != null
} | {index | index := stage.spec.base; index != null}

# METADATA
# description: The USER instructions that hold at the end of a stage, its own or else those of what it continues.
users(stage) := own if {
	own := _users(stage)
	count(own) > 0
} else := [user |
	some before in chain(stage)
	some user in _users(before)
]

_users(stage) := [{"path": array.concat(stage.path, ["instructions", index]), "spec": spec} |
	some index, spec in stage.spec.instructions
	spec.instruction == "USER"
]

# METADATA
# description: Whether the image that a stage goes back to is known to bring a user without rights, or is not known.
is_unprivileged(stage) if is_unknown(stage)

is_unprivileged(stage) if {
	some member in chain(stage)
	regex.match(_unprivileged, member.spec.image)
}

# By their names, or because their publishers end them with USER.
_unprivileged := concat("|", [
	`nonroot|non-root|unprivileged|rootless|^cgr\.dev/chainguard/|^(docker\.io/)?bitnami/`,
	`^(quay\.io/|docker\.io/)?(jupyter|prom|prometheus|selenium|keycloak)/`,
	`^(docker\.io/)?(grafana/grafana|jenkins/(jenkins|inbound-agent|agent)|apache/airflow)\b`,
	`^registry\.(access\.)?redhat\.(com|io)/(rhel|ubi)\d+/(nodejs|python|ruby|perl|php|httpd|nginx|openjdk|go-toolset)-`,
])

# METADATA
# description: |
#   Whether a stage has one of the programs by which an entrypoint that starts as root goes on without rights.
steps_down(stage) if {
	some member in chain(stage)
	some spec in member.spec.instructions
	spec.instruction in {"CMD", "COPY", "ENTRYPOINT", "ENV", "RUN"}
	regex.match(`(?i)\b(gosu|su-exec|s6-setuidgid|setpriv)`, spec.value)
}

# METADATA
# description: Whether it is not known which image a stage goes back to.
is_unknown(stage) if {
	some member in chain(stage)
	member.spec.image == null
}

is_unknown(stage) if {
	some member in chain(stage)
	_is_built_here(member.spec.image)
}

# What a tool makes of a template has more in it.
is_unknown(stage) if regex.match(`(?i)\.(erb|in|j2|jinja2?|template|tmpl|tpl)$`, stage.resource.address)

# A name of parts without a registry or an owner, and not one of the library's, is that of an image built beforehand.
_is_built_here(image) if {
	regex.match(`^[a-z0-9.]+([-_][a-z0-9.]+)+(:[^/]*)?$`, image)
	not split(image, ":")[0] in _library
}

_library := {
	"buildpack-deps", "eclipse-mosquitto", "eclipse-temurin", "express-gateway", "hello-world", "ibm-semeru-runtimes",
	"mongo-express", "nats-streaming", "open-liberty", "php-zendserver", "r-base", "websphere-liberty",
}

# METADATA
# description: Whether a stage only carries files, from scratch and without anything to run.
is_scratch_data(stage) if {
	some member in chain(stage)
	lower(member.spec.image) == "scratch"
	every other in chain(stage) { not _runs(other) }
}

_runs(stage) if {
	some spec in stage.spec.instructions
	spec.instruction in {"CMD", "ENTRYPOINT"}
}
