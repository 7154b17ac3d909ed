# METADATA
# title: Change gives more rights than there were
# description: |
#   A few words in a policy decide what a leaked key can do: they deserve a look of their own.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-checks-validating-policies.html
#     description: Checking for new access
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   enforcement: warn
#   remediation: Check that each new right is needed, and on which resources.
#   resources:
#     - aws_iam_group_policy
#     - aws_iam_policy
#     - aws_iam_role
#     - aws_iam_role_policy
#     - aws_iam_user_policy
#   topics:
#     - plan-iam-widening
#   frameworks:
#     nist-800-53:
#       - "AC-6"
#       - "CM-3"
#     soc2:
#       - "CC6.3"
package policies.terraform.plan.iam_widening

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.resources
import data.policies.lib.values

deny contains finding.on(resource, [attribute], message) if {
	some type, attribute in _attributes
	some resource in resources.of_type(type)

	resource.action == "update"
	before := _grants(object.get(resource.before, attribute, null))
	after := _grants(iam.document_text(resource, [attribute]))
	new := [$"{grant.what} on {grant.where}" | some grant in after; not _is_covered(grant, before)]
	count(new) > 0
	shown := concat(", ", array.slice(new, 0, 3))
	message := $"{resource.address} gives more than before: {shown}; expected a look at each"
}

_attributes := {
	"aws_iam_group_policy": "policy",
	"aws_iam_policy": "policy",
	"aws_iam_role": "assume_role_policy",
	"aws_iam_role_policy": "policy",
	"aws_iam_user_policy": "policy",
}

# What a document gives, as pairs of action and resource, or of action and principal.
_grants(text) := {grant |
	json.is_valid(text)
	some statement in values.list(object.get(json.unmarshal(text), "Statement", []))
	statement.Effect == "Allow"
	some action in values.list(object.get(statement, "Action", []))
	some where in _wheres(statement)
	not contains(where, "(known after apply")
	grant := {"what": lower(action), "where": where}
}

_wheres(statement) := values.list(statement.Resource) if {
	statement.Resource
} else := [$"{kind} {id}" |
	some kind, listed in statement.Principal
	some id in values.list(listed)
] if {
	is_object(statement.Principal)
} else := values.list(object.get(statement, "Principal", []))

_is_covered(grant, before) if {
	some known in before
	iam.covers(known.what, grant.what)
	_reaches(known.where, grant.where)
}

_reaches(pattern, where) if pattern == where

_reaches(pattern, where) if {
	contains(pattern, "*")
	glob.match(pattern, [], where)
}
