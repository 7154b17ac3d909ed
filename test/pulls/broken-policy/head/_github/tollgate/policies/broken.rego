# METADATA
# title: Never compiles
# custom:
#   severity: high
package policies.acme.broken

deny contains msg if {
	some resource in input.resources
	msg := nowhere(resource)
}
