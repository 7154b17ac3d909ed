# METADATA
# title: ADD where COPY would do
# description: |
#   ADD unpacks archives without being asked: what a file is called decides on what happens to it.
# related_resources:
#   - ref: https://docs.docker.com/build/building/best-practices/#add-or-copy
#     description: ADD or COPY
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Use COPY for files.
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

deny contains finding.on(part.resource, part.path, $"{part.resource.address}: ADD takes files; expected COPY") if {
	some part in docker.of("ADD")

	count(part.spec.heredocs) == 0
	some source in docker.sources(part.spec)
	not regex.match(`^(https?|git|ssh)://|^git@|\.git(#|$)`, source)
	not regex.match(`\.(tar|tar\.(gz|bz2|xz|zst|lzma)|tgz|tbz2?|txz|gz|bz2|xz|zst)$`, lower(source))
	not contains(source, "$")
}

# Whatever the variable is, an archive would be unpacked into a folder, and this is the name of a file.
deny contains finding.on(part.resource, part.path, $"{part.resource.address}: ADD takes files; expected COPY") if {
	some part in docker.of("ADD")

	count(part.spec.heredocs) == 0
	some source in docker.sources(part.spec)
	regex.match(`^(\./)?\$(\w+|\{\w+\})$`, source)
	regex.match(
		`[^/\s]\.(conf|cfg|ini|jar|json|js|properties|py|sh|sql|toml|txt|war|xml|ya?ml)["']?$`,
		lower(part.spec.value),
	)
}
