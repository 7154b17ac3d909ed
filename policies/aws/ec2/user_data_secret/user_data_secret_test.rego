package policies.aws.ec2.user_data_secret_test

import data.policies.aws.ec2.user_data_secret as policy
import data.policies.lib.testing

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_instance.this", "message": "aws_instance.this has a credential in its user data: AWS access key; expected a role or a secret store", "attribute": ["user_data"]}} with input as testing.review([testing.terraform("aws_instance", {"user_data": "export KEY=AKIAIOSFODNN7EXAMPLE"})])
}

test_deny_every_shape if {
	every resources in [
		[testing.terraform("aws_launch_template", {"user_data": "IyEvYmluL3NoCmV4cG9ydCBBV1NfQUNDRVNTX0tFWV9JRD1BS0lBSU9TRk9ETk43RVhBTVBMRQ=="})],
		[testing.terraform("aws_instance", {"user_data": "echo\nDB_PASSWORD=hunter2hunter2\n"})],
		[testing.terraform("aws_launch_configuration", {"user_data_base64": "IyEvYmluL3NoCmV4cG9ydCBBV1NfQUNDRVNTX0tFWV9JRD1BS0lBSU9TRk9ETk43RVhBTVBMRQ=="})],
		[testing.sketched(testing.terraform("aws_instance", {"user_data": null}), "/user_data", "DB_PASSWORD=hunter2hunter2 HOST=(known after apply: aws_x.y.id)")],
	] {
		count(policy.deny) > 0 with input as testing.review(resources)
	}
}

test_allow if {
	every resources in [
		[testing.terraform("aws_instance", {"user_data": "#!/bin/sh\nDB_PASSWORD=$(aws secretsmanager get-secret-value)\n"})],
		[testing.terraform("aws_instance", {"user_data": "DB_PASSWORD_ARN=arn:aws:secretsmanager:eu-west-1:111122223333:secret:x"})],
		[testing.terraform("aws_instance", {})],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}

test_allow_unknown if {
	every resources in [
		[testing.unknown(testing.terraform("aws_instance", {"user_data": null}), [["user_data"]])],
	] {
		count(policy.deny) == 0 with input as testing.review(resources)
	}
}
