package policies.google.dns.dnssec_test

import data.policies.google.dns.dnssec as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "google_dns_managed_zone.this", "attribute": ["dnssec_config", 0, "state"], "message": "google_dns_managed_zone.this is not signed; expected dnssec_config with state = \"on\""}} with input as testing.review([testing.terraform("google_dns_managed_zone", {})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("google_dns_managed_zone", {"dnssec_config": [{"state": "off"}]})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("google_dns_managed_zone", {"visibility": "private"})],
		[testing.terraform("google_dns_managed_zone", {"dnssec_config": [{"state": "on"}]})],
		[testing.terraform("google_dns_managed_zone", {"dnssec_config": [{"state": "transfer"}]})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("google_dns_managed_zone", {"dnssec_config": null}), [["dnssec_config"]])],
		[testing.unknown(testing.terraform("google_dns_managed_zone", {"visibility": null}), [["visibility"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
