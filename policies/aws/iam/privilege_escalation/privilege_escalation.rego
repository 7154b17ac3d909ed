# METADATA
# title: Policy lets its holder become an administrator
# description: |
#   With these actions the holder can give themselves more, or run a program with a stronger role, and from there do
#   anything.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
#     description: Passing roles
#   - ref: https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation
#     description: Known combinations
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: >-
#     Bound the resources (the roles that may be passed, the policies that may be changed), or take one of the
#     actions away.
#   resources:
#     - aws_iam_group_policy
#     - aws_iam_group_policy_attachment
#     - aws_iam_policy
#     - aws_iam_policy_attachment
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_role_policy_attachment
#     - aws_iam_user_policy
#     - aws_iam_user_policy_attachment
#     - aws_ssoadmin_managed_policy_attachment
#     - aws_ssoadmin_permission_set_inline_policy
#     - data.aws_iam_policy_document
#   topics:
#     - aws-iam-privilege-escalation
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#     soc2:
#       - "CC6.3"
package policies.aws.iam.privilege_escalation

import data.policies.lib.finding
import data.policies.lib.holders
import data.policies.lib.iam

# Every combination is one way to more rights.
_combinations := [
	["iam:createpolicyversion"],
	["iam:setdefaultpolicyversion"],
	["iam:createaccesskey"],
	["iam:createloginprofile"],
	["iam:updateloginprofile"],
	["iam:attachuserpolicy"],
	["iam:attachgrouppolicy"],
	["iam:attachrolepolicy"],
	["iam:putuserpolicy"],
	["iam:putgrouppolicy"],
	["iam:putrolepolicy"],
	["iam:addusertogroup"],
	["iam:updateassumerolepolicy"],
	["glue:updatedevendpoint"],
	["lambda:updatefunctioncode"],
	["sagemaker:createpresignednotebookinstanceurl"],
	["iam:passrole", "ec2:runinstances"],
	["iam:passrole", "lambda:createfunction", "lambda:invokefunction"],
	["iam:passrole", "lambda:createfunction", "lambda:createeventsourcemapping"],
	["iam:passrole", "glue:createdevendpoint"],
	["iam:passrole", "cloudformation:createstack"],
	["iam:passrole", "datapipeline:createpipeline"],
	["iam:passrole", "ecs:runtask"],
	["iam:passrole", "sagemaker:createnotebookinstance"],
	["iam:passrole", "sagemaker:createprocessingjob"],
	["iam:passrole", "sagemaker:createtrainingjob"],
	["iam:passrole", "codebuild:createproject"],
]

deny contains finding.on(resource, path, message) if {
	some address, own in _documents

	granted := _granted(own)
	count(granted) > 0
	some statement in own
	allowed := _allowed(statement)
	resource := statement.resource
	path := statement.path
	ways := [concat(" with ", combination) |
		some combination in _combinations
		combination[0] in allowed
		every action in combination { action in granted }
	]
	count(ways) > 0
	message := $"{address} lets its holder become an administrator by {_few(ways)}; expected bounded resources"
}

# What no policy gives alone, several of one holder may give together.
deny contains finding.on(statement.resource, statement.path, message) if {
	some holder, held in holders.statements

	own := [statement | some statement in held; not _is_full(statement)]
	granted := _granted(own)
	count(granted) > 0
	some statement in own
	allowed := _allowed(statement)
	ways := [concat(" with ", combination) |
		some combination in _combinations
		combination[0] in allowed
		every action in combination { action in granted }
		not _is_alone(own, combination)
	]
	count(ways) > 0
	message := concat("; ", [
		$"{statement.resource.address} lets {holder} become an administrator by {_few(ways)}, with its other policies",
		"expected bounded resources",
	])
}

# It may write policies and attach them.
deny contains finding.on(resource, [attribute], message) if {
	some {"resource": resource, "attribute": attribute} in iam.attachments("IAMFullAccess")

	message := $"{resource.address} attaches IAMFullAccess, which lets its holder become an administrator"
}

_is_alone(held, combination) if {
	some one in held
	granted := _granted([statement | some statement in held; statement.resource.address == one.resource.address])
	every action in combination { action in granted }
}

# A wildcard gives dozens, and each alone is enough.
_few(ways) := concat(", ", ways) if {
	count(ways) < 4
} else := $"{concat(", ", array.slice(ways, 0, 3))} and {count(ways) - 3} more"

# Full wildcards are found by other policies.
_documents[statement.resource.address] contains statement if {
	some statement in iam.identity_statements

	not _is_full(statement)
}

_is_full(statement) if {
	some action in statement.actions
	action in {"*", "*:*", "iam:*"}
}

# What statements give on everything.
_granted(own) := {action |
	some statement in own
	count(statement.condition) == 0
	some resource in statement.resources
	_is_everything(resource)
	some action in _allowed(statement)
}

_allowed(statement) := ({action | some action in statement.actions} & _steps) | wide if {
	statement.effect == "Allow"
	wide := {action |
		some pattern in statement.actions
		contains(pattern, "*")
		some action in _candidates(pattern)
		glob.match(pattern, [], action)
	}
} else := set()

_candidates(pattern) := object.get(_by_service, service, set()) if {
	service := split(pattern, ":")[0]
	not contains(service, "*")
} else := _steps

_steps := {action | some combination in _combinations; some action in combination}

_by_service[service] contains action if {
	some action in _steps
	service := split(action, ":")[0]
}

_is_everything("*")

_is_everything(resource) if regex.match(`^arn:aws[a-z-]*:[a-z0-9-]+:[^:]*:[^:]*:([a-z-]+/)?\*$`, resource)
