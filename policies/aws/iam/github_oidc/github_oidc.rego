# METADATA
# title: Role trusts workflows of other repositories
# description: |
#   Every workflow on GitHub gets tokens from the same issuer. Without a condition on `sub` that names the
#   repository, anybody's workflow can assume the role.
# related_resources:
#   - ref: https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
#     description: OpenID Connect in AWS
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: >-
#     Add a condition on `token.actions.githubusercontent.com:sub` such as `repo:example/app:ref:refs/heads/main`.
#   resources:
#     - aws_iam_role
#     - data.aws_iam_policy_document
#   topics:
#     - aws-iam-github-oidc
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#       - "IA-9"
#     owasp-cicd:
#       - "CICD-SEC-2"
#     soc2:
#       - "CC6.1"
package policies.aws.iam.github_oidc

import data.policies.lib.finding
import data.policies.lib.iam
import data.policies.lib.values

_issuer := "token.actions.githubusercontent.com"

deny contains finding.on(statement.resource, statement.path, message) if {
	some statement in iam.trust_statements

	statement.effect == "Allow"
	iam.allows(statement, "sts:assumerolewithwebidentity")
	some principal in statement.principals
	principal.kind == "Federated"
	_is_github(principal, statement)
	why := _looseness(statement)
	message := $"{statement.resource.address} trusts GitHub workflows {why}; expected a sub that names the repository"
}

_is_github(principal, _) if contains(principal.id, _issuer)

_is_github(_, statement) if {
	some tests in statement.condition
	some key, _ in tests
	startswith(lower(key), $"{_issuer}:")
}

_looseness(statement) := "without a condition on sub" if {
	count(_subs(statement)) == 0
} else := $"with the sub {concat(", ", loose)}" if {
	loose := [sub |
		some sub in _subs(statement)
		not contains(sub, "(known after apply")
		_is_loose(sub)
	]
	count(loose) > 0
}

_subs(statement) := [sub |
	some operator, tests in statement.condition
	lower(operator) in _operators
	some key, wanted in tests
	lower(key) == $"{_issuer}:sub"
	some sub in values.list(wanted)
]

_operators := {
	"forallvalues:stringequals",
	"forallvalues:stringlike",
	"foranyvalue:stringequals",
	"foranyvalue:stringlike",
	"stringequals",
	"stringequalsignorecase",
	"stringlike",
}

# `repo:owner/…` names at least an owner; a wildcard before its end does not.
_is_loose(sub) if not regex.match(`^repo(sitory)?:[^*?/:]+/[^*?:]`, sub)
