package policies.prometheus.incomplete_alert_test

import data.policies.lib.testing
import data.policies.prometheus.incomplete_alert as policy

_alert(fields) := testing.review([testing.manifest("monitoring.coreos.com/v1/PrometheusRule", "shop", "a", {"spec": {"groups": [{"rules": [object.union(
	{"alert": "Down", "expr": "up == 0"},
	fields,
)]}]}})])

_whole := {"for": "5m", "labels": {"severity": "page"}, "annotations": {"runbook_url": "https://example.com"}}

test_deny_whole_finding if {
	policy.deny == {{
		"address": "monitoring.coreos.com/v1/PrometheusRule/shop/a",
		"attribute": ["spec", "groups", 0, "rules", 0],
		"message": concat("", [
			"monitoring.coreos.com/v1/PrometheusRule/shop/a: alert Down has no ",
			"for, labels.severity, annotations.runbook_url",
		]),
	}} with input as _alert({})
}

test_deny_each if {
	every name in ["for", "labels", "annotations"] {
		count(policy.deny) == 1 with input as _alert(object.remove(_whole, [name]))
	}
}

test_allow if {
	count(policy.deny) == 0 with input as _alert(_whole)
	count(policy.deny) == 0 with input as _alert(object.union(object.remove(_whole, ["for"]), {"expr": "vector(1)"}))
}

test_allow_unknown_and_recordings if {
	recording := testing.kubernetes("monitoring.coreos.com/v1/PrometheusRule", {"spec": {"groups": [{"rules": [{"record": "a"}]}]}})
	none := testing.kubernetes("monitoring.coreos.com/v1/PrometheusRule", {"spec": {"groups": null}})
	count(policy.deny) == 0 with input as testing.review([recording, none])
}
