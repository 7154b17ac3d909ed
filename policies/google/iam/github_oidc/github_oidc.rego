# METADATA
# title: Workload identity trusts workflows of other repositories
# description: |
#   Every workflow on GitHub gets tokens from the same issuer. Without a condition that names a repository or its
#   owner, anybody's workflow gets in.
# related_resources:
#   - ref: https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
#     description: Deployment pipelines
# schemas:
#   - input: schema.review
# custom:
#   severity: critical
#   remediation: Set `attribute_condition` to an expression such as `assertion.repository_owner_id == '1234567'`.
#   resources:
#     - google_iam_workload_identity_pool_provider
#   topics:
#     - gcp-wif-condition
#   frameworks:
#     nist-800-53:
#       - "AC-3"
#       - "IA-9"
#     owasp-cicd:
#       - "CICD-SEC-2"
package policies.google.iam.github_oidc

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

_path := ["attribute_condition"]

deny contains finding.on(provider, _path, message) if {
	some provider in resources.of_type("google_iam_workload_identity_pool_provider")

	contains(provider.after.oidc[0].issuer_uri, "token.actions.githubusercontent.com")
	condition := setting.of(provider, _path, "")
	why := _looseness(condition)
	message := $"{provider.address} trusts GitHub workflows {why}; expected one that names a repository or its owner"
}

_looseness("") := "without a condition"

_looseness(condition) := $"with the condition {condition}" if {
	condition != ""
	not _is_tight(condition)
}

# Claims that a stranger's token cannot have, compared with something that narrows.
_is_tight(condition) if {
	regex.match(_claims, condition)
	_is_compared(condition)
}

# The subject names owner and repository in its first place, where no workflow can put what it likes.
_is_tight(condition) if {
	regex.match(`(?i)\bsub(ject)?\b`, condition)
	regex.match(`['"]\^?repo(sitory)?:[^*'"/]+/`, condition)
	_is_compared(condition)
}

_is_compared(condition) if {
	regex.match(`==|\bin\b|startsWith|matches|endsWith|contains`, condition)
	not regex.match(`(==|startsWith\(|contains\(|matches\()\s*['"](repo:)?(\*|\.\*)?['"]`, condition)
}

_claims := `(?i)(repository(_owner)?(_id)?|enterprise(_id)?|environment_node_id|owner(_id)?|job_workflow_ref)\b`
