package policies.lib.secrets_test

import data.policies.lib.secrets

test_kinds if {
	secrets.kinds("export KEY=AKIAIOSFODNN7EXAMPLE") == {"AWS access key"}
	secrets.kinds("-----BEGIN RSA PRIVATE KEY-----") == {"private key"}
	secrets.kinds("nothing here") == set()
	secrets.kinds("npm_install && hf_hub | sig=1") == set()
}

test_names if {
	every name in ["DB_PASSWORD", "apiKey", "client_secret", "github_token"] { secrets.is_secret_name(name) }
	every name in ["AWS_SECRET_KEY", "SECRET_KEY", "password_hash"] { secrets.is_secret_name(name) }
	every name in ["SECRET_ARN", "secretName", "TOKEN_URL", "password_length", "max_tokens", "region"] {
		not secrets.is_secret_name(name)
	}
	every name in ["secret_rotation_interval", "secrets_store_account", "SECRET_MANAGER", "token_timeout", "ssm_key_password"] {
		not secrets.is_secret_name(name)
	}
}

test_assigned if {
	secrets.assigned("export DB_PASSWORD=hunter2hunter\nTOKEN=$(fetch)\nSECRET_ARN=arn:aws:x:y") == {"DB_PASSWORD"}
}

test_assigned_in_powershell if {
	secrets.assigned("$password = [System.Web.Security.Membership]::GeneratePassword(24, 4)") == set()
	secrets.assigned("$securePassword = ConvertTo-SecureString $password -AsPlainText -Force") == set()
	secrets.assigned(`$securePassword = ConvertTo-SecureString "hunter2" -AsPlainText -Force`) == {"securePassword"}
}

test_names_about if {
	every name in ["SASL_PASSWORD_LOCATION", "password_file", "TokenUrl"] { not secrets.is_secret_name(name) }
	every name in ["SASL_PASSWORD", "location_token"] { secrets.is_secret_name(name) }
}

test_stand_ins if {
	every text in ["2m", "3600s", "", "${x}", "<token>", "arn:aws:x", "/prod/db/password", "op://vault/item/token", "redis://cache:6379", "true", "(known after apply)"] {
		secrets.is_stand_in(text)
	}
	every text in ["amqp://app:$(PASSWORD)@q", "x-$PASSWORD", "$secret", "{token}", "a {{ .x }} b", "{\"a\": 1}", "a<b>c", "lookup(x)", "a-(known after apply: b)", "../key", "./key.pem", "~/.ssh/id_rsa"] {
		secrets.is_stand_in(text)
	}
	every text in ["hunter2", "amqp://user:hunter2@queue", "P@$sw0rd@1", "b4(Kx{9<zz", "a$", ".../x", "x/y"] {
		not secrets.is_stand_in(text)
	}
}

test_assigned_in_escaped_quotes if {
	secrets.assigned(`export DATABASE_PASSWORD=\"SomeSortOfPassword\"`) == {"DATABASE_PASSWORD"}
}

test_placeholders if {
	every text in ["changeme", "CHANGE_ME", "changeme_smtp_password", "not-set", "prodonly", "your-token", "not_real_token"] {
		secrets.is_placeholder(text)
	}
	every text in ["changes", "hunter2", "only"] { not secrets.is_placeholder(text) }
}

# Put together here, so that no text in this repository looks like one.
_repeated(part, times) := concat("", [part | some _ in numbers.range(1, times)])

test_harmless if {
	every text in ["+442079460000", "+1 (555) 010-9999", "a@b.example", "changeme"] { secrets.is_harmless("app", text) }
	every text in ["123456789", "+hunter2", "5550109999"] { not secrets.is_harmless("app", text) }
}

test_unfilled if {
	every text in ["xxxxx", "********", "......", "GOOGLE_API_KEY_VAL", "MY_SECRET_VALUE"] { secrets.is_unfilled(text) }
	every text in ["xx", "xxxy", "VALUE", "KEYVAL"] { not secrets.is_unfilled(text) }
}

test_kinds_by_form if {
	every kind, text in {
		"Anthropic API key": concat("", ["sk-", "ant-api03-", _repeated("a", 90)]),
		"Azure shared access signature": concat("", ["https://a.example/?sv=1&", "sig=", _repeated("a", 43), "%3D"]),
		"Azure storage key": concat("", ["Account", "Key=", _repeated("a", 86), "=="]),
		"DigitalOcean token": concat("", ["dop_", "v1_", _repeated("a", 64)]),
		"GitHub token": concat("", ["gh", "p_", _repeated("a", 36)]),
		"GitLab token": concat("", ["gl", "pat-", _repeated("a", 20)]),
		"Google API key": concat("", ["AI", "za", _repeated("a", 35)]),
		"Google client secret": concat("", ["GOC", "SPX-", _repeated("a", 28)]),
		"Hugging Face token": concat("", ["h", "f_", _repeated("a", 34)]),
		"PyPI token": concat("", ["pypi", "-AgEIcHlwaS5vcmc", _repeated("a", 60)]),
		"SendGrid key": concat("", ["S", "G.", _repeated("a", 22), ".", _repeated("b", 43)]),
		"Slack token": concat("", ["xo", "xb-", _repeated("1", 12)]),
		"Slack webhook": concat("", ["https://hooks.slack", ".com/services/T1234567/B1234567/", _repeated("a", 24)]),
		"Stripe key": concat("", ["sk_", "live_", _repeated("a", 24)]),
		"npm token": concat("", ["np", "m_", _repeated("a", 36)]),
	} {
		secrets.kinds(text) == {kind}
	}
}

test_key_of_the_emulator if {
	rest := _repeated("a", 74)
	count(secrets.kinds(concat("", ["AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNO", rest, "=="]))) == 0
	secrets.kinds(concat("", ["AccountName=shop;AccountKey=Eby8vdM02xNX", rest, "=="])) == {"Azure storage key"}
}
