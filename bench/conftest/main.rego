package main

deny contains msg if {
	some name
	not input.resource.aws_ebs_volume[name][0].encrypted
	msg := sprintf("%s is not encrypted", [name])
}
