import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable, type TableRow } from "../estimator.ts";
import type { Job } from "../job.ts";
import { rate } from "../line.ts";
import { rowsOf } from "../rows.ts";

/** One storage class: how Terraform, the usage file and the price components name it. */
interface StorageClass {
  readonly part: string;
  /** `storage_class` of a lifecycle transition; empty for the class that every object begins in. */
  readonly terraform: string;
  readonly usage: string;
  readonly rows: ReadonlyArray<readonly [name: string, unit: string, usage: string, per: number, item: string]>;
}

const put = "PUT, COPY, POST, LIST requests";
const get = "GET, SELECT, and all other requests";

const classes: ReadonlyArray<StorageClass> = [
  {
    part: "Standard",
    terraform: "",
    usage: "standard",
    rows: [
      ["Storage", "GB", "storage_gb", 1, "standard"],
      [put, "1k requests", "monthly_tier_1_requests", 1000, "standard-put"],
      [get, "1k requests", "monthly_tier_2_requests", 1000, "standard-get"],
      ["Select data scanned", "GB", "monthly_select_data_scanned_gb", 1, "standard-select-scanned"],
      ["Select data returned", "GB", "monthly_select_data_returned_gb", 1, "standard-select-returned"],
    ],
  },
  {
    part: "Intelligent tiering",
    terraform: "INTELLIGENT_TIERING",
    usage: "intelligent_tiering",
    rows: [
      ["Storage (frequent access)", "GB", "frequent_access_storage_gb", 1, "intelligent-frequent"],
      ["Storage (infrequent access)", "GB", "infrequent_access_storage_gb", 1, "intelligent-infrequent"],
      ["Storage (archive access)", "GB", "archive_access_storage_gb", 1, "intelligent-archive"],
      ["Storage (deep archive access)", "GB", "deep_archive_access_storage_gb", 1, "intelligent-deep-archive"],
      ["Monitoring and automation", "1k objects", "monitored_objects", 1000, "intelligent-monitoring"],
      [put, "1k requests", "monthly_tier_1_requests", 1000, "intelligent-put"],
      [get, "1k requests", "monthly_tier_2_requests", 1000, "intelligent-get"],
      ["Lifecycle transition", "1k requests", "monthly_lifecycle_transition_requests", 1000, "lifecycle"],
      ["Select data scanned", "GB", "monthly_select_data_scanned_gb", 1, "intelligent-select-scanned"],
      ["Select data returned", "GB", "monthly_select_data_returned_gb", 1, "intelligent-select-returned"],
      ["Early delete (within 30 days)", "GB", "early_delete_gb", 1, "intelligent-early-delete"],
    ],
  },
  {
    part: "Standard - infrequent access",
    terraform: "STANDARD_IA",
    usage: "standard_infrequent_access",
    rows: infrequent("standard-ia"),
  },
  {
    part: "One zone - infrequent access",
    terraform: "ONEZONE_IA",
    usage: "one_zone_infrequent_access",
    rows: infrequent("one-zone-ia"),
  },
  {
    part: "Glacier flexible retrieval",
    terraform: "GLACIER",
    usage: "glacier_flexible_retrieval",
    rows: [
      ["Storage", "GB", "storage_gb", 1, "glacier"],
      [put, "1k requests", "monthly_tier_1_requests", 1000, "glacier-put"],
      [get, "1k requests", "monthly_tier_2_requests", 1000, "glacier-get"],
      ["Lifecycle transition", "1k requests", "monthly_lifecycle_transition_requests", 1000, "glacier-lifecycle"],
      ...retrievals("glacier", ["standard", "expedited"]),
      ...selects(["standard", "bulk", "expedited"]),
      ["Early delete (within 90 days)", "GB", "early_delete_gb", 1, "glacier-early-delete"],
    ],
  },
  {
    part: "Glacier deep archive",
    terraform: "DEEP_ARCHIVE",
    usage: "glacier_deep_archive",
    rows: [
      ["Storage", "GB", "storage_gb", 1, "deep-archive"],
      [put, "1k requests", "monthly_tier_1_requests", 1000, "deep-archive-put"],
      [get, "1k requests", "monthly_tier_2_requests", 1000, "deep-archive-get"],
      ["Lifecycle transition", "1k requests", "monthly_lifecycle_transition_requests", 1000, "deep-archive-lifecycle"],
      ...retrievals("deep-archive", ["standard", "bulk"]),
      ["Early delete (within 180 days)", "GB", "early_delete_gb", 1, "deep-archive-early-delete"],
    ],
  },
];

function infrequent(item: string): StorageClass["rows"] {
  return [
    ["Storage", "GB", "storage_gb", 1, item],
    [put, "1k requests", "monthly_tier_1_requests", 1000, `${item}-put`],
    [get, "1k requests", "monthly_tier_2_requests", 1000, `${item}-get`],
    ["Lifecycle transition", "1k requests", "monthly_lifecycle_transition_requests", 1000, "lifecycle"],
    ["Retrievals", "GB", "monthly_data_retrieval_gb", 1, `${item}-retrieval`],
    ["Select data scanned", "GB", "monthly_select_data_scanned_gb", 1, `${item}-select-scanned`],
    ["Select data returned", "GB", "monthly_select_data_returned_gb", 1, `${item}-select-returned`],
  ];
}

/** What it costs to get archived objects back, by how long one waits. */
function retrievals(item: string, speeds: ReadonlyArray<string>): StorageClass["rows"] {
  return speeds.flatMap((speed) => [
    [
      `Retrieval requests (${speed})`,
      "1k requests",
      `monthly_${speed}_data_retrieval_requests`,
      1000,
      `${item}-retrieval-requests:${speed}`,
    ] as const,
    [`Retrievals (${speed})`, "GB", `monthly_${speed}_data_retrieval_gb`, 1, `${item}-retrieval:${speed}`] as const,
  ]);
}

function selects(speeds: ReadonlyArray<string>): StorageClass["rows"] {
  return speeds.flatMap((speed) =>
    (["scanned", "returned"] as const).map(
      (what) =>
        [
          `Select data ${what} (${speed})`,
          "GB",
          `monthly_${speed}_select_data_${what}_gb`,
          1,
          `glacier-select-${what}:${speed}`,
        ] as const,
    ),
  );
}

const tagging: TableRow = {
  kind: "usage",
  name: "Object tagging",
  unit: "10k tags",
  usage: "object_tags",
  per: 10_000,
  price: rate("s3", "object-tagging"),
};

const bucket: Estimator = {
  estimate: (job) => [
    ...(job.usage.number("object_tags") === null ? [] : componentsOf(job, tagging)),
    ...classes.filter((one) => isUsed(job, one)).flatMap((one) => classComponents(job, one)),
  ],
  usage: ["object_tags", ...classes.flatMap((one) => one.rows.map(([, , key]) => `${one.usage}.${key}`))],
};

/** The standard class always, another where a lifecycle rule moves objects to it or the usage file tells of it. */
function isUsed(job: Job, one: StorageClass): boolean {
  if (one.terraform === "") return true;
  if (one.rows.some(([, , key]) => job.usage.number(`${one.usage}.${key}`) !== null)) return true;
  const separate = job.others.referring(job.resource, ["aws_s3_bucket_lifecycle_configuration"]);
  const rules = [...job.values.blocks("lifecycle_rule"), ...separate.flatMap((other) => other.values.blocks("rule"))];
  return rules.some((rule) => rule.blocks("transition").some((step) => step.text("storage_class") === one.terraform));
}

function classComponents(job: Job, one: StorageClass): ReadonlyArray<Component> {
  return one.rows.flatMap(([name, unit, key, per, item]) =>
    componentsOf(job, {
      kind: "usage",
      name,
      part: one.part,
      unit,
      usage: `${one.usage}.${key}`,
      per,
      price: rate("s3", item),
    }),
  );
}

/** Amazon S3. */
export const s3: EstimatorTable = {
  aws_s3_bucket: bucket,
  aws_s3_bucket_analytics_configuration: fromTable([
    rowsOf("s3-bucket-analytics-configuration").usage(
      "Objects monitored",
      "1M objects",
      "monthly_monitored_objects",
      1e6,
    ),
  ]),
  aws_s3_bucket_inventory: fromTable([
    rowsOf("s3-bucket-inventory").usage("Objects listed", "1M objects", "monthly_listed_objects", 1e6),
  ]),
};
