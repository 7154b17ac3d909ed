# METADATA
# title: Secrets
# description: What looks like a credential, by its form or by the name that it is given.
package policies.lib.secrets

# METADATA
# description: The kinds of credentials whose form a text has somewhere in it.
kinds(text) := {kind |
	regex.match(_any, text)
	own := replace(text, _emulator, "")
	some kind, pattern in _patterns
	regex.match(pattern, own)
}

# Every emulator of Azure's storage has this key.
_emulator := "AccountKey=Eby8vdM02xNO"

# METADATA
# description: Names that a script gives to credentials that are written in it.
assigned(text) := {match[1] |
	some match in regex.find_all_string_submatch_n(_assignment, text, -1)
	is_secret_name(match[1])
	not is_stand_in(match[2])
} | {match[1] | some match in regex.find_all_string_submatch_n(_secured, text, -1)}

# METADATA
# description: Whether a name says that its value is a credential, and not where one is or how long.
is_secret_name(name) if {
	regex.match(`(?i)(passwd|password|passphrase|secret|token|api_?key|access_?key|private_?key|credential)`, name)
	not regex.match(_about, name)
}

# METADATA
# description: Whether a name says that its value is a user, a host or the like, which are kept beside credentials.
is_plain_name(name) if {
	regex.match(`(?i)(^|[-_])(db|sql)?(user|user_?name|login|host|host_?name|port|endpoint|database|db_?name)($|[-_])`, name)
	not regex.match(`(?i)pass|secret|token|key|credential|connection`, name)
}

# METADATA
# description: Whether a text stands in for a credential, such as a reference, a placeholder or a path.
is_stand_in(text) if {
	regex.match(`(?i)^$|^[$({]|\$[{(]|<[^>]*>|\{\{|\{[a-z_][\w.]*\}|\w\([^)]*\)|\(known after apply|^(arn:|https?:|[a-z][a-z0-9+.-]*://[^@\s]+\s*$|(~|\.{1,2})?/|ssm:|vault:|file:|true$|false$|null$|none$|[0-9.]{1,5}(ms|[smhdwy])?$)`, text)
}

# What a shell puts in.
is_stand_in(text) if regex.match(`\$[A-Z_]{2}`, text)

# What PowerShell works out: a method of a type, or a command.
is_stand_in(text) if {
	regex.match(`^(\[[A-Z][A-Za-z]+[.\]]|(ConvertTo|ConvertFrom|Get|Import|Invoke|New|Read)-[A-Z][A-Za-z]+$)`, text)
}

# METADATA
# description: Whether a value is a text, a list with one, or JSON with one, that stands in for nothing.
is_written(value) if {
	is_string(value)
	not is_stand_in(value)
}

# A template of JSON is a secret when it has more than stand-ins.
is_written(value) if {
	is_string(value)
	startswith(trim_space(value), "{")
	json.is_valid(value)
	some name, inner in json.unmarshal(value)
	is_secret_name(name)
	is_string(inner)
	not is_stand_in(inner)
	not is_placeholder(inner)
}

is_written(value) if {
	is_array(value)
	some item in value
	is_string(item)
	not is_stand_in(item)
}

# METADATA
# description: Whether a text is what people write until there is a value, or for tests.
is_placeholder(text) if {
	regex.match(`(?i)^(dummy|fake|mock|placeholder|throw-?away|not[-_ ]?(a[-_ ]?)?real)[-_ ].*$`, text)
}

is_placeholder(text) if {
	count({character | some character in split(text, "")}) == 1
}

is_placeholder(text) if {
	regex.match(
		`(?i)^(change.?me([-_ ].*)?|todo|none|null|dummy|example|fake|mock|placeholder|redacted|default|auto|test|x+|your[-_ ].*|unset|unused|not[-_ ]?(set|used|needed)|(dev|prod|production|staging)[-_ ]?only)$`,
		text,
	)
}

# METADATA
# description: |
#   Whether a store of secrets is told nothing secret, a placeholder, a user or host, an address of mail or a number of
#   a telephone.
is_harmless(_, value) if is_placeholder(value)

is_harmless(name, _) if is_plain_name(name)

is_harmless(_, value) if regex.match(`^[\w.+-]+@[\w-]+(\.[\w-]+)+$`, value)

is_harmless(_, value) if regex.match(`^\+[0-9][0-9 ()-]{6,20}$`, value)

# METADATA
# description: Whether the default of a variable is only the name of a secret that is kept elsewhere.
is_named(variable, _) if regex.match(`(?i)^\s*(the )?names? (of|for) `, variable.after.description)

is_named(variable, value) if {
	value == lower(replace(variable.name, "_", "-"))
	regex.match(`-(secrets?|tokens?|credentials|keys?)$`, value)
}

# METADATA
# description: Whether a text only says what belongs in its place, as examples of manifests do.
is_unfilled(value) if {
	plain := lower(replace(replace(replace(trim_space(value), "_", ""), "-", ""), " ", ""))
	plain in {"changeme", "placeholder", "replaceme", "todo", "xxx", "yourpassword", "yoursecret", "redacted", "example"}
}

is_unfilled(value) if regex.match(`^\s*([xX]{3,}|\*{3,}|\.{3,})\s*$`, value)

# What a page of documentation leaves to its reader.
is_unfilled(value) if {
	count(value) < 200
	regex.match(_left_open, value)
}

_left_open := concat("", [
	`(?i)^[\s{]*((your|insert|enter|put|add|replace|update|change|fill)[ _-][\w -]+|`,
	`[\w -]+[ _-]here)[\s}]*$`,
])

# Words that say what belongs there, in capitals or as mine.
is_unfilled(value) if regex.match(_spelt_out, trim_space(value))

is_unfilled(value) if regex.match(`^[a-z0-9+]+://[A-Z0-9_]+:[A-Z][A-Z0-9]*(_[A-Z0-9]+)+@[^\n]*$`, trim_space(value))

_spelt_out := `^([A-Z]+(_[A-Z]+)*_)?(KEY|SECRET|TOKEN|KEY_ID)(_VAL(UE)?)?$|^my([-_][a-z]+)*[-_](key|secret|token|key[-_]id)$`

# The whole name, or its end, is about something around the credential.
_about := `(?i)([_.-](arn|arns|name|names|id|ids|url|uri|path|paths|param|parameter|length|ttl|expiry|expiration|days|file|prefix|suffix|region|endpoint|type|enabled|version|count|policy|format|audience|issuer|auth|rotation|interval|duration|period|retention|timeout|limit|mode|directory|dir|folder|location|account|stage|tenant|environment|namespace|backend|manager|provider|store|source|scope|scopes|alias|label|description|ref|key_?ref)$)|(?i)(tokenizer|secretsmanager|secrets_manager|token_?type|max_?tokens|^kube_?secret$|chamber_?name|ssm_?key|source_?store)|(?i)(Arn|Name|Id|Url|Uri|Path|Length|Ttl)$`

_assignment := `(?i)([A-Za-z0-9_.-]*(?:passwd|password|passphrase|secret|token|api_?key|access_?key|private_?key)[A-Za-z0-9_]*)["']?\s*[=:]\s*\\?["']?([^\s"'\\$<{(,;&|]{6,200})`

_secured := `(?i)([A-Za-z0-9_]+)\s*=\s*ConvertTo-SecureString\s+(?:-String\s+)?["'][^"'$\s]{4,200}["']`

# What each of them has in it: most texts have none.
_any := concat("|", [
	`(AK|AS)IA[0-9A-Z]{16}|gh[pousr]_|github_pat_|glpat-|AIza|GOCSPX-|hooks\.slack\.com|xox[abprs]-|[sr]k_live_`,
	`PRIVATE KEY-|AccountKey=|sig=|npm_|pypi-AgE|SG\.|dop_v1_|hf_|sk-ant-`,
])

_patterns := {
	"Anthropic API key": `\bsk-ant-[a-z0-9]+-[\w-]{80,}`,
	"AWS access key": `\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
	"Azure storage key": `\bAccountKey=[A-Za-z0-9+/]{86}==`,
	"Azure shared access signature": `[?&]sig=[A-Za-z0-9%/+]{40,80}(%3D|=)`,
	"DigitalOcean token": `\bdop_v1_[a-f0-9]{64}\b`,
	"GitHub token": `\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})`,
	"GitLab token": `\bglpat-[\w-]{20}`,
	"Google API key": `\bAIza[0-9A-Za-z_-]{35}`,
	"Google client secret": `\bGOCSPX-[\w-]{28}`,
	"Hugging Face token": `\bhf_[A-Za-z]{34}\b`,
	"npm token": `\bnpm_[A-Za-z0-9]{36}\b`,
	"PyPI token": `\bpypi-AgEIcHlwaS5vcmc[\w-]{50,}`,
	"SendGrid key": `\bSG\.[\w-]{22}\.[\w-]{43}\b`,
	"Slack token": `\bxox[abprs]-[0-9A-Za-z-]{10}`,
	"Slack webhook": `\bhooks\.slack\.com/(services|workflows)/T[A-Z0-9]{7,}/[AB][A-Z0-9]{7,}/\w{16,}`,
	"Stripe key": `\b[sr]k_live_[0-9A-Za-z]{16}`,
	"private key": `-----BEGIN ([A-Z]+ )*PRIVATE KEY-----`,
}
