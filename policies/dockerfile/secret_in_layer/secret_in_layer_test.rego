package policies.dockerfile.secret_in_layer_test

import data.policies.dockerfile.secret_in_layer as policy
import data.policies.lib.testing

_in(instruction) := testing.review([testing.built([instruction])])

test_deny_whole_finding if {
	policy.deny == {{
		"address": "Dockerfile",
		"attribute": ["stages", 0, "instructions", 0],
		"message": "Dockerfile: ENV DB_PASSWORD holds a secret; expected a build secret",
	}} with input as _in(testing.pair("ENV", "DB_PASSWORD", "hunter2"))
}

test_deny_names if {
	every name in ["API_KEY", "api_token", "AWS_SECRET_ACCESS_KEY", "PASSWD", "SECRET", "NPM_TOKEN", "CLIENT_SECRET"] {
		count(policy.deny) == 1 with input as _in(testing.pair("ARG", name, "abc123"))
	}
}

test_deny_tokens_and_files if {
	key := concat("", ["AKIA", "QWERTYUIOPASDFGH"])
	count(policy.deny) == 1 with input as _in(testing.instruction("RUN", $"deploy --key {key}"))
	every value in [".env /app/.env", "id_rsa /root/.ssh/", "config/.npmrc /", "certs/server.key /etc/"] {
		count(policy.deny) == 1 with input as _in(testing.instruction("COPY", value))
	}
}

test_allow if {
	every value in ["", "$TOKEN", "changeme", "/run/secrets/a", "true", "<token>", null, "your-token"] {
		count(policy.deny) == 0 with input as _in(testing.pair("ENV", "TOKEN", value))
	}
	every name in ["TOKEN_URL", "PASSWORD_FILE", "SECRET_NAME", "TOKENIZERS", "PUBLIC_KEY", "KEYCLOAK"] {
		count(policy.deny) == 0 with input as _in(testing.pair("ENV", name, "abc"))
	}
	every value in ["app /app", ".env.example /app", "src/credentials.py /app", "package.json ./"] {
		count(policy.deny) == 0 with input as _in(testing.instruction("COPY", value))
	}
}

test_allow_file_of_another_stage if {
	copy := object.union(testing.instruction("COPY", ".env /"), {"flags": [{"name": "from", "value": "a"}]})
	count(policy.deny) == 0 with input as _in(copy)
}

test_allow_unknown if count(policy.deny) == 0 with input as _in(testing.pair("ARG", "TOKEN", null))

test_warn_argument_without_a_value if {
	every name, findings in {"NPM_TOKEN": 1, "SSH_PRIVATE_KEY": 1, "VERSION": 0} {
		count(policy.deny) == 0 with input as _in(testing.pair("ARG", name, null))
		count(policy.warn) == findings with input as _in(testing.pair("ARG", name, null))
	}
}
