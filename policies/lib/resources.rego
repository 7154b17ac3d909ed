# METADATA
# title: Resources
# description: Which resources exist after the change, and which of them belong together.
# schemas:
#   - input: schema.review
package policies.lib.resources

import data.policies.lib.unknown

# METADATA
# description: Everything of a type that exists after the change. Asking for many types is cheap.
of_type(type) := object.get(_of_type, type, [])

# METADATA
# description: Everything of some types that exists after the change.
of_types(types) := [resource | some type in types; some resource in of_type(type)]

# METADATA
# description: Blocks of a type (`data.aws_iam_policy_document`, `provider.aws`, …) that exist after the change.
blocks(type) := [block | some block in input.blocks; block.type == type; block.after != null]

# METADATA
# description: |
#   Whether a resource of the type configures the target, which it names in an attribute (a bucket in `bucket`, a VPC in
#   `vpc_id`, …): by the same known name, by a reference to the target or to the module that declares it, or in a way
#   that cannot be told, where the benefit of the doubt is given. Asking for many targets is cheap.
is_configured(target, type) if count(configuring(target, type)) > 0

is_configured(target, type) if is_left_to_module(target, type)

# METADATA
# description: |
#   Whether a module whose content is not here is given the target and is, by its name or source, there for what the type
#   configures: what is missing here may be in it.
is_left_to_module(target, type) if {
	some holder in _holders(target)
	some pattern, subject in _subjects
	startswith(type, pattern)
	regex.match(subject, holder)
}

# METADATA
# description: The resources of the type that configure the target, as `is_configured` finds them.
configuring(target, type) := [input.resources[index] |
	indices := {index | some key in _names_of(target); some index in _by_target[type][key]}
	some index in indices
]

# METADATA
# description: |
#   The address that an attribute of a resource refers to, with the keys of its instances; undefined where it is a known
#   value or made of more than one reference.
referent(resource, path) := concat(".", array.slice(steps, 0, count(steps) - 1)) if {
	sketch := resource.sketches[_pointer(path)]
	startswith(sketch, "(known after apply: ")
	endswith(sketch, ")")
	address := trim_suffix(trim_prefix(sketch, "(known after apply: "), ")")
	not contains(address, "(known")
	steps := split(address, ".")
}

# METADATA
# description: Whether a reference means a resource; one without the key of an instance means every instance.
means(reference, resource) if reference == resource.address

means(reference, resource) if {
	not contains(reference, "[")
	reference == _plain(resource.address)
}

means(reference, resource) if {
	not contains(resource.address, "[")
	_plain(reference) == resource.address
}

# METADATA
# description: Whether some resource of the project refers to this one, whatever for.
is_referred_to(resource) if count(referring_types(resource)) > 0

# METADATA
# description: The types of what refers to a resource. Asking for many resources is cheap.
referring_types(resource) := object.get(_referrers, resource.address, set()) | object.get(_referrers, _plain(resource.address), set())

# METADATA
# description: |
#   Whether a module whose content is not here is given the resource, so that what seems alone may be in use there.
is_handed_over(resource) if count(_holders(resource)) > 0

_holders(resource) := {holder |
	some name in {resource.address, _plain(resource.address)}
	some holder in _given[name]
}

_given[name] contains $"{call.name} {object.get(call.after, "source", "")}" if {
	some call in blocks("module")
	some reference in call.references
	some name in {reference, _plain(reference)}
}

_referrers[name] contains resource.type if {
	some resource in input.resources
	some reference in resource.references
	some name in {reference, _plain(reference)}
}

_of_type[type] := [input.resources[index] | some index in indices] if some type, indices in _by_type

_by_type[resource.type] contains index if {
	some index, resource in input.resources

	resource.after != null
}

# What modules that configure something else are called.
_subjects := {
	"aws_default_security_group": `(?i)default`,
	"aws_flow_log": `(?i)flow[_-]?log`,
	"aws_s3_bucket_": `(?i)(s3|bucket)`,
	"aws_secretsmanager_secret_rotation": `(?i)rotat`,
	"aws_waf": `(?i)waf`,
	"azurerm_mssql_server_extended_auditing_policy": `(?i)audit`,
	"azurerm_storage_account_network_rules": `(?i)network`,
}

# What configures something else, and the attribute that names it.
_attributes := {
	"aws_default_security_group": "vpc_id",
	"aws_ecr_repository_policy": "repository",
	"aws_eip_association": "allocation_id",
	"aws_flow_log": "vpc_id",
	"aws_kms_key_policy": "key_id",
	"aws_s3_bucket_acl": "bucket",
	"aws_s3_bucket_intelligent_tiering_configuration": "bucket",
	"aws_s3_bucket_lifecycle_configuration": "bucket",
	"aws_s3_bucket_logging": "bucket",
	"aws_s3_bucket_policy": "bucket",
	"aws_s3_bucket_public_access_block": "bucket",
	"aws_s3_bucket_server_side_encryption_configuration": "bucket",
	"aws_s3_bucket_versioning": "bucket",
	"aws_s3_bucket_website_configuration": "bucket",
	"aws_secretsmanager_secret_rotation": "secret_id",
	"aws_volume_attachment": "volume_id",
	"aws_wafregional_web_acl_association": "resource_arn",
	"aws_wafv2_web_acl_association": "resource_arn",
	"azurerm_mssql_server_extended_auditing_policy": "server_id",
	"azurerm_storage_account_network_rules": "storage_account_id",
}

# What older versions of providers have instead.
_older_attributes := {"azurerm_storage_account_network_rules": "storage_account_name"}

_by_target[type][key] contains index if {
	some type, attribute in _attributes
	some index in _by_type[type]
	some key in _named_by(input.resources[index], attribute)
}

_by_target[type][key] contains index if {
	some type, attribute in _older_attributes
	some index in _by_type[type]
	some key in _named_by(input.resources[index], attribute)
}

_named_by(resource, attribute) := {$"={resource.after[attribute]}"} if {
	is_string(resource.after[attribute])
} else := {referent(resource, [attribute]), _written(resource, [attribute])} if {
	referent(resource, [attribute])
} else := _guessed(resource) if {
	unknown.at(resource, [attribute])
} else := set()

# Without an exact reference every declared one counts; without any it may be about anything.
_guessed(resource) := addresses | modules if {
	references := {_plain(reference) | some reference in resource.references}
	addresses := {$"~{reference}" | some reference in (references & _declared)}
	modules := {$"~{_module_call(reference)}" | some reference in (references - _declared)}
	count(addresses | modules) > 0
} else := {"?"}

_names_of(target) := (({"?", target.address, $"~{_plain(target.address)}"} | modules) | names) | written if {
	written := {_written(target, [attribute]) | some attribute in ["bucket", "id", "name"]}
	modules := {$"~{_module_call(_plain(target.address))}"}
	names := {$"={value}" |
		some attribute in ["arn", "bucket", "id", "name"]
		value := target.after[attribute]
		is_string(value)
	}
}

# In one module the same expression means the same, though nobody knows what: both are called `var.bucket_name`.
_written(resource, path) := $"{object.get(resource, "module", null)}: {resource.sketches[_pointer(path)]}"

_declared := {_plain(resource.address) | some resource in input.resources; resource.after != null}

# `module.logs.bucket_id` is an output of the call `module.logs`, which declares `module.logs.aws_s3_bucket.this`.
_module_call(address) := $"module.{split(address, ".")[1]}" if startswith(address, "module.")

# An address without the keys of its instances.
_plain(address) := address if not contains(address, "[")

_plain(address) := concat("", [match[1] | some match in regex.find_all_string_submatch_n(_steps, address, -1)]) if {
	contains(address, "[")
}

_steps := `([^\[\]]+)(?:\[[^\]]*\])?`

_pointer(path) := concat("", [$"/{step}" | some step in path])
