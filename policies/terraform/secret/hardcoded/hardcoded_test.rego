package policies.terraform.secret.hardcoded_test

import data.policies.lib.testing
import data.policies.terraform.secret.hardcoded as policy

test_deny_whole_finding if {
	policy.deny == {{"address": "aws_db_instance.this", "message": "aws_db_instance.this has its password written out; expected a reference to a secret store", "attribute": ["password"]}} with input as testing.review([testing.terraform("aws_db_instance", {"password": "hunter2"})])
}

test_deny_every_shape if {
	every resource in [
		testing.terraform("aws_mq_broker", {"user": [{"password": "hunter2"}]}),
		testing.terraform("aws_ssm_parameter", {"type": "SecureString", "value": "hunter2"}),
		testing.terraform("aws_elasticache_user", {"passwords": ["hunter2hunter2"]}),
		testing.terraform("aws_secretsmanager_secret_version", {"secret_string": "{\"password\": \"hunter2\"}"}),
		testing.terraform("aws_secretsmanager_secret_version", {"secret_string": "  {\"password\": \"hunter2\"}\n"}),
		testing.terraform("aws_opensearch_domain", {"advanced_security_options": [{"master_user_options": [{"master_user_password": "hunter2"}]}]}),
		testing.terraform("azurerm_virtual_machine", {"os_profile": [{"admin_password": "Pa$sw0rd@1"}]}),
		testing.terraform("azurerm_windows_virtual_machine_scale_set", {"admin_password": "hunter2"}),
		testing.terraform("kubernetes_secret", {"data": {"username": "app", "password": "hunter2"}}),
		testing.terraform("kubernetes_secret_v1", {"data": {"aws": "AKIAIOSFODNN7EXAMPLE"}}),
	] {
		count(policy.deny) == 1 with input as testing.review([resource])
	}
}

test_deny_blocks if {
	every block in [
		testing.named("variable", "db_password", {"default": "hunter2"}),
		testing.named("variable", "password", {"default": "password", "description": "The password"}),
		testing.named("variable", "key", {"default": "AKIAIOSFODNN7EXAMPLE"}),
		testing.terraform("provider.mysql", {"password": "hunter2"}),
	] {
		count(policy.deny) == 1 with input as testing.configured([], [block])
	}
}

test_allow if {
	every resource in [
		testing.terraform("aws_db_instance", {"username": "app"}),
		testing.terraform("aws_ssm_parameter", {"type": "String", "value": "hunter2"}),
		testing.terraform("aws_secretsmanager_secret_version", {"secret_string": "alerts@shop.example"}),
		testing.terraform("aws_db_instance", {"password": ""}),
		testing.terraform("aws_opensearch_domain", {"advanced_security_options": [{"master_user_options": [{"master_user_arn": "a"}]}]}),
		testing.terraform("kubernetes_secret", {"data": {"username": "app", "host": "db", "password": "changeme", "tls.crt": "x"}}),
		testing.terraform("kubernetes_secret", {"data": null}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_allow_blocks if {
	every block in [
		testing.named("variable", "db_password", {"default": "changeme"}),
		testing.named("variable", "db_password_length", {"default": "16"}),
		testing.named("variable", "agent_k8s_secrets", {"default": "agent-k8s-secrets"}),
		testing.named("variable", "agent_token", {"default": "agent", "description": "Name of the secret with it"}),
		testing.named("variable", "secret_rotation_interval", {"default": "2m"}),
		testing.named("variable", "region", {"default": "eu-west-1"}),
		testing.named("variable", "kube_secret", {"default": "tailscale"}),
		testing.terraform("provider.fastly", {"api_key": "test"}),
	] {
		count(policy.deny) == 0 with input as testing.configured([], [block])
	}
}

test_allow_unknown if {
	secret := testing.unknown(testing.terraform("kubernetes_secret", {"data": {"password": null}}), [["data", "password"]])
	count(policy.deny) == 0 with input as testing.review([secret])
	resource := testing.unknown(testing.terraform("aws_db_instance", {"password": null}), [["password"]])
	count(policy.deny) == 0 with input as testing.review([resource])
}

test_allow_store_that_waits_for_its_secret if {
	every secret in [
		testing.terraform("aws_secretsmanager_secret_version", {"secret_string": "changeme"}),
		testing.terraform("aws_ssm_parameter", {"type": "SecureString", "value": "CHANGE_ME"}),
		testing.terraform("aws_ssm_parameter", {"type": "SecureString", "value": "+44 20 7946 0000"}),
		testing.terraform("aws_ssm_parameter", {"type": "SecureString", "value": "alerts@shop.example"}),
		testing.terraform("aws_ssm_parameter", {"type": "SecureString", "value": "not_a_real_email@shop.example"}),
		testing.terraform("aws_secretsmanager_secret_version", {"secret_string": `{"username": "app", "password": "dummy-value"}`}),
	] {
		count(policy.deny) == 0 with input as testing.review([secret])
	}
	database := testing.terraform("aws_db_instance", {"password": "changeme"})
	count(policy.deny) == 1 with input as testing.review([database])
}

test_allow_name_of_something_else if {
	zone := testing.terraform("aws_route53_zone", {"name": "internal.example"})
	secret := testing.terraform("aws_secretsmanager_secret_version", {"secret_string": "internal.example"})
	count(policy.deny) == 1 with input as testing.review([zone, secret])
	referring := testing.referring(secret, ["aws_route53_zone.this"])
	count(policy.deny) == 0 with input as testing.review([zone, referring])
}

test_stores_of_what_is_no_secret if {
	every label, findings in {"db_username_no_phi": 0, "sql-host": 0, "db_password": 1, "user_token": 1, "app": 1} {
		secret := testing.named("azurerm_key_vault_secret", label, {"value": "simple_report"})
		count(policy.deny) == findings with input as testing.review([secret])
	}
	waiting := testing.named("azurerm_key_vault_secret", "db_password", {"value": "0000000000"})
	count(policy.deny) == 0 with input as testing.review([waiting])
}
