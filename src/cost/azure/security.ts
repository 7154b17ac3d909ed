import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable, type TableRow } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, hourly, measured, rate, tiered, usageOver } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";

const keys = "key-vault-key";
const operations = "10K transactions";

const vaultKey: Estimator = {
  estimate: (job) => {
    const vault = job.others.referred(job.resource, ["azurerm_key_vault"], null)?.values;
    const premium = vault?.choice("sku_name", "standard").toLowerCase() === "premium";
    if (vault === undefined) job.notes.assume("The key vault is not in this project: the standard tier is assumed.");
    const type = job.values.choice("key_type", "RSA").toUpperCase();
    const plain =
      type.startsWith("RSA") && job.values.number("key_size", { min: 0, max: 16_384, otherwise: 2048 }) === 2048;
    const protectedOperations = (name: string, item: string): ReadonlyArray<Component> =>
      byUsage(job, {
        name,
        unit: operations,
        usage: "monthly_protected_keys_operations",
        per: 10_000,
        price: rate(keys, item),
      });
    return [
      ...byUsage(job, {
        name: "Secrets operations",
        unit: operations,
        usage: "monthly_secrets_operations",
        per: 10_000,
        price: rate(keys, "Secrets operations"),
      }),
      ...byUsage(job, {
        name: "Storage key rotations",
        unit: "renewals",
        usage: "monthly_key_rotation_renewals",
        price: rate(keys, "Storage key rotations"),
      }),
      ...(type.endsWith("HSM")
        ? premium
          ? hsmKeys(job, plain, protectedOperations)
          : []
        : protectedOperations(
            "Software-protected keys",
            plain
              ? "Software-protected keys [Key Vault; Premium; Operations]"
              : "Software-protected keys [Key Vault; Premium; Advanced Key Operations]",
          )),
    ];
  },
  usage: [
    "monthly_secrets_operations",
    "monthly_key_rotation_renewals",
    "monthly_protected_keys_operations",
    "hsm_protected_keys",
  ],
};

const hsmTiers = [
  ["first 250", 250],
  ["next 1250", 1250],
  ["next 2500", 2500],
  ["over 4000", null],
] as const;

function hsmKeys(
  job: Job,
  plain: boolean,
  protectedOperations: (name: string, item: string) => ReadonlyArray<Component>,
): ReadonlyArray<Component> {
  const name = "HSM-protected keys";
  const line = { name, unit: "months", usage: "hsm_protected_keys" };
  const known = job.usage.number("hsm_protected_keys") !== null;
  return [
    ...(plain || !known
      ? byUsage(job, { ...line, price: rate(keys, name) })
      : tiered(job, line, tiersOf(keys, name, hsmTiers))),
    ...protectedOperations(name, "Software-protected keys [Key Vault; Premium; Advanced Key Operations]"),
  ];
}

const certificate: Estimator = fromTable([
  rowsOf("key-vault-certificate").usage("Certificate renewals", "requests", "monthly_certificate_renewal_requests"),
  rowsOf("key-vault-certificate").usage(
    "Certificate operations",
    operations,
    "monthly_certificate_other_operations",
    10_000,
  ),
]);

const defender = rowsOf("security-center-subscription-pricing");

function plan(name: string, unit: string, usage: string, per = 1): TableRow {
  return defender.usage(`Defender for ${name}`, unit, usage, per);
}

/** Rows of Microsoft Defender by the kind of resource that a plan protects. */
const plans: Readonly<Record<string, ReadonlyArray<TableRow>>> = {
  appservices: [plan("app service", "node", "monthly_app_service_nodes")],
  containerregistry: [plan("container registries", "image", "monthly_container_registry_images")],
  keyvaults: [plan("Key Vault", "key vault", "monthly_key_vaults")],
  kubernetesservice: [plan("kubernetes", "core", "monthly_kubernetes_cores")],
  // As Infracost's usage file has them: what it tells of either is counted where it says that it is.
  sqlservers: [plan("SQL, outside Azure", "vCore", "monthly_sql_outside_azure_vcores")],
  sqlservervirtualmachines: [plan("SQL, Azure-connected", "instance", "monthly_sql_azure_connected_instances")],
  storageaccounts: [plan("storage", "storage account", "monthly_storage_accounts")],
  virtualmachines: [
    plan("servers, plan 1", "server", "monthly_servers_plan_1_nodes"),
    plan("servers, plan 2", "server", "monthly_servers_plan_2_nodes"),
  ],
  arm: [plan("ARM", "subscription", "monthly_arm_subscriptions")],
  dns: [plan("DNS", "1M queries", "monthly_dns_queries", 1e6)],
  opensourcerelationaldatabases: [
    plan("MySQL", "instance", "monthly_mysql_instances"),
    plan("PostgreSQL", "instance", "monthly_postgresql_instances"),
    plan("MariaDB", "instance", "monthly_mariadb_instances"),
  ],
  containers: [plan("containers", "vCore", "monthly_containers_vcores")],
  cosmosdbs: [plan("Cosmos DB", "RU/s x 100", "cosmosdb_request_units", 100)],
};

const subscriptionPricing: Estimator = {
  estimate: (job) => {
    if (job.values.choice("tier", "Free").toLowerCase() === "free") return [];
    const kind = job.values.choice("resource_type", "VirtualMachines").toLowerCase();
    const rows = Object.hasOwn(plans, kind) ? plans[kind] : undefined;
    if (rows === undefined) {
      job.notes.refuse(`the price book has no price of Microsoft Defender for "${kind}"`);
      return [];
    }
    return rows.flatMap((row) => componentsOf(job, row));
  },
  usage: fromTable(Object.values(plans).flat()).usage,
};

const domainService: Estimator = {
  estimate: (job) => {
    const replica = job.resource.type.endsWith("replica_set");
    const service = job.others.referred(job.resource, ["azurerm_active_directory_domain_service"], null)?.values;
    const sku = (replica ? service?.text("sku") : job.values.text("sku")) ?? "Standard";
    const name = `Active directory domain service${replica ? " replica set" : ""} (${sku})`;
    return hourly(job, {
      name,
      price: rate("active-directory-domain-service", `Active directory domain service (${sku})`),
    });
  },
  usage: ["monthly_hrs"],
};

/** Users that the price list has at no price, before the first that costs. */
const freeUsers = 50_000;

/** A user has one licence: where both are told, the first counts. */
const credential: Estimator = {
  estimate: (job) => {
    const line = (licence: "P1" | "P2"): ReadonlyArray<Component> => {
      const name = `Active users (${licence})`;
      const price = rate("federated-identity-credential", name);
      const quantity = usageOver(job, `monthly_active_${licence.toLowerCase()}_users`, freeUsers);
      return measured(job, { name, unit: "users", price }, quantity);
    };
    if (job.usage.number("monthly_active_p1_users") !== null) return line("P1");
    if (job.usage.number("monthly_active_p2_users") !== null) return line("P2");
    return [...line("P1"), ...line("P2")];
  },
  usage: ["monthly_active_p1_users", "monthly_active_p2_users"],
};

/** Keys, identities and Microsoft Defender. */
export const security: EstimatorTable = {
  azurerm_key_vault_key: vaultKey,
  azurerm_key_vault_certificate: certificate,
  azurerm_key_vault_managed_hardware_security_module: fromTable([
    rowsOf("key-vault-managed-hardware-security-module").hours("HSM pools"),
  ]),
  azurerm_security_center_subscription_pricing: subscriptionPricing,
  azurerm_active_directory_domain_service: domainService,
  azurerm_active_directory_domain_service_replica_set: domainService,
  azurerm_federated_identity_credential: credential,
};
