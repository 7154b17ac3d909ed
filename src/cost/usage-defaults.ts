import type { Span } from "./scenario.ts";

/**
 * What a usage key is assumed to be where nobody says: our own round figures, an order of magnitude apart. They feed
 * the range beside the totals, never the totals, and each report names those that it used.
 */
type Rule = readonly [key: RegExp, low: number, expected: number, high: number];

/** Types where the general figures of a key would mislead: what is counted is rare or dear there. */
const ofTypes: Readonly<Record<string, ReadonlyArray<Rule>>> = {
  aws_acmpca_certificate_authority: [[/^monthly_requests$/, 1, 10, 100]],
  aws_acm_certificate: [[/^monthly_requests$/, 1, 1, 1]],
  aws_s3_bucket: [
    [/tier_1_requests$/, 1e4, 1e5, 1e6],
    [/retrieval_gb$/, 0, 10, 100],
  ],
  aws_kms_key: [[/^monthly_requests$/, 1e4, 1e5, 1e6]],
  aws_secretsmanager_secret: [[/^monthly_requests$/, 1000, 10_000, 100_000]],
  google_kms_crypto_key: [[/operations$/, 1e4, 1e5, 1e6]],
  google_secret_manager_secret: [[/operations$/, 1000, 10_000, 100_000]],
  aws_glue_job: [[/^monthly_hours$/, 1, 10, 100]],
  aws_rds_cluster: [[/^capacity_units_per_hr$/, 0.5, 2, 8]],
  aws_rds_cluster_instance: [[/^capacity_units_per_hr$/, 0.5, 2, 8]],
  azurerm_eventgrid_topic: [[/^monthly_operations$/, 1e5, 1e6, 1e7]],
  azurerm_key_vault_certificate: [
    [/renewal/, 0, 1, 2],
    [/operations$/, 100, 1000, 10_000],
  ],
  azurerm_key_vault_key: [
    [/renewals$/, 0, 1, 2],
    [/^hsm_protected_keys$/, 1, 1, 10],
    [/operations$/, 1000, 10_000, 100_000],
  ],
  azurerm_logic_app_standard: [[/calls$/, 100, 10_000, 100_000]],
  azurerm_data_factory: [[/entities$/, 100, 1000, 10_000]],
  azurerm_network_watcher: [[/^monthly_diagnostic_checks$/, 0, 1000, 10_000]],
  azurerm_search_service: [[/^monthly_images_extracted$/, 0, 1000, 10_000]],
};

/** By the key's last word, the narrower rules first. */
const general: ReadonlyArray<Rule> = [
  // What has to be switched on or is done by hand is usually not used at all.
  [
    /fast_snapshot_restore|snapshot_export|backtrack|_select_|early_deletion|data_restored|_restore_gb|_rsa_|_ecc_/,
    0,
    0,
    100,
  ],
  // Of the places that traffic may go to, the home market is the usual one.
  [/_gb\.(?!us|eu|north_america|worldwide|same_|asia$)/, 0, 0, 100],
  [/requests\.(?!us|eu)/, 0, 0, 1e6],
  [/(?:kinesis_processing|integration|throughput_or_capacity)_units$/, 1, 1, 8],
  [/^monthly_rule_evaluations$|_(?:checks|findings|assessments|config_items)$/, 1000, 10_000, 100_000],
  [/rotation_notifications$|invalidation_requests$/, 0, 10, 500],
  [/_users$/, 10, 100, 10_000],
  [/(?:job_executions|activity_runs|orchestration_runs)$/, 30, 300, 3000],
  [/_utilization_percentage$/, 20, 50, 100],
  [/_statements_per_hr$/, 1000, 10_000, 100_000],
  [/_gb_seconds$/, 1e4, 1e5, 1e6],
  [/_secs$/, 0, 1000, 10_000],
  [/(?:_versions|_certificates|_domain_controllers|_schedulers|_workers)$/, 0, 1, 5],
  [
    /(?:cores|_vcpus|_vaults|_accounts|_buckets|_functions|_addresses|_licenses|_vms|_node_count|_gateway_count)$/,
    1,
    3,
    20,
  ],
  [/^tests$|_sessions$|p2s_connection$|_voice_profiles$|_rules$/, 1, 5, 20],
  [/(?:^|_)duration_ms$/, 50, 200, 1000],
  [/^memory_mb$/, 128, 512, 1024],
  [/_size_kb$/, 4, 16, 64],
  [/_hours_per_|_per_sec$/, 1, 10, 100],
  [/(?:^|\.)new_connections$/, 1, 10, 100],
  [/(?:^|\.)active_connections$|_brokered_connections$/, 10, 100, 1000],
  [/^rule_evaluations$/, 0, 10, 100],
  [/^processed_bytes_gb$/, 10, 100, 1000],
  [/cpu_credit_hrs$/, 0, 0, 50],
  [/^(?:monthly_)?capacity_units$|^monthly_v2_capacity_units$/, 1, 2, 10],
  [/^average_replicas$/, 0.1, 1, 2],
  [/^(?:nodes|instances)$/, 1, 3, 10],
  [/^monthly_runs$/, 30, 300, 3000],
  [/^(?:run|job)_minutes$/, 1, 5, 15],
  [/_execution_mins$/, 1, 5, 30],
  [/_build_mins$/, 100, 1000, 5000],
  [/_mins$/, 1000, 10_000, 100_000],
  [/_subscriptions$/, 0, 1, 5],
  [/tokens$/, 1e6, 1e7, 1e8],
  [/_chars$|_characters$/, 1e5, 1e6, 1e7],
  [/_images$|_records$/, 100, 1000, 10_000],
  [/_dbu_hrs$|_training_hours$/, 10, 100, 500],
  [/^monthly_hrs$/, 0, 0, 730], // an address that may be unused: what runs all month has its hours without it
  [/_hrs$|_hours$/, 10, 100, 730],
  [/backup|snapshot|restore|retention|archive|retrieval|early_deletion/, 10, 50, 500],
  [/(?:ingest|log).*_gb$/, 1, 10, 100],
  [/transfer|egress|outbound|bandwidth|downloaded|processed/, 10, 100, 1000],
  [/_gb(?:\.|$)/, 10, 100, 1000],
  [/_tb$/, 0.01, 0.1, 1],
  [/_mb$/, 100, 1000, 10_000],
  [/lifecycle_transition|restore_requests|block_requests|_insight_events|_pairs?_requests/, 0, 1000, 100_000],
  [
    /(?:requests|queries|operations|events|messages|invocations|executions|calls|interactions|notifications|evaluations|units|pushes|statements|renewals|records|points|samples|samples_queried|objects|lines|updates|writes|transitions)(?:\.[a-z_0-9]+)?$/,
    1e5,
    1e6,
    1e7,
  ],
];

const known = new Map<string, Span | null>();

/** The stated default of a usage key; null where none is stated, so that the range leaves it out and says so. */
export function usageDefault(type: string, key: string): Span | null {
  const name = `${type} ${key}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const rules = [...(Object.hasOwn(ofTypes, type) ? (ofTypes[type] ?? []) : []), ...general];
  const rule = rules.find(([pattern]) => pattern.test(key));
  const span = rule === undefined ? null : { low: rule[1], expected: rule[2], high: rule[3] };
  known.set(name, span);
  return span;
}
