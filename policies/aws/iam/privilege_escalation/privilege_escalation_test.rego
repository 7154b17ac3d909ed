package policies.aws.iam.privilege_escalation_test

import data.policies.aws.iam.privilege_escalation as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_iam_policy.this", "message": "aws_iam_policy.this lets its holder become an administrator by iam:attachrolepolicy; expected bounded resources", "attribute": ["policy"]}} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:AttachRolePolicy\", \"Resource\": \"*\"}]}"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": [\"iam:PassRole\", \"ec2:RunInstances\"], \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"*\"}, {\"Effect\": \"Allow\", \"Action\": \"ec2:Run*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:Put*\", \"Resource\": \"*\"}]}"})],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_deny_once_a_statement if {
	messages := {found.message | some found in policy.deny} with input as testing.review([testing.terraform("aws_iam_policy", {"policy": json.marshal({"Statement": [
		{"Effect": "Allow", "Action": "lambda:*", "Resource": "*"},
		{"Effect": "Allow", "Action": ["iam:Put*", "iam:Attach*"], "Resource": "*"},
	]})})])
	messages == {
		"aws_iam_policy.this lets its holder become an administrator by lambda:updatefunctioncode; expected bounded resources",
		"aws_iam_policy.this lets its holder become an administrator by iam:attachuserpolicy, iam:attachgrouppolicy, iam:attachrolepolicy and 3 more; expected bounded resources",
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \"arn:aws:iam::111122223333:role/app\"}, {\"Effect\": \"Allow\", \"Action\": \"ec2:RunInstances\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:Get*\", \"Resource\": \"*\"}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"iam:AttachRolePolicy\", \"Resource\": \"*\", \"Condition\": {\"ArnEquals\": {\"iam:PolicyARN\": \"arn:aws:iam::aws:policy/X\"}}}]}"})],
		[testing.terraform("aws_iam_policy", {"policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_iam_policy", {"policy": null}), [["policy"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

_document(actions) := json.marshal({"Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]})

_inline := testing.terraform("aws_iam_group_policy", {"group": "dev", "policy": _document(["ec2:RunInstances"])})

_managed := testing.terraform("aws_iam_policy", {"policy": _document(["iam:PassRole"])})

_attached(groups) := testing.sketched(
	testing.terraform("aws_iam_policy_attachment", {"groups": groups, "policy_arn": null}),
	"/policy_arn",
	"(known after apply: aws_iam_policy.this.arn)",
)

test_deny_policies_of_one_holder if {
	policy.deny == {{
		"address": "aws_iam_policy.this",
		"attribute": ["policy"],
		"message": concat("; ", [
			"aws_iam_policy.this lets group dev become an administrator by iam:passrole with ec2:runinstances, with its other policies",
			"expected bounded resources",
		]),
	}} with input as testing.review([_inline, _managed, _attached(["ops", "dev"])])
}

test_deny_holder_by_reference if {
	group := "(known after apply: aws_iam_group.dev.name)"
	inline := testing.sketched(_inline, "/group", group)
	unnamed := object.union(inline, {"after": object.union(inline.after, {"group": null})})
	attachment := testing.terraform("aws_iam_group_policy_attachment", {"group": null, "policy_arn": null})
	both := object.union(attachment, {"sketches": {"/group": group, "/policy_arn": "(known after apply: aws_iam_policy.this.arn)"}})
	count(policy.deny) == 1 with input as testing.review([unnamed, _managed, both])
}

test_allow_policies_of_others if {
	count(policy.deny) == 0 with input as testing.review([_inline, _managed, _attached(["ops"])])
	alone := object.union(_managed, {"after": {"policy": _document(["s3:GetObject"])}})
	count(policy.deny) == 0 with input as testing.review([_inline, alone, _attached(["dev"])])
}

test_deny_once_where_one_gives_all if {
	all := object.union(_managed, {"after": {"policy": _document(["iam:PassRole", "ec2:RunInstances"])}})
	count(policy.deny) == 1 with input as testing.review([_inline, all, _attached(["dev"])])
}

test_deny_sagemaker if {
	every actions in [
		["sagemaker:CreatePresignedNotebookInstanceUrl"],
		["iam:PassRole", "sagemaker:CreateTrainingJob"],
		["iam:PassRole", "sagemaker:CreateProcessingJob"],
	] {
		document := testing.terraform("aws_iam_policy", {"policy": _document(actions)})
		count(policy.deny) == 1 with input as testing.review([document])
	}
	alone := testing.terraform("aws_iam_policy", {"policy": _document(["sagemaker:CreateTrainingJob"])})
	count(policy.deny) == 0 with input as testing.review([alone])
}

test_deny_iam_full_access if {
	policy.deny == {{
		"address": "aws_iam_role_policy_attachment.this",
		"attribute": ["policy_arn"],
		"message": "aws_iam_role_policy_attachment.this attaches IAMFullAccess, which lets its holder become an administrator",
	}} with input as testing.review([testing.terraform("aws_iam_role_policy_attachment", {"policy_arn": "arn:aws:iam::aws:policy/IAMFullAccess"})])
	count(policy.deny) == 1 with input as testing.review([testing.terraform("aws_iam_role", {"managed_policy_arns": ["arn:aws:iam::aws:policy/IAMFullAccess"]})])
}

test_allow_other_attachments if {
	every arn in ["arn:aws:iam::aws:policy/IAMReadOnlyAccess", "arn:aws:iam::123456789012:policy/MyIAMFullAccess"] {
		count(policy.deny) == 0 with input as testing.review([testing.terraform("aws_iam_user_policy_attachment", {"policy_arn": arn})])
	}
	unknown := testing.unknown(testing.terraform("aws_iam_role_policy_attachment", {"policy_arn": null}), [["policy_arn"]])
	count(policy.deny) == 0 with input as testing.review([unknown])
}
