package policies.kubernetes.secret.plaintext_test

import data.policies.kubernetes.secret.plaintext as policy
import data.policies.lib.testing

_secret(after) := testing.kubernetes("v1/Secret", after)

test_deny_data if {
	policy.deny == {{
		"address": "v1/Secret.this",
		"attribute": ["data", "password"],
		"message": "v1/Secret.this holds password, token in plain text; expected an encrypted or external secret",
	}} with input as testing.review([_secret({"data": {"token": "aHVudGVyMg==", "password": "aHVudGVyMg=="}})])
}

test_deny_string_data if {
	found := policy.deny with input as testing.review([_secret({"stringData": {"tls.key": "k", "pin": 1234}})])
	{entry.attribute | some entry in found} == {["stringData", "pin"]}
}

test_deny_weak_ones if {
	every after in [{"password": "my_password"}, {"PASSWORD": "secret"}, {"token": "true"}, {"db-pass": "12345"}] {
		count(policy.deny) == 1 with input as testing.review([_secret({"stringData": after})])
	}
}

# A key store, and a word that is base64 by chance.
test_deny_bytes_that_are_no_text if {
	found := policy.deny with input as testing.review([_secret({"data": {"keystore.jks": "/u3+7QAAAAIAAAAB//8=", "password": "password"}})])
	{entry.message | some entry in found} == {"v1/Secret.this holds keystore.jks, password in plain text; expected an encrypted or external secret"}
}

# What is said beside a passphrase about how it is used.
test_deny_the_passphrase_alone if {
	found := policy.deny with input as testing.review([_secret({"stringData": {
		"CRYPTO_KEY_VALUE": "Simple passphrase", "CRYPTO_KEY_PROVIDER": "secret", "CRYPTO_PBKDF": "argon2i",
		"CRYPTO_KEY_CIPHER": "aes-xts-plain64", "CRYPTO_KEY_HASH": "sha256", "CRYPTO_KEY_SIZE": "256",
	}})])
	{entry.message | some entry in found} == {"v1/Secret.this holds CRYPTO_KEY_VALUE in plain text; expected an encrypted or external secret"}
}

test_deny_password_in_an_address if {
	found := policy.deny with input as testing.review([_secret({"stringData": {"url": "postgres://app:hunter2@db/app"}})])
	count(found) == 1
}

test_allow_nothing_secret if {
	every after in [
		{},
		{"data": null},
		{"data": {}},
		{"data": {"a": ""}},
		{"data": {"password": "CHANGEME", "token": "$CLOUD_TOKEN"}},
		{"stringData": {"token": "$CLOUD_TOKEN"}},
		{"data": {"ca.crt": "aHVudGVyMg=="}},
		{"data": {"a": null}},
		{"stringData": {"username": "app", "db_host": "db.internal", "URL": "https://api.example", "projectId": "shop"}},
		{"stringData": {"a": "${PASSWORD}", "b": "<path:kv/app#password>", "c": "change-me", "d": "{{ x }}"}},
		{"stringData": {"a": "ENC[AES256_GCM,data:x]", "keyStorePath": "/etc/a.jks", "POSTGRES_DB": "shop"}},
		{"stringData": {"AWS_SECRET_ACCESS_KEY": "UPDATE_AWS_SECRET_ACCESS_KEY"}},
		{"stringData": {"AWS_ACCESS_KEY_ID": "xxxxx", "AWS_SECRET_ACCESS_KEY": "XXXXXXXX", "GOOGLE_API_KEY": "GOOGLE_API_KEY_VAL"}},
		{"stringData": {"a.jwt": "LICENSE_HERE", "b": "{\n GCP_SERVICE_ACCOUNT_JSON_HERE\n}", "c": "your-api-key"}},
		{"stringData": {"known_hosts": "ssh.example ssh-ed25519 AAAA", "bucketnames": "logs", "issuerUrl": "https://a.example"}},
		{"stringData": {"GRAFANA_SECRET": "SECRET", "access_key": "my_access_key", "url": "http://USER:S3_SECRET@S3_HOST/b"}},
		{"stringData": {"insecure": "false", "jobs-to-keep": "10", "retention": "2d", "email": "a@shop.example"}},
		{"data": {"a": "eA=="}, "sops": {"version": "3.9.0"}},
	] {
		count(policy.deny) == 0 with input as testing.review([_secret(after)])
	}
}

test_deny_credential_in_a_file if {
	every text in [
		"db:\n  password: hunter2",
		"api_key = 'k'",
		"a_token=true\nb_password=x",
		"{\"auths\": {\"r\": {\"auth\": \"eDp5\"}}}",
		"-----BEGIN RSA PRIVATE KEY-----",
	] {
		count(policy.deny) == 1 with input as testing.review([_secret({"stringData": {"config.yaml": text}})])
	}
}

test_allow_file_without_a_credential if {
	every text in [
		"receivers:\n- name: default",
		"access_key: MY_ACCESS_KEY\nsecret_key: MY_ACCESS_SECRET_KEY",
		"credentialsInvalidate=true",
		"jdbcPassword=__REPLACE_ME__",
		"password: ${PASSWORD}",
		"password: \ntimeout: 3",
		"[auth.anonymous]\nenabled = true",
	] {
		count(policy.deny) == 0 with input as testing.review([_secret({"stringData": {"config.yaml": text}})])
	}
}

test_allow_other_kinds if {
	sealed := testing.kubernetes("bitnami.com/v1alpha1/SealedSecret", {"data": {"a": "aHVudGVyMg=="}})
	map := testing.kubernetes("v1/ConfigMap", {"data": {"a": "aHVudGVyMg=="}})
	gone := testing.deleted(_secret({"stringData": {"a": "hunter2"}}))
	count(policy.deny) == 0 with input as testing.review([sealed, map, gone])
}

test_allow_unknown if {
	secret := testing.unknown(_secret({"stringData": {"a": null}}), [["stringData", "a"]])
	count(policy.deny) == 0 with input as testing.review([secret])
}

_container(name, value) := testing.container({"env": [{"name": name, "value": value}]})

test_deny_credential_in_the_environment if {
	policy.deny == {{
		"address": "apps/v1/Deployment.this",
		"attribute": ["spec", "template", "spec", "containers", 0, "env", 0, "value"],
		"message": "apps/v1/Deployment.this: container app has AWS access key in KEY; expected a secretKeyRef",
	}} with input as testing.review([_container("KEY", "AKIAIOSFODNN7EXAMPLE")])
}

test_deny_credential_in_a_config_map if {
	map := testing.kubernetes("v1/ConfigMap", {"data": {"app.ini": "key = AKIAIOSFODNN7EXAMPLE"}})
	count(policy.deny) == 1 with input as testing.review([map])
	other := testing.kubernetes("v1/ConfigMap", {"data": {"app.ini": "password = ${PASSWORD}"}})
	count(policy.deny) == 0 with input as testing.review([other])
}

test_warn_named_like_a_secret if {
	name := "DB_PASSWORD"
	found := policy.warn with input as testing.review([_container(name, "hunter2")])
	{entry.message | some entry in found} == {concat("", [
		"apps/v1/Deployment.this: container app has DB_PASSWORD written out; ",
		"expected a secretKeyRef",
	])}
	count(policy.deny) == 0 with input as testing.review([_container(name, "hunter2")])
}

test_allow_environment if {
	every variable in [
		["DB_HOST", "db.internal"],
		["DB_PASSWORD", "$(PASSWORD)"],
		["DB_PASSWORD", ""],
		["DB_PASSWORD", "change-me"],
		["DB_PASSWORD_FILE", "/run/secrets/db"],
		["ALLOW_EMPTY_PASSWORD", "certainly"],
		["ENABLE_TOKEN_CACHE", "on"],
	] {
		input_ := testing.review([_container(variable[0], variable[1])])
		count(policy.deny) == 0 with input as input_
		count(policy.warn) == 0 with input as input_
	}
	referred := {"env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}]}
	count(policy.warn) == 0 with input as testing.review([testing.container(referred)])
}

test_certificates if {
	key := "-----BEGIN PRIVATE KEY-----"
	every item in [["ca.pem", "x", 0], ["fullchain.pem", "x", 0], ["ca.pem", key, 1], ["key.pem", "x", 1]] {
		secret := testing.manifest("v1/Secret", "shop", "s", {"stringData": {item[0]: item[1]}})
		count(policy.deny) == item[2] with input as testing.review([secret])
	}
}

_registration(kind, settings) := _secret({"metadata": {"labels": {"argocd.argoproj.io/secret-type": kind}}, "stringData": settings})

test_allow_what_argocd_registers if {
	every resource in [
		_registration("repository", {"name": "quay.io", "type": "helm", "url": "quay.io", "enableOCI": "true"}),
		_registration("cluster", {"name": "dev", "server": "https://a", "config": `{"awsAuthConfig": {"clusterName": "dev"}}`}),
	] {
		count(policy.deny) == 0 with input as testing.review([resource])
	}
}

test_deny_what_argocd_enters_with if {
	every resource in [
		_registration("repository", {"type": "git", "password": "hunter2"}),
		_registration("repo-creds", {"type": "git", "sshPrivateKey": "k"}),
		_registration("cluster", {"name": "dev", "config": `{"bearerToken": "t"}`}),
		_registration("other", {"name": "dev"}),
	] {
		count(policy.deny) == 1 with input as testing.review([resource])
	}
}

test_allow_certificates_by_what_they_are if {
	pem := "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n"
	count(policy.deny) == 0 with input as testing.review([_secret({"stringData": {"mine.pem": concat("", [pem, pem])}})])
	key := "-----BEGIN PRIVATE KEY-----\nTUlJ\n-----END PRIVATE KEY-----\n"
	count(policy.deny) == 1 with input as testing.review([_secret({"stringData": {"mine.pem": concat("", [pem, key])}})])
}

test_allow_and_deny_texts_of_settings if {
	public := "type: \"store\"\nname: gs\nparameters:\n  anonymous: true\n"
	count(policy.deny) == 0 with input as testing.review([_secret({"stringData": {"gs": public}})])
	every harmless in [{"metrics": "ENABLED=false\nPORT=80\n"}, {"run.sh": "#!/bin/sh\nset -e\nexec app\n"}, {"client-id": "app"}] {
		count(policy.deny) == 0 with input as testing.review([_secret({"stringData": harmless})])
	}
	every text in ["HOST=db\nPASSWD=hunter2\n", "HOST = db\nAPI_KEY = k1234567\n"] {
		count(policy.deny) == 1 with input as testing.review([_secret({"stringData": {"database": text}})])
	}
	count(policy.deny) == 1 with input as testing.review([_secret({"stringData": {"run.sh": "export DB_PASSWORD=hunter2\nexec app\n"}})])
	every last in ["password: hunter2\n", "  pass: \"hunter2\"\n", "api_key: k1234567\n"] {
		count(policy.deny) == 1 with input as testing.review([_secret({"stringData": {"gs": concat("", [public, last])}})])
	}
	count(policy.deny) == 1 with input as testing.review([_secret({"stringData": {"phrase": "hunter: two\n"}})])
}

_told(value, more) := testing.kubernetes("v1/Pod", {"spec": object.union(more, {"containers": [{
	"name": "app",
	"image": "a",
	"env": [{"name": "WEBHOOK_SECRET", "value": value}],
}]})})

test_warn_and_allow_names_of_secrets if {
	count(policy.warn) == 1 with input as testing.review([_told("server-cert", {})])
	mounted := {"volumes": [{"name": "v", "secret": {"secretName": "server-cert"}}]}
	count(policy.warn) == 0 with input as testing.review([_told("server-cert", mounted)])
	declared := testing.manifest("v1/Secret", null, "server-cert", {})
	count(policy.warn) == 0 with input as testing.review([_told("server-cert", {}), declared])
	count(policy.warn) == 1 with input as testing.review([_told("hunter2", mounted), declared])
}
