package policies.lib.secrets_test

import data.policies.lib.secrets

test_kinds if {
	secrets.kinds("export KEY=AKIAIOSFODNN7EXAMPLE") == {"AWS access key"}
	secrets.kinds("-----BEGIN RSA PRIVATE KEY-----") == {"private key"}
	secrets.kinds("nothing here") == set()
}

test_names if {
	every name in ["DB_PASSWORD", "apiKey", "client_secret", "github_token"] { secrets.is_secret_name(name) }
	every name in ["AWS_SECRET_KEY", "SECRET_KEY", "password_hash"] { secrets.is_secret_name(name) }
	every name in ["SECRET_ARN", "secretName", "TOKEN_URL", "password_length", "max_tokens", "region"] {
		not secrets.is_secret_name(name)
	}
	every name in ["secret_rotation_interval", "secrets_store_account", "token_timeout", "ssm_key_password"] {
		not secrets.is_secret_name(name)
	}
}

test_assigned if {
	secrets.assigned("export DB_PASSWORD=hunter2hunter\nTOKEN=$(fetch)\nSECRET_ARN=arn:aws:x:y") == {"DB_PASSWORD"}
}

test_stand_ins if {
	every text in ["2m", "3600s", "", "${x}", "<token>", "arn:aws:x", "/prod/db/password", "op://vault/item/token", "redis://cache:6379", "true", "(known after apply)"] {
		secrets.is_stand_in(text)
	}
	not secrets.is_stand_in("hunter2")
	not secrets.is_stand_in("amqp://user:hunter2@queue")
}

test_assigned_in_escaped_quotes if {
	secrets.assigned(`export DATABASE_PASSWORD=\"SomeSortOfPassword\"`) == {"DATABASE_PASSWORD"}
}

test_placeholders if {
	every text in ["changeme", "CHANGE_ME", "changeme_smtp_password", "not-set", "prodonly", "your-token"] {
		secrets.is_placeholder(text)
	}
	every text in ["changes", "hunter2", "only"] { not secrets.is_placeholder(text) }
}
