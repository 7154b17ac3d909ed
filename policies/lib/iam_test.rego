package policies.lib.iam_test

import data.policies.lib.iam
import data.policies.lib.testing

_text(statement) := json.marshal({"Statement": [statement]})

_with(statement) := testing.terraform("aws_s3_bucket_policy", {"policy": _text(statement)})

_read(statement) := found if {
	found := iam.resource_statements({"aws_s3_bucket_policy"}) with input as testing.review([_with(statement)])
}

test_public_by_any_spelling if {
	every principal in ["*", {"AWS": "*"}, {"AWS": ["arn:aws:iam::111122223333:root", "*"]}] {
		some statement in _read({"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject"})
		iam.is_public(statement)
	}
}

test_public_without_principal if {
	some statement in _read({"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "*"})
	iam.is_public(statement)
}

test_public_with_conditions_on_the_request if {
	condition := {"Bool": {"aws:SecureTransport": "true"}}
	some statement in _read({"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": condition})
	iam.is_public(statement)
}

test_narrowed if {
	every condition in [
		{"StringEquals": {"aws:PrincipalOrgID": "o-1"}},
		{"ArnLike": {"aws:SourceArn": "(known after apply: aws_x.y.arn)"}},
		{"IpAddress": {"aws:SourceIp": ["10.0.0.0/8"]}},
	] {
		some statement in _read({"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": condition})
		not iam.is_public(statement)
	}
}

test_not_narrowed_by_everything if {
	condition := {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"]}}
	some statement in _read({"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": condition})
	iam.is_public(statement)
}

test_sketch_is_read if {
	sketch := _text({"Effect": "Allow", "Principal": "*", "Resource": "(known after apply: aws_s3_bucket.a.arn)"})
	policy := testing.sketched(testing.terraform("aws_s3_bucket_policy", {"policy": null}), "/policy", sketch)
	count(iam.resource_statements({"aws_s3_bucket_policy"})) == 1 with input as testing.review([policy])
}

test_document_counts_once if {
	text := _text({"Effect": "Allow", "Action": "*", "Resource": "*"})
	document := testing.terraform("data.aws_iam_policy_document", {"json": text, "statement": [{}]})
	policy := testing.terraform("aws_iam_policy", {"policy": text})
	found := iam.identity_statements with input as testing.configured([policy], [document])
	[statement.path | some statement in found] == [["statement", 0]]
}

test_service_control_policy_gives_nothing if {
	text := _text({"Effect": "Allow", "Action": "*", "Resource": "*"})
	document := testing.terraform("data.aws_iam_policy_document", {"json": text, "statement": [{}]})
	organization := testing.terraform("aws_organizations_policy", {"content": text})
	found := iam.identity_statements with input as testing.configured([organization], [document])
	found == []
}

test_merged_document_has_the_place_of_the_whole if {
	text := _text({"Effect": "Allow", "Action": "*", "Resource": "*"})
	document := testing.terraform("data.aws_iam_policy_document", {"json": text, "statement": []})
	found := iam.identity_statements with input as testing.configured([], [document])
	[statement.path | some statement in found] == [["statement"]]
}

test_merged_document_repeats_nothing if {
	own := {"Effect": "Allow", "Action": "*", "Resource": "*"}
	added := {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}
	plain := testing.named("data.aws_iam_policy_document", "plain", {"json": _text(own), "statement": [{}]})
	merged := testing.named("data.aws_iam_policy_document", "merged", {
		"json": json.marshal({"Statement": [own, added]}),
		"statement": [{}],
	})
	found := iam.identity_statements with input as testing.configured([], [plain, merged])
	[[statement.resource.name, statement.actions[0]] | some statement in found] == [["plain", "*"], ["merged", "iam:*"]]
}

test_covers if {
	iam.covers("s3:*", "s3:getobject")
	iam.covers("*", "iam:passrole")
	iam.covers("iam:pass*", "iam:passrole")
	not iam.covers("iam:get*", "iam:passrole")
}

test_not_narrowed_by_what_the_sender_chooses if {
	every condition in [
		{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
		{"Bool": {"aws:MultiFactorAuthPresent": "false"}},
		{"StringNotEquals": {"aws:SourceVpce": "vpce-1"}},
		{"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}},
		{"StringEqualsIfExists": {"aws:SourceVpce": "vpce-1"}},
		{"StringLike": {"sts:RoleSessionName": "ci-*"}},
	] {
		some statement in _read({"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": condition})
		iam.is_public(statement)
	}
}

test_narrowed_for_all_values_only_where_there_is_one if {
	every condition, public in {
		{"ForAllValues:StringEquals": {"aws:username": "a"}}: 1,
		{"ForAllValues:StringEquals": {"aws:username": "a"}, "Null": {"aws:username": "true"}}: 1,
		{"ForAllValues:StringEquals": {"aws:username": "a"}, "Null": {"aws:username": "false"}}: 0,
		{"StringEquals": {"sts:ExternalId": ""}}: 1,
	} {
		some statement in _read({"Effect": "Allow", "Principal": "*", "Action": "*", "Condition": condition})
		count([true | iam.is_public(statement)]) == public
	}
}
