package opa

import "testing"

func TestExplain(t *testing.T) {
	source := `package policies.a

deny contains r.address if {
	some r in input.resources
	r.type == "queue"
	not r.owner
}

warn contains "never" if {
	input.resources[0].size > limit
}

limit := 10
`
	response := ask[ExplainResponse](t, map[string]any{"op": "explain", "modules": sources(map[string]string{"a.rego": source}),
		"input": map[string]any{"resources": []any{
			map[string]any{"address": "a", "type": "queue", "owner": "o", "size": 3},
			map[string]any{"address": "b", "type": "topic"},
			map[string]any{"address": "c", "type": "queue"},
		}}})
	if len(response.Errors) > 0 || len(response.Rules) != 2 {
		t.Fatalf("%+v", response)
	}
	deny, warn := response.Rules[0], response.Rules[1]
	if deny.Name != "deny" || deny.Fired != 1 || len(deny.Failures) < 2 {
		t.Errorf("deny: %+v", deny)
	}
	if failure := deny.Failures[0]; failure.Row != 5 || failure.Expression != `r.type == "queue"` ||
		failure.Evaluated != `"topic" == "queue"` || failure.Count != 1 {
		t.Errorf("type: %+v", failure)
	}
	if failure := deny.Failures[1]; failure.Row != 6 || failure.Expression != "not r.owner" {
		t.Errorf("owner: %+v", failure)
	}
	if warn.Fired != 0 || len(warn.Failures) != 1 || warn.Failures[0].Evaluated != "3 > 10" {
		t.Errorf("warn: %+v", warn)
	}
}
