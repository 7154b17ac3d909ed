# METADATA
# title: Environments
# description: Which environment a resource belongs to, as its tags or the project's path say.
# schemas:
#   - input: schema.review
package policies.lib.environment

# METADATA
# description: Whether a resource is said to be for development or tests, by a tag or by a folder of the project's path.
is_non_production(resource) if {
	some key, value in resource.tags
	lower(key) in {"env", "environment", "stage"}
	lower(value) in _names
}

is_non_production(_) if {
	some step in split(replace(replace(lower(input.project.path), "-", "/"), "_", "/"), "/")
	step in _names
}

_names := {
	"dev", "develop", "development", "nonprod", "qa", "sandbox", "stage", "staging", "test", "testing", "uat",
}
