# METADATA
# title: Module is not pinned to a version
# description: |
#   Whoever can change the module changes what the next plan does, without any change here.
# related_resources:
#   - ref: https://developer.hashicorp.com/terraform/language/modules/sources
#     description: Module sources
#   - ref: https://developer.hashicorp.com/terraform/language/modules/syntax#version
#     description: Module versions
# schemas:
#   - input: schema.review
# custom:
#   severity: medium
#   remediation: Add `version`, or `?ref=` with a tag or a commit to a git source; use https.
#   resources:
#     - module
#   topics:
#     - tf-module-unpinned
#   frameworks:
#     nist-800-53:
#       - "SR-3"
#     soc2:
#       - "CC8.1"
package policies.terraform.module.unpinned

import data.policies.lib.finding
import data.policies.lib.resources
import data.policies.lib.setting

deny contains finding.on(module, ["source"], message) if {
	some module in resources.blocks("module")

	source := module.after.source
	why := _fault(module, source)
	message := $"{module.address} has the source {source}, {why}"
}

_fault(_, source) := "which anybody on the way can change; expected https" if _is_plain(source)

_fault(_, source) := "a branch or whatever is newest; expected ?ref= with a tag or a commit" if {
	not _is_plain(source)
	_is_git(source)
	not _is_pinned(source)
}

_fault(call, source) := "a registry without a version; expected version" if {
	regex.match(`^([a-z0-9.-]+\.[a-z]+/)?[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/[a-z0-9]+(//.*)?$`, source)
	not _is_git(source)
	setting.of(call, ["version"], "") in {"", ">= 0", ">= 0.0.0", ">=0", ">=0.0.0"}
}

_is_plain(source) if regex.match(`^(git::)?http://`, source)

_is_git(source) if regex.match(`^(git::|git@|github\.com/|bitbucket\.org/|hg::)`, source)

_is_git(source) if regex.match(`\.git(//[^?]*)?(\?.*)?$`, source)

_is_pinned(source) if {
	some match in regex.find_all_string_submatch_n(`[?&](ref|rev)=([^&]+)`, source, 1)
	not lower(match[2]) in {"dev", "develop", "head", "main", "master", "trunk"}
}
