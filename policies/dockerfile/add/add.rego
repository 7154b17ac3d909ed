# METADATA
# title: ADD where COPY would do
# description: |
#   ADD unpacks archives and fetches addresses without being asked: what a file is called decides on what happens to
#   it, and what is fetched is not checked.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#add-or-copy
#     description: ADD or COPY
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Use COPY for files; fetch with `ADD --checksum=sha256:…`.
#   resources:
#     - dockerfile
#   topics:
#     - docker-add
#   frameworks:
#     cis-docker-1.6:
#       - "4.9"
package policies.dockerfile.add

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(part.resource, part.path, message) if {
	some part in docker.of("ADD")

	count(part.spec.heredocs) == 0
	some source in docker.sources(part.spec)
	reason := _reason(part.spec, source)
	message := $"{part.resource.address}: ADD {reason}"
}

_reason(spec, source) := "fetches a file without a checksum; expected --checksum" if {
	regex.match(`^https?://`, source)
	not regex.match(`\.git(#|$)`, source)
	not docker.has_flag(spec, "checksum")
}

_reason(_, source) := "takes files; expected COPY" if {
	not regex.match(`^(https?|git|ssh)://|^git@|\.git(#|$)`, source)
	not regex.match(`\.(tar|tar\.(gz|bz2|xz|zst|lzma)|tgz|tbz2?|txz|gz|bz2|xz|zst)$`, lower(source))
	not contains(source, "$")
}
