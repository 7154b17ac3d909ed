# METADATA
# title: Provider has no version
# description: |
#   The next init takes whatever is newest, and what it changes comes without any change here.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/providers/requirements
#     description: Provider requirements
#   - ref: https://developer.hashicorp.com/terraform/language/files/dependency-lock
#     description: The lock file
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Add a `version` to each entry of `required_providers`, and commit `.terraform.lock.hcl`.
#   resources:
#     - provider.*
#     - terraform
#   topics:
#     - tf-provider-unpinned
#   frameworks:
#     nist-800-53:
#       - "CM-2"
#       - "SR-3"
package policies.terraform.provider.unpinned

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(block, ["required_providers", index, name], message) if {
	some block in resources.blocks("terraform")

	not block.after.has_lock_file
	some index, providers in block.after.required_providers
	some name, requirement in providers
	is_object(requirement)
	object.get(requirement, "version", "") in {"", ">= 0", ">= 0.0.0"}
	message := $"{block.address} requires {name} without a version; expected a version or a lock file"
}

deny contains finding.at(provider, message) if {
	some provider in input.blocks

	startswith(provider.type, "provider.")
	not is_string(provider.module)
	name := trim_prefix(provider.type, "provider.")
	not name in _builtin
	not name in _required
	not _is_locked
	setting.is_absent(provider, ["version"])
	message := $"{provider.address} has no version; expected it in required_providers, or a lock file"
}

# These need no plugin.
_builtin := {"terraform"}

_required := {name |
	some block in resources.blocks("terraform")
	some providers in block.after.required_providers
	some name, _ in providers
}

_is_locked if {
	some block in resources.blocks("terraform")
	block.after.has_lock_file
}
