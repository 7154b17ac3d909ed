# METADATA
# title: IAM policy documents
# description: |
#   Statements of IAM policies wherever they are written: text, jsonencode, heredoc or a policy document, also where
#   parts of them are known only after apply. Those read `(known after apply…)` and match nothing.
# schemas:
#   - input: schema.review
package policies.lib.iam

import data.policies.lib.resources
import data.policies.lib.values

# METADATA
# description: |
#   Statements that say what identities may do: of policies, inline policies and documents. A document is looked at once,
#   not again where it is used. Each has resource, path, effect, actions, not_actions (lower case), resources,
#   principals, condition.
identity_statements := [statement |
	some source in array.concat(_identity_sources, _document_sources)
	some statement in _statements(source)
	not statement.has_principal
]

# METADATA
# description: Statements of the trust policies of roles, as far as they are not in documents.
role_statements := [statement |
	some role in resources.of_type("aws_iam_role")
	text := document_text(role, ["assume_role_policy"])
	not text in _document_texts
	some statement in _statements({"resource": role, "path": ["assume_role_policy"], "text": text})
]

# METADATA
# description: Statements of the trust policies of roles.
trust_statements := array.concat(
	role_statements,
	[statement |
		some source in _document_sources
		some statement in _statements(source)
		statement.has_principal
		some action in statement.actions
		startswith(action, "sts:assumerole")
	],
)

# METADATA
# description: Statements of the policies of resources, by the type of the resource.
resource_statements(types) := [statement |
	some type in types
	some path in _resource_attributes[type]
	some resource in resources.of_type(type)
	text := document_text(resource, path)
	some statement in _statements({"resource": resource, "path": path, "text": text})
]

# METADATA
# description: A document's text, with placeholders for what is known only after apply; undefined where nothing is.
document_text(resource, path) := text if {
	text := object.get(resource.after, path, null)
	is_string(text)
} else := resource.sketches[concat("", [$"/{step}" | some step in path])]

# METADATA
# description: Statements of the document at an attribute of a resource.
statements_at(resource, path) := _statements({
	"resource": resource,
	"path": path,
	"text": document_text(resource, path),
})

# METADATA
# description: Whether a statement lets anybody in, and no condition says from where or on whose behalf.
is_public(statement) if {
	statement.effect == "Allow"
	_is_anybody(statement)
	not is_narrowed(statement)
}

# METADATA
# description: Whether a condition bounds who may use a statement.
is_narrowed(statement) if {
	some operator, tests in statement.condition
	not _is_loose(operator)
	some key, wanted in tests
	not lower(key) in _not_narrowing
	not _passes_without(statement, operator, key)
	every value in values.list(wanted) {
		not value in {"", "*", "0.0.0.0/0", "::/0"}
		not regex.match(`^arn:aws[a-z-]*:iam::\*`, $"{value}")
	}
}

# METADATA
# description: Whether a pattern of actions covers an action; both in lower case.
covers(pattern, action) if pattern == action

covers(pattern, action) if {
	contains(pattern, "*")
	glob.match(pattern, [], action)
}

# METADATA
# description: Whether a statement allows an action on some resource.
allows(statement, action) if {
	statement.effect == "Allow"
	some pattern in statement.actions
	covers(pattern, action)
}

# METADATA
# description: "Where one of AWS's own policies is attached, by its name: resource and attribute."
attachments(name) := [{"resource": resource, "attribute": attribute} |
	some type, attribute in _attachments
	some resource in resources.of_type(type)
	some arn in ({resource.after[attribute]} | {item | some item in resource.after[attribute]})
	endswith(arn, $":policy/{name}")
]

_attachments := {
	"aws_iam_group_policy_attachment": "policy_arn",
	"aws_iam_policy_attachment": "policy_arn",
	"aws_iam_role": "managed_policy_arns",
	"aws_iam_role_policy_attachment": "policy_arn",
	"aws_iam_user_policy_attachment": "policy_arn",
	"aws_ssoadmin_managed_policy_attachment": "managed_policy_arn",
}

_is_anybody(statement) if {
	some principal in statement.principals
	principal.kind in {"*", "AWS"}
	regex.match(`^(\*$|arn:aws[a-z-]*:iam::\*)`, principal.id)
}

_is_anybody(statement) if statement.has_not_principal

# Whatever is not named passes, and where the key is not there at all, everybody does.
_is_loose(operator) if regex.match(`^(?i)(null$|(for(all|any)values?:)?[a-z]*not|.*ifexists$)`, operator)

# A request without the key passes too, unless the key has to be there.
_passes_without(statement, operator, key) if {
	startswith(lower(operator), "forallvalues:")
	not _has_to_be_there(statement, key)
}

_has_to_be_there(statement, key) if {
	some operator, tests in statement.condition
	lower(operator) == "null"
	some name, wanted in tests
	lower(name) == lower(key)
	"false" in {lower($"{value}") | some value in values.list(wanted)}
}

# Keys that say how a request is made or what its sender chose, not by whom.
_not_narrowing := {
	"aws:currenttime",
	"aws:epochtime",
	"aws:multifactorauthage",
	"aws:multifactorauthpresent",
	"aws:requestedregion",
	"aws:securetransport",
	"aws:sourceidentity",
	"aws:tokenissuetime",
	"aws:useragent",
	"aws:referer",
	"kms:encryptioncontextkeys",
	"kms:grantisforawsresource",
	"s3:delimiter",
	"s3:max-keys",
	"s3:prefix",
	"s3:tlsversion",
	"s3:x-amz-acl",
	"s3:x-amz-server-side-encryption",
	"s3:x-amz-server-side-encryption-aws-kms-key-id",
	"sqs:tag",
	"sts:rolesessionname",
	"sts:sourceidentity",
}

_identity_attributes := {
	"aws_iam_group_policy": ["policy"],
	"aws_iam_policy": ["policy"],
	"aws_iam_role_policy": ["policy"],
	"aws_iam_user_policy": ["policy"],
	"aws_ssoadmin_permission_set_inline_policy": ["inline_policy"],
}

_resource_attributes := {
	"aws_api_gateway_rest_api_policy": [["policy"]],
	"aws_backup_vault_policy": [["policy"]],
	"aws_ecr_registry_policy": [["policy"]],
	"aws_ecr_repository_policy": [["policy"]],
	"aws_efs_file_system_policy": [["policy"]],
	"aws_elasticsearch_domain": [["access_policies"]],
	"aws_elasticsearch_domain_policy": [["access_policies"]],
	"aws_glacier_vault": [["access_policy"]],
	"aws_kms_external_key": [["policy"]],
	"aws_kms_key": [["policy"]],
	"aws_kms_key_policy": [["policy"]],
	"aws_kms_replica_key": [["policy"]],
	"aws_opensearch_domain": [["access_policies"]],
	"aws_opensearch_domain_policy": [["access_policies"]],
	"aws_s3_bucket": [["policy"]],
	"aws_s3_bucket_policy": [["policy"]],
	"aws_secretsmanager_secret": [["policy"]],
	"aws_secretsmanager_secret_policy": [["policy"]],
	"aws_sns_topic": [["policy"]],
	"aws_sns_topic_policy": [["policy"]],
	"aws_sqs_queue": [["policy"]],
	"aws_sqs_queue_policy": [["policy"]],
}

_identity_sources := array.concat(
	[{"resource": resource, "path": path, "text": text} |
		some type, path in _identity_attributes
		some resource in resources.of_type(type)
		text := document_text(resource, path)
		not text in _document_texts
		not text in _boundaries
	],
	[{"resource": role, "path": path, "text": text} |
		some role in resources.of_type("aws_iam_role")
		some index, _ in role.after.inline_policy
		path := ["inline_policy", index, "policy"]
		text := document_text(role, path)
		not text in _document_texts
	],
)

_documents := resources.blocks("data.aws_iam_policy_document")

_document_texts := {document_text(document, ["json"]) | some document in _documents}

# Service control policies and permissions boundaries bound what identities may do and give nothing.
_boundaries contains document_text(policy, ["content"]) if some policy in resources.of_type("aws_organizations_policy")

_boundaries contains document_text(policy, ["policy"]) if {
	some policy in resources.of_type("aws_iam_policy")
	_is_boundary(policy)
}

_is_boundary(policy) if {
	count(resources.referring_types(policy) & _attaching) == 0
	_bounds(policy)
}

_bounds(policy) if {
	some holder in resources.of_types({"aws_iam_role", "aws_iam_user", "aws_ssoadmin_permissions_boundary_attachment"})
	some path in [["permissions_boundary"], ["permissions_boundary", 0, "managed_policy_arn"]]
	resources.means(resources.referent(holder, path), policy)
}

# Whoever is bounded by it may be elsewhere.
_bounds(policy) if regex.match(`(?i)boundary`, policy.name)

_attaching := {
	"aws_iam_group_policy_attachment",
	"aws_iam_policy_attachment",
	"aws_iam_role_policy_attachment",
	"aws_iam_user_policy_attachment",
}

_document_sources := [{"resource": document, "path": ["json"], "text": text} |
	some document in _documents
	text := document_text(document, ["json"])
	not text in _boundaries
]

_statements(source) := [statement |
	json.is_valid(source.text)
	written := _written(json.unmarshal(source.text))
	some index, block in written
	is_object(block)
	not _is_of_another(source, count(written), block)
	statement := {
		"resource": source.resource,
		"path": _path(source, count(written), index),
		"effect": object.get(block, "Effect", ""),
		"sid": object.get(block, "Sid", ""),
		"actions": [lower(action) | some action in _texts(block, "Action")],
		"not_actions": [lower(action) | some action in _texts(block, "NotAction")],
		"resources": _texts(block, "Resource"),
		"not_resources": _texts(block, "NotResource"),
		"principals": _principals(object.get(block, "Principal", null)),
		"has_principal": _has_any(block, {"Principal", "NotPrincipal"}),
		"has_not_principal": _has_any(block, {"NotPrincipal"}),
		"condition": _condition(object.get(block, "Condition", {})),
	}
]

# A document that merges others is not to blame for what they say, where they are looked at themselves.
_is_of_another(source, statements, block) if {
	source.path == ["json"]
	not _is_plain(source.resource, statements)
	block in _plain_statements
}

_is_plain(document, statements) if count(object.get(document.after, "statement", [])) == statements

_plain_statements := {block |
	some document in _documents
	text := document_text(document, ["json"])
	json.is_valid(text)
	written := _written(json.unmarshal(text))
	_is_plain(document, count(written))
	some block in written
}

# One statement alone need not be in a list.
_written(document) := document.Statement if is_array(document.Statement)

_written(document) := [document.Statement] if is_object(document.Statement)

# A document's own blocks have lines; where others are merged in, only the whole has.
_path(source, statements, index) := ["statement", index] if {
	source.path == ["json"]
	_is_plain(source.resource, statements)
} else := ["statement"] if {
	source.path == ["json"]
} else := source.path

_texts(block, key) := [text | some text in values.list(object.get(block, key, [])); is_string(text)]

_has_any(block, keys) if {
	some key in keys
	block[key]
} else := false

_condition(condition) := {operator: tests | some operator, tests in condition; is_object(tests)} if {
	is_object(condition)
} else := {}

_principals(principal) := [{"kind": "*", "id": principal}] if {
	is_string(principal)
} else := [{"kind": "*", "id": id} | some id in principal] if {
	is_array(principal)
} else := [{"kind": kind, "id": id} |
	some kind, listed in principal
	some id in values.list(listed)
] if {
	is_object(principal)
} else := []
