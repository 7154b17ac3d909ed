package policies.aws.s3.public_bucket_test

import data.policies.aws.s3.public_bucket as policy
import data.policies.lib.testing

test_deny_public_read if {
	bucket := testing.terraform("aws_s3_bucket_acl", {"acl": "public-read"})
	policy.deny == {{
		"address": "aws_s3_bucket_acl.this",
		"attribute": ["acl"],
		"message": "aws_s3_bucket_acl.this grants public-read to everyone",
		"fix": [{"op": "add", "path": "/acl", "value": "private"}],
	}} with input as testing.review([bucket])
}

test_deny_every_type if {
	types := {"aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_bucket_object", "aws_s3_object"}
	resources := [testing.terraform(type, {"acl": "public-read-write"}) | some type in types]
	count(policy.deny) == 4 with input as testing.review(resources)
}

test_deny_grant_to_all_users if {
	uri := "http://acs.amazonaws.com/groups/global/AllUsers"
	bucket := testing.terraform("aws_s3_bucket", {"grant": [{"permissions": ["READ", "WRITE"], "uri": uri}]})
	policy.deny == {{
		"address": "aws_s3_bucket.this",
		"attribute": ["grant", 0, "uri"],
		"message": "aws_s3_bucket.this grants READ, WRITE to AllUsers",
	}} with input as testing.review([bucket])
}

test_deny_access_control_policy if {
	uri := "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
	grant := {"permission": "FULL_CONTROL", "grantee": [{"type": "Group", "uri": uri}]}
	acl := testing.terraform("aws_s3_bucket_acl", {"access_control_policy": [{"grant": [grant]}]})
	count(policy.deny) == 1 with input as testing.review([acl])
}

test_allow_private if {
	resources := [testing.terraform("aws_s3_bucket_acl", {"acl": acl}) | some acl in ["private", "log-delivery-write"]]
	count(policy.deny) == 0 with input as testing.review(resources)
}

test_allow_grant_to_log_delivery if {
	uri := "http://acs.amazonaws.com/groups/s3/LogDelivery"
	bucket := testing.terraform("aws_s3_bucket", {"grant": [{"permissions": ["WRITE"], "uri": uri}]})
	count(policy.deny) == 0 with input as testing.review([bucket])
}

test_allow_deleted if {
	bucket := testing.deleted(testing.terraform("aws_s3_bucket", {"acl": "public-read"}))
	count(policy.deny) == 0 with input as testing.review([bucket])
}

test_allow_unknown if {
	bucket := testing.unknown(testing.terraform("aws_s3_bucket_acl", {"acl": null}), [["acl"]])
	count(policy.deny) == 0 with input as testing.review([bucket])
}
