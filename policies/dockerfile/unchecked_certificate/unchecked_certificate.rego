# METADATA
# title: Download does not check certificates
# description: |
#   Whoever is on the way to the server decides what is in the image.
# related_resources:
#   - ref: https://curl.se/docs/sslcerts.html
#     description: Certificates and curl
# schemas:
#   - input: schema.review
# custom:
#   severity: high
#   remediation: Remove the option; add the certificate authority to the image where it is your own.
#   resources:
#     - dockerfile
#   topics:
#     - docker-remote-script
#   frameworks:
#     nist-800-53:
#       - "SI-7"
#       - "SC-8"
package policies.dockerfile.unchecked_certificate

import data.policies.lib.docker
import data.policies.lib.finding

deny contains finding.on(command.resource, command.path, message) if {
	some command in docker.commands

	words := docker.without_sudo(command.words)
	some option in _unchecked(docker.program(words[0]), words)
	message := $"{command.resource.address} runs {words[0]} {option}, without checking certificates; expected it without"
}

_unchecked("curl", words) := [word |
	some word in words
	regex.match(`^(-[A-Za-jl-z]*k[A-Za-z]*|--insecure)$`, word)
]

_unchecked("wget", words) := [word | some word in words; word == "--no-check-certificate"]

_unchecked(manager, words) := [word |
	some word in words
	startswith(word, "--trusted-host")
] if {
	manager in {"pip", "pip3", "python", "python3"}
}

_unchecked("git", words) := array.concat(
	[word | some word in words; lower(word) == "http.sslverify=false"],
	["http.sslVerify false" |
		some index, word in words
		lower(word) == "http.sslverify"
		lower(words[index + 1]) == "false"
	],
)

_unchecked("npm", words) := ["strict-ssl false" |
	some index, word in words
	word == "strict-ssl"
	words[index + 1] == "false"
]
