/**
 * Secrets by attribute name. The bindings do not carry the schema's `sensitive`, so it is told from the last word of a
 * name: what ends in the name, an id, a version or an address of a secret is none.
 */
const secretNames =
  /(?:^|_)(?:passwords?|password_wo|password_data|passphrase|preshared_key|private_key(?:_pem|_base64|_wo)?|pem_private_key|client_secret(?:_wo)?|consumer_secret|app_secret|shared_secret|signing_secret|cloud_secret|service_principal_secret|secret_(?:string|data|binary|text|token|access_key|key|key_base64)(?:_wo)?|auth_token|access_token|refresh_token|api_token|id_token|oauth_token|repository_token|hec_token|jwt_token|bearer_token|raw_key|rsa_encrypted_key|connection_string|sas_(?:url|token|key)|shared_key|account_key|account_access_key|authorization_key|primary_access_key|secondary_access_key|kube_config_raw|pfx_blob|pfx_certificate|bgp_auth_key|smtp_password_v4|token_secret)$/;

/** Names that say nothing by themselves, by resource type. */
const byType: ReadonlyArray<readonly [type: RegExp, path: RegExp]> = [
  [/^aws_ssm_parameter$/, /^(?:value|value_wo)$/],
  [/^aws_iam_access_key$/, /^secret$/],
  [/^aws_codebuild_source_credential$/, /^token$/],
  [/^azurerm_key_vault_secret$/, /^(?:value|value_wo)$/],
  [/^azurerm_.*(?:virtual_machine|scale_set)$/, /^(?:os_profile\.)?custom_data$/],
  [/^azurerm_/, /(?:^|[._])(?:primary_key|secondary_key|access_key|api_key|instrumentation_key)$/],
  [/^azurerm_kubernetes_cluster$/, /^kube_(?:admin_)?config\.client_key$/],
  [/^google_container_cluster$/, /^master_auth\.client_key$/],
  [/^google_kms_secret_ciphertext$/, /^plaintext$/],
  [/^kubernetes_secret(?:_v1)?(?:_data)?$/, /^(?:data|binary_data|data_wo|binary_data_wo)$/],
];

/** Names that look like secrets and are not: a column, a switch, a reference. */
const harmless = /(?:^|\.)(?:secret_key_ref|value_source|secret_environment_variables|env)\./;

/** Whether the attribute at the dotted path (without list indices) holds a secret. */
export function isSensitive(type: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (byType.some(([types, paths]) => types.test(type) && paths.test(path))) return true;
  return secretNames.test(name) && !harmless.test(path) && !/^secret_(?:version|manager)_/.test(name);
}
