import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { replacingAttributes } from "../../src/compare/replacing-attributes.ts";
import { compareProjects } from "../../src/compare/compare-projects.ts";
import { providerFacts } from "../../src/formats/terraform/provider-facts.ts";
import type { ValueType } from "../../src/formats/terraform/provider-facts-type.ts";
import type { Action, JsonObject } from "../../src/model/resource.ts";
import { aDeclaration, aPair } from "./builders.ts";

function schemaOf(type: string): ValueType | null {
  const attributes = providerFacts(type) ?? providerFacts(`${type}_v1`);
  return attributes === null ? null : { kind: "object", attributes };
}

function stepInto(type: ValueType | null, step: string): ValueType | null {
  if (type === null) return null;
  if (step === "*") return "element" in type ? type.element : null;
  return type.kind === "object" ? (type.attributes.get(step)?.type ?? null) : null;
}

describe("the table", () => {
  it.each(Object.entries(replacingAttributes))(
    "of %s names attributes that its provider declares",
    (type, patterns) => {
      const unknown = patterns.filter((pattern) => {
        const [path = "", condition] = pattern.split(" if ");
        const attribute = condition?.split("=")[0];
        const isThere = path.split("/").reduce(stepInto, schemaOf(type)) !== null;
        return !isThere || (attribute !== undefined && stepInto(schemaOf(type), attribute) === null);
      });
      expect(unknown).toEqual([]);
    },
  );

  it("has every stateful type that can be replaced", () => {
    const text = readFileSync("policies/lib/stateful.rego", "utf8");
    const stateful = [...text.matchAll(/"(?<type>(?:aws|azurerm|google)_\w+)"/g)].map(([, type = ""]) => type);
    expect(stateful.length).toBeGreaterThan(100);
    expect(stateful.filter((type) => providerFacts(type) === null)).toEqual([]);
    expect(stateful.filter((type) => !Object.hasOwn(replacingAttributes, type))).toEqual(notReplaced);
  });
});

/** Types of which we do not say what replaces them. */
const notReplaced = [
  "aws_db_snapshot",
  "azurerm_data_protection_backup_vault",
  "azurerm_snapshot",
  "google_compute_snapshot",
  "google_gke_backup_backup_plan",
  "azurerm_redis_enterprise_cluster",
  "google_dataproc_cluster",
  "google_logging_project_bucket_config",
];

function actionOf(type: string, before: JsonObject, after: JsonObject, unset?: ReadonlyArray<string>): Action {
  const head = aDeclaration({
    type,
    values: after,
    unknown: (unset ?? []).map((pointer) => pointer.split("/").slice(1)),
  });
  const pair = aPair([aDeclaration({ type, values: before })], [unset === undefined ? head : { ...head, unset }]);
  const [change] = compareProjects([pair]);
  return change?.resources[0]?.action ?? "none";
}

describe("a change of", () => {
  it.each<[string, JsonObject, JsonObject, Action]>([
    ["azurerm_managed_disk", { zone: "1" }, { zone: "2" }, "replace"],
    ["azurerm_managed_disk", { disk_size_gb: 10 }, { disk_size_gb: 20 }, "update"],
    ["azurerm_storage_account", { account_tier: "Standard" }, { account_tier: "Premium" }, "replace"],
    ["google_sql_database_instance", { region: "a" }, { region: "b" }, "replace"],
    ["google_sql_database_instance", { settings: [{ tier: "a" }] }, { settings: [{ tier: "b" }] }, "update"],
    [
      "google_bigquery_table",
      { time_partitioning: [{ type: "DAY", expiration_ms: 1 }] },
      { time_partitioning: [{ type: "DAY", expiration_ms: 2 }] },
      "update",
    ],
    ["aws_efs_file_system", { encrypted: false }, { encrypted: true }, "replace"],
    ["aws_kms_key", { key_usage: "SIGN_VERIFY" }, { key_usage: "ENCRYPT_DECRYPT" }, "replace"],
    ["aws_alb", { internal: true }, { internal: false }, "replace"],
    ["kubernetes_namespace_v1", { metadata: [{ name: "a" }] }, { metadata: [{ name: "b" }] }, "replace"],
    ["kubernetes_namespace_v1", { metadata: [{ labels: {} }] }, { metadata: [{ labels: { a: "b" } }] }, "update"],
  ])("%s %j → %j: %s", (type, before, after, action) => {
    expect(actionOf(type, before, after)).toBe(action);
  });

  it.each<[string, JsonObject, JsonObject, Action]>([
    ["aws_instance", { user_data: "a" }, { user_data: "b" }, "update"],
    ["aws_instance", { user_data: "a" }, { user_data: "b", user_data_replace_on_change: true }, "replace"],
    ["aws_elasticache_cluster", { node_type: "a", engine: "redis" }, { node_type: "b", engine: "redis" }, "update"],
    [
      "aws_elasticache_cluster",
      { node_type: "a", engine: "memcached" },
      { node_type: "b", engine: "memcached" },
      "replace",
    ],
  ])("%s %j → %j depends on another attribute: %s", (type, before, after, action) => {
    expect(actionOf(type, before, after)).toBe(action);
  });

  it("what is no longer written, and left to the provider, is no replacement", () => {
    const before = { availability_zone: "eu-west-1a" };
    expect(actionOf("aws_db_instance", before, { availability_zone: null }, ["/availability_zone"])).toBe("update");
    expect(actionOf("aws_db_instance", before, { availability_zone: "eu-west-1b" }, [])).toBe("replace");
  });
});
