import { example, fact, recipes, whole, type FactList, type Recipe, type Wholesale } from "./recipe.ts";

const instance = "google_compute_instance";
const run = "google_cloud_run_service";

/** Rates of the Google book that are named by hand. */
export const googleRecipes: ReadonlyArray<Recipe> = [
  ...recipes("disk", [
    ["pd-standard", "GB", fact("Compute Engine", "pd-standard")],
    ["pd-balanced", "GB", fact("Compute Engine", "pd-balanced")],
    ["pd-ssd", "GB", fact("Compute Engine", "pd-ssd")],
    ["pd-extreme", "GB", fact("Compute Engine", "pd-extreme")],
    ["pd-standard regional", "GB", fact("Compute Engine", "pd-standard regional")],
    ["pd-balanced regional", "GB", fact("Compute Engine", "pd-balanced regional")],
    ["pd-ssd regional", "GB", fact("Compute Engine", "pd-ssd regional")],
    ["hyperdisk-balanced", "GB", fact("Compute Engine", "hyperdisk-balanced")],
    ["hyperdisk-extreme", "GB", fact("Compute Engine", "hyperdisk-extreme")],
    ["pd-extreme iops", "IOPS", example("google_compute_disk", "Provisioned IOPS", "Extreme PD IOPS")],
    ["hyperdisk-extreme iops", "IOPS", example("google_compute_disk", "Provisioned IOPS", "Hyperdisk Extreme IOPS")],
    ["local-ssd", "GB", fact("Compute Engine", "local SSD")],
    ["local-ssd spot", "GB", example(instance, "Local SSD provisioned storage", "Spot Preemptible")],
    ["snapshot", "GB", example("google_compute_snapshot", "Storage"), fact("Compute Engine", "disk snapshot")],
    ["image", "GB", fact("Compute Engine", "custom image storage"), example("google_compute_image", "Storage")],
    ["machine-image", "GB", example("google_compute_machine_image", "Storage")],
  ]),
  ...recipes("gpu", [
    ["nvidia-tesla-k80", "hours", example(instance, "NVIDIA Tesla K80 (on-demand)")],
    ["nvidia-tesla-k80 spot", "hours", example(instance, "NVIDIA Tesla K80 (preemptible)")],
    ["nvidia-l4", "hours", example(instance, "NVIDIA L4 (on-demand)")],
    ["nvidia-tesla-a100", "hours", example("google_container_node_pool", "NVIDIA Tesla A100 (on-demand)")],
  ]),
  ...recipes("custom-extended", [
    ["n1", "hours", example(instance, "Custom Instance Extended RAM (Linux/UNIX, on-demand, N1 2 GB)")],
  ]),
  ...recipes("address", [
    ["vm", "hours", example("google_compute_address", "IP address (standard VM)"), fact("Compute Engine", "external IP vm")],
    ["spot vm", "hours", example("google_compute_address", "IP address (preemptible VM)")],
    ["unused", "hours", fact("Compute Engine", "external IP unused"), example("google_compute_address", "IP address (unused)")],
  ]),
  ...recipes("vpn", [["tunnel", "hours", fact("Cloud VPN", "tunnel")]]),
  ...recipes("nat", [
    ["Assigned VMs (first 32)", "VM-hours", example("google_compute_router_nat", "Assigned VMs (first 32)")],
    ["data", "GB", fact("Cloud NAT", "data")],
    ["gateway", "hours", fact("Cloud NAT", "gateway")],
  ]),
  ...recipes("storage", [
    ["standard", "GiB", fact("Cloud Storage", "standard storage")],
    ["nearline", "GiB", fact("Cloud Storage", "nearline storage")],
    ["coldline", "GiB", fact("Cloud Storage", "coldline storage")],
    ["archive", "GiB", fact("Cloud Storage", "archiv storage")],
    ["durable_reduced_availability", "GiB", fact("Cloud Storage", "dra storage")],
    ["standard multi", "GiB", fact("Cloud Storage", "standard-multi storage")],
    ["nearline multi", "GiB", fact("Cloud Storage", "nearline-multi storage")],
    ["coldline multi", "GiB", fact("Cloud Storage", "coldline-multi storage")],
    ["archive multi", "GiB", fact("Cloud Storage", "archiv-multi storage")],
    ["durable_reduced_availability multi", "GiB", fact("Cloud Storage", "dra-multi storage")],
    ["standard dual", "GiB", fact("Cloud Storage", "standard-dual storage")],
    ["nearline dual", "GiB", fact("Cloud Storage", "nearline-dual storage")],
    ["coldline dual", "GiB", fact("Cloud Storage", "coldline-dual storage")],
    ["archive dual", "GiB", fact("Cloud Storage", "archiv-dual storage")],
    ["retrieval nearline", "GB", fact("Cloud Storage", "nearline retrieval")],
    ["retrieval coldline", "GB", fact("Cloud Storage", "coldline retrieval")],
    ["retrieval archive", "GB", fact("Cloud Storage", "archiv retrieval")],
    ["class a standard", "10k operations", example("google_storage_bucket", "Object adds, bucket/object list (class A)", "RegionalOps")],
    ["class a coldline", "10k operations", example("google_storage_bucket", "Object adds, bucket/object list (class A)", "ColdlineOps")],
    ["class b standard", "10k operations", example("google_storage_bucket", "Object gets, retrieve bucket/object metadata (class B)", "RegionalOps")],
    ["class b coldline", "10k operations", example("google_storage_bucket", "Object gets, retrieve bucket/object metadata (class B)", "ColdlineOps")],
    ["same continent", "GB", example("google_container_registry", "Data transfer in same continent", "Northern America")],
    ["same continent asia", "GB", example("google_container_registry", "Data transfer in same continent", "within Asia")],
  ]),
  ...recipes("run", [
    ["cpu request", "vCPU-seconds", example(run, "CPU allocation time (tier 2)", "Request-based")],
    ["cpu instance", "vCPU-seconds", example(run, "CPU allocation time (tier 2)", "Instance-based")],
    ["memory request", "GiB-seconds", example(run, "Memory allocation time (tier 2)", "Request-based")],
    ["memory instance", "GiB-seconds", example(run, "Memory allocation time (tier 2)", "Instance-based")],
    ["requests", "requests", example(run, "Number of requests")],
  ]),
  ...recipes("kms", [
    ["software", "months", example("google_kms_crypto_key", "Key versions")],
    ["hsm", "months", fact("Cloud KMS", "HSM key version")],
    ["hsm first", "months", example("google_kms_crypto_key", "Key versions (first 2K)")],
    ["hsm over", "months", example("google_kms_crypto_key", "Key versions (over 2K)")],
    ["operations software", "10k operations", example("google_kms_crypto_key", "Operations", "software symmetric")],
    ["operations hsm", "10k operations", example("google_kms_crypto_key", "Operations", "HSM")],
  ]),
  ...recipes("artifact", [
    ["storage", "GB", example("google_artifact_registry_repository", "Storage")],
    ["north america", "GB", example("google_artifact_registry_repository", "Data egress North America to North America")],
    ["europe", "GB", example("google_artifact_registry_repository", "Data egress Europe to Europe")],
    ["asia", "GB", example("google_artifact_registry_repository", "Data egress AsiaPacific to AsiaPacific")],
    ["oceania", "GB", example("google_artifact_registry_repository", "Data egress from/to Oceania", "to/from Oceania")],
    ["intercontinental", "GB", example("google_artifact_registry_repository", "Intercontinental (Excl Oceania)")],
  ]),
  ...recipes("gke", [
    ["cluster", "hours", fact("GKE", "cluster management fee")],
    ["autopilot cpu", "vCPU", example("google_container_cluster", "Autopilot vCPU")],
    ["autopilot memory", "GB", example("google_container_cluster", "Autopilot memory")],
    ["autopilot storage", "GB", example("google_container_cluster", "Autopilot ephemeral storage")],
  ]),
  ...recipes("sql", [
    ["vcpu", "hours", example("google_sql_database_instance", "vCPUs (1, zonal)")],
    ["memory", "GB", example("google_sql_database_instance", "Memory (3.75 GB, zonal)")],
    ["ssd", "GB", example("google_sql_database_instance", "Storage (SSD, zonal)")],
    ["backup", "GB", example("google_sql_database_instance", "Backups")],
    ["address", "hours", example("google_sql_database_instance", "IP address (if unused)")],
    ...["db-f1-micro", "db-g1-small", ...[1, 2, 4, 8, 16, 32, 64, 96].map((size) => `db-n1-standard-${size}`)].map(
      (tier) => [tier, "hours", example("google_sql_database_instance", `SQL instance (${tier}, zonal)`, "")] as const,
    ),
  ]),
  ...recipes("filestore", [
    ["zonal", "GB", fact("Filestore", "zonal capacity")],
    ["regional", "GB", fact("Filestore", "regional capacity")],
  ]),
  ...recipes("forwarding", [
    ["rule", "hours", example("google_compute_forwarding_rule", "Forwarding rules")],
    ["ingress", "GB", example("google_compute_forwarding_rule", "Ingress data")],
  ]),
  ...recipes("logging", [
    ["data", "GB", example("google_logging_project_sink", "Logging data")],
    ["retention", "GB", fact("Cloud Logging", "log retention over 30 days")],
  ]),
];

export const googleLists: ReadonlyArray<FactList> = [];

/** Resource types whose rates are taken over component by component. */
// prettier-ignore
export const googleWholesale: ReadonlyArray<Wholesale> = [
  ...[
    "google_bigquery_dataset", "google_bigquery_table", "google_cloudfunctions_function",
    "google_compute_external_vpn_gateway", "google_compute_vpn_gateway", "google_compute_target_http_proxy",
    "google_dns_managed_zone", "google_dns_record_set", "google_monitoring_metric_descriptor",
    "google_pubsub_subscription", "google_pubsub_topic", "google_redis_cluster", "google_redis_instance",
    "google_secret_manager_secret", "google_service_networking_connection",
  ].map((type) => whole(type)),
  { service: "egress", types: ["google_storage_bucket"], without: /^(Storage|Object|Data retrieval|Data transfer in)/ },
];
