# METADATA
# title: Instance is of a previous generation
# description: |
#   Older generations cost more for the same size and are slower; capacity for them dwindles.
# related_resources:
#   - ref: https://aws.amazon.com/ec2/previous-generation/
#     description: Previous generation instances and their successors
# schemas:
#   - input: schema.review
# custom:
#   severity: low
#   remediation: Use the successor that the finding names.
#   resources:
#     - aws_db_instance
#     - aws_instance
#     - aws_launch_configuration
#     - aws_launch_template
#     - aws_rds_cluster_instance
#   topics:
#     - cost-previous-generation
package policies.cost.previous_generation

import data.policies.lib.finding

_attributes := {
	"aws_db_instance": "instance_class",
	"aws_instance": "instance_type",
	"aws_launch_configuration": "instance_type",
	"aws_launch_template": "instance_type",
	"aws_rds_cluster_instance": "instance_class",
}

# Families with a successor that costs less on demand for the same size.
_successors := {
	"c1": "c6i",
	"c3": "c6i",
	"c4": "c6i",
	"db.m3": "db.m5",
	"db.m4": "db.m5",
	"db.r3": "db.r5",
	"i2": "i4i",
	"m1": "m6i",
	"m2": "r6i",
	"m3": "m6i",
	"m4": "m6i",
	"r3": "r6i",
	"r4": "r6i",
	"t1": "t3",
	"t2": "t3",
}

deny contains finding.on(resource, [attribute], message) if {
	some resource in input.resources

	attribute := _attributes[resource.type]
	size := resource.after[attribute]
	successor := _successors[_family(size)]
	message := $"{resource.address} uses {size}, a previous generation; {successor} costs less for the same size"
}

# `db.m4.large` is of the family `db.m4`, `m4.large` of `m4`.
_family(size) := concat(".", array.slice(steps, 0, count(steps) - 1)) if steps := split(size, ".")
