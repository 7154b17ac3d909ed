# METADATA
# title: Source is fetched without encryption
# description: |
#   Whoever is on the way can change what is deployed.
# related_resources:
#   - ref: https://fluxcd.io/flux/components/source/
#     description: Sources
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Use `https://`, `ssh://` or `oci://`, and remove `insecure`.
#   resources:
#     - source.toolkit.fluxcd.io/*
#   topics:
#     - flux-source-http
#   frameworks:
#     nist-800-53:
#       - "SC-8"
package policies.flux.insecure_source

import data.policies.lib.finding
import data.policies.lib.k8s

_kinds := [$"source.toolkit.fluxcd.io/{kind}" |
	some kind in ["Bucket", "GitRepository", "HelmRepository", "OCIRepository"]
]

deny contains finding.on(source, ["spec", "url"], message) if {
	some source in k8s.of_kinds(_kinds)

	startswith(lower(source.after.spec.url), "http://")
	message := $"{source.address} fetches {source.after.spec.url} in plain text; expected https"
}

deny contains finding.on(source, ["spec", "insecure"], message) if {
	some source in k8s.of_kinds(_kinds)

	source.after.spec.insecure == true
	message := $"{source.address} sets insecure; expected TLS"
}
