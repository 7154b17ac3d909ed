# METADATA
# title: Resources
# description: Which resources exist after the change, and which of them belong together.
# schemas:
#   - input: schema.review
package policies.lib.resources

import data.policies.lib.unknown

# METADATA
# description: Everything of a type that exists after the change.
of_type(type) := [resource |
	some resource in input.resources
	resource.type == type
	resource.after != null
]

# METADATA
# description: |
#   Whether a resource of the type (`aws_s3_bucket_…`) configures the bucket, which it names in its attribute `bucket`:
#   by the same known name, by a reference to the bucket or to the module that declares it, or in a way that cannot be
#   told, where the benefit of the doubt is given. Asking for many buckets is cheap: what is named is gathered once.
is_configured(bucket, type) if bucket.after.bucket in _named[type].names

is_configured(bucket, type) if _plain(bucket.address) in _named[type].addresses

is_configured(bucket, type) if _module_call(_plain(bucket.address)) in _named[type].modules

is_configured(_, type) if count(_named[type].untold) > 0

_types := {
	"aws_s3_bucket_public_access_block",
	"aws_s3_bucket_server_side_encryption_configuration",
}

_named[type] := named if {
	some type in _types
	unnamed := [resource | some resource in of_type(type); unknown.at(resource, ["bucket"])]
	references := {_plain(reference) | some resource in unnamed; some reference in resource.references}
	named := {
		"names": {resource.after.bucket | some resource in of_type(type); resource.after.bucket != null},
		"addresses": references & _declared,
		"modules": {_module_call(reference) | some reference in (references - _declared)},
		"untold": [resource.address | some resource in unnamed; not _is_told(resource)],
	}
}

_is_told(resource) if {
	some reference in resource.references
	_plain(reference) in _declared
}

_is_told(resource) if {
	some reference in resource.references
	startswith(reference, "module.")
}

_declared := {_plain(resource.address) | some resource in input.resources; resource.after != null}

# `module.logs.bucket_id` is an output of the call `module.logs`, which declares `module.logs.aws_s3_bucket.this`.
_module_call(address) := $"module.{split(address, ".")[1]}" if startswith(address, "module.")

# An address without the keys of its instances.
_plain(address) := address if not contains(address, "[")

_plain(address) := concat("", [match[1] | some match in regex.find_all_string_submatch_n(_steps, address, -1)]) if {
	contains(address, "[")
}

_steps := `([^\[\]]+)(?:\[[^\]]*\])?`
