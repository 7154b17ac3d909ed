# METADATA
# title: Pods of custom resources
# description: |
#   Training, serving and batch systems take whole pod specifications in resources of their own kinds; what is wrong
#   with a pod is wrong there too.
# schemas:
#   - input: schema.review
package policies.lib.custom_pods

# METADATA
# description: "The pods that a custom resource of a kind makes: path and specification. Empty for all other kinds."
of(kind, resource) := [pod |
	some pattern in _patterns[kind]
	some pods in [_direct(resource.after, pattern), _each(resource.after, pattern), _inner(resource.after, pattern)]
	some pod in pods
	count(pod.spec.containers) > 0
]

# METADATA
# description: Whether the system itself adds probes to the containers, or they end by themselves.
is_probed(kind) if {
	kind in object.keys(_patterns)
	not kind in {"apps.kruise.io/CloneSet", "apps.kruise.io/StatefulSet", "leaderworkerset.x-k8s.io/LeaderWorkerSet"}
}

_direct(after, [path]) := [{"path": path, "spec": spec} | spec := object.get(after, path, null); is_object(spec)]

_direct(_, pattern) := [] if count(pattern) != 1

_each(after, [first, second]) := [{"path": array.concat(first, array.concat([key], second)), "spec": spec} |
	some key, item in object.get(after, first, {})
	spec := object.get(item, second, null)
	is_object(spec)
]

_each(_, pattern) := [] if count(pattern) != 2

_inner(after, [first, second, third]) := [pod |
	some key, item in object.get(after, first, {})
	some inner in _each(item, [second, third])
	pod := {"path": array.concat(first, array.concat([key], inner.path)), "spec": inner.spec}
]

_inner(_, pattern) := [] if count(pattern) != 3

_template := ["template", "spec"]

# Lists of paths, between which one goes through every element.
_patterns := {
	"apps.kruise.io/CloneSet": [[["spec", "template", "spec"]]],
	"apps.kruise.io/DaemonSet": [[["spec", "template", "spec"]]],
	"apps.kruise.io/StatefulSet": [[["spec", "template", "spec"]]],
	"batch.volcano.sh/Job": [[["spec", "tasks"], _template]],
	"jobset.x-k8s.io/JobSet": [[["spec", "replicatedJobs"], ["template", "spec", "template", "spec"]]],
	"kubeflow.org/JAXJob": [[["spec", "jaxReplicaSpecs"], _template]],
	"kubeflow.org/MPIJob": [[["spec", "mpiReplicaSpecs"], _template]],
	"kubeflow.org/Notebook": [[["spec", "template", "spec"]]],
	"kubeflow.org/PaddleJob": [[["spec", "paddleReplicaSpecs"], _template]],
	"kubeflow.org/PyTorchJob": [[["spec", "pytorchReplicaSpecs"], _template]],
	"kubeflow.org/TFJob": [[["spec", "tfReplicaSpecs"], _template]],
	"kubeflow.org/XGBoostJob": [[["spec", "xgbReplicaSpecs"], _template]],
	"leaderworkerset.x-k8s.io/LeaderWorkerSet": [
		[["spec", "leaderWorkerTemplate", "leaderTemplate", "spec"]],
		[["spec", "leaderWorkerTemplate", "workerTemplate", "spec"]],
	],
	"machinelearning.seldon.io/SeldonDeployment": [[["spec", "predictors"], ["componentSpecs"], ["spec"]]],
	"ray.io/RayCluster": _ray(["spec"]),
	"ray.io/RayJob": array.concat(
		_ray(["spec", "rayClusterSpec"]),
		[[["spec", "submitterPodTemplate", "spec"]]],
	),
	"ray.io/RayService": _ray(["spec", "rayClusterConfig"]),
	"serving.kserve.io/ClusterServingRuntime": [[["spec"]]],
	"serving.kserve.io/InferenceService": [[["spec", "predictor"]], [["spec", "transformer"]], [["spec", "explainer"]]],
	"serving.kserve.io/ServingRuntime": [[["spec"]]],
	"trainer.kubeflow.org/ClusterTrainingRuntime": _runtime,
	"trainer.kubeflow.org/TrainingRuntime": _runtime,
}

_runtime := [[["spec", "template", "spec", "replicatedJobs"], ["template", "spec", "template", "spec"]]]

_ray(cluster) := [
	[array.concat(cluster, ["headGroupSpec", "template", "spec"])],
	[array.concat(cluster, ["workerGroupSpecs"]), _template],
]
