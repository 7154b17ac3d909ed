# METADATA
# title: Alert wakes people without telling them enough
# description: |
#   An alert that fires at once wakes somebody for every blip; one without severity or runbook reaches the wrong
#   person, who does not know what to do.
# related_resources:
#   - ref: https://prometheus.io/docs/practices/alerting/
#     description: Alerting practices
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add `for`, a label `severity` and an annotation `runbook_url`.
#   resources:
#     - monitoring.coreos.com/*
#   topics:
#     - prom-alert-no-for
#   frameworks:
#     nist-800-53:
#       - "SI-4"
package policies.prometheus.incomplete_alert

import data.policies.lib.finding
import data.policies.lib.k8s

deny contains finding.on(rule.resource, rule.path, message) if {
	some rule in _alerts

	missing := [name | some name in ["for", "labels.severity", "annotations.runbook_url"]; not _has(rule.spec, name)]
	count(missing) > 0
	message := $"{rule.resource.address}: alert {rule.spec.alert} has no {concat(", ", missing)}"
}

_alerts := [{"resource": resource, "path": path, "spec": spec} |
	some resource in k8s.of_kinds(["monitoring.coreos.com/PrometheusRule"])
	some group, _ in resource.after.spec.groups
	some index, spec in resource.after.spec.groups[group].rules
	spec.alert
	path := ["spec", "groups", group, "rules", index]
]

_has(spec, "for") if spec.for

# It has no end by design: the watchdog always fires.
_has(spec, "for") if contains(spec.expr, "vector(1)")

_has(spec, "labels.severity") if spec.labels.severity

_has(spec, "annotations.runbook_url") if {
	some name in ["runbook", "runbook_url", "runbookURL"]
	spec.annotations[name]
}
