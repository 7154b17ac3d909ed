# METADATA
# title: Holders of policies
# description: |
#   Which user, group or role holds which IAM policies, inline or attached: together they say what it may do.
# schemas:
#   - input: schema.review
package policies.lib.holders

import data.policies.lib.iam
import data.policies.lib.resources

# METADATA
# description: |
#   The statements that each holder of more than one policy has, by the holder: its kind and name, or its address where
#   the name is known only after apply.
statements[holder] := found if {
	some holder, policies in _policies
	count(policies) > 1
	found := [statement | some policy in policies; some statement in iam.statements_at(policy, ["policy"])]
}

_policies[holder] contains policy if {
	some type, kind in {
		"aws_iam_group_policy": "group",
		"aws_iam_role_policy": "role",
		"aws_iam_user_policy": "user",
	}
	some policy in resources.of_type(type)
	holder := _holder(policy, [kind], kind)
}

_policies[holder] contains policy if {
	some type, paths in _attachments
	some attachment in resources.of_type(type)
	some policy in _attached(attachment)
	some [path, kind] in paths
	some holder in _holders(attachment, path, kind)
}

_attachments := {
	"aws_iam_group_policy_attachment": [["group", "group"]],
	"aws_iam_policy_attachment": [["groups", "group"], ["roles", "role"], ["users", "user"]],
	"aws_iam_role_policy_attachment": [["role", "role"]],
	"aws_iam_user_policy_attachment": [["user", "user"]],
}

_attached(attachment) := [policy |
	address := resources.referent(attachment, ["policy_arn"])
	some policy in resources.of_type("aws_iam_policy")
	resources.means(address, policy)
]

_holders(attachment, path, kind) := {_holder(attachment, [path, index], kind) |
	some index, _ in attachment.after[path]
} if {
	is_array(attachment.after[path])
} else := {_holder(attachment, [path], kind)}

_holder(resource, path, kind) := $"{kind} {name}" if {
	name := object.get(resource.after, path, null)
	is_string(name)
} else := resources.referent(resource, path)
