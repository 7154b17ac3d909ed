import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, measured, rate, usageOver } from "../line.ts";
import { rowsOf } from "../rows.ts";

const logs = rowsOf("log-analytics-workspace");

/** GB a day that can be reserved; the book has the price of the first. */
const reservations = [100, 200, 300, 400, 500, 1000, 2000, 5000, 10_000, 25_000, 50_000];

/** Logs are kept so long for nothing. */
const freeDays = 31;

const sentinelTypes = [
  "azurerm_log_analytics_solution", "azurerm_sentinel_log_analytics_workspace_onboarding",
  "azurerm_sentinel_data_connector_aws_cloud_trail", "azurerm_sentinel_data_connector_azure_active_directory",
  "azurerm_sentinel_data_connector_azure_advanced_threat_protection",
  "azurerm_sentinel_data_connector_azure_security_center",
  "azurerm_sentinel_data_connector_microsoft_cloud_app_security",
  "azurerm_sentinel_data_connector_microsoft_defender_advanced_threat_protection",
  "azurerm_sentinel_data_connector_office_365", "azurerm_sentinel_data_connector_threat_intelligence",
  "azurerm_sentinel_alert_rule_scheduled", "azurerm_sentinel_alert_rule_ms_security_incident",
]; // prettier-ignore

const workspace: Estimator = {
  estimate: (job) => {
    const sku = job.values.choice("sku", "PerGB2018").toLowerCase();
    if (sku === "free") return [];
    if (sku !== "pergb2018" && sku !== "capacityreservation") {
      job.notes.refuse(
        `the price book has no prices of the older sku "${job.values.text("sku") ?? ""}"; PerGB2018 and CapacityReservation are priced`,
      );
      return [];
    }
    return [
      ...(sku === "pergb2018" ? ingestion(job) : reserved(job)),
      ...(job.values.number("retention_in_days", { min: 0, max: 4383, otherwise: 30 }) > freeDays
        ? componentsOf(job, logs.usage("Log data retention", "GB", "monthly_additional_log_data_retention_gb"))
        : []),
      ...[
        logs.usage("Log data export", "GB", "monthly_log_data_export_gb"),
        logs.usage("Basic log data ingestion", "GB", "monthly_basic_log_data_ingestion_gb"),
        logs.usage("Basic log search queries", "GB searched", "monthly_basic_log_search_gb"),
        logs.usage("Archive data", "GB", "monthly_archive_data_gb"),
        logs.usage("Archive data restored", "GB", "monthly_archive_data_restored_gb"),
        logs.usage("Archive data searched", "GB", "monthly_archive_data_searched_gb"),
      ].flatMap((row) => componentsOf(job, row)),
    ];
  },
  usage: [
    "monthly_log_data_ingestion_gb", "monthly_sentinel_data_ingestion_gb", "monthly_additional_log_data_retention_gb",
    "monthly_log_data_export_gb", "monthly_basic_log_data_ingestion_gb", "monthly_basic_log_search_gb",
    "monthly_archive_data_gb", "monthly_archive_data_restored_gb", "monthly_archive_data_searched_gb",
  ], // prettier-ignore
};

function hasSentinel(job: Job): boolean {
  return job.others
    .referring(job.resource, sentinelTypes)
    .some(
      (one) =>
        one.resource.type !== "azurerm_log_analytics_solution" ||
        one.values.text("solution_name") === "SecurityInsights",
    );
}

function ingestion(job: Job): ReadonlyArray<Component> {
  return [
    ...componentsOf(job, logs.usage("Log data ingestion", "GB", "monthly_log_data_ingestion_gb")),
    ...(hasSentinel(job)
      ? componentsOf(job, logs.usage("Sentinel data ingestion", "GB", "monthly_sentinel_data_ingestion_gb"))
      : []),
  ];
}

function reserved(job: Job): ReadonlyArray<Component> {
  const asked = job.values.number("reservation_capacity_in_gb_per_day", { min: 0, max: 1e6, otherwise: 0 });
  if (asked === 0) return [];
  const size = reservations.findLast((one) => one <= asked) ?? 100;
  const unit = `${size} GB (per day)`;
  if (size !== 100)
    job.notes.assume(`The price of ${unit} is estimated from that of 100 GB; larger ones have a discount.`);
  const line = (name: string): ReadonlyArray<Component> =>
    fixed(job, { name, unit, quantity: 30, price: rate("log-reservation", name), times: size / 100 });
  return [...line("Log data ingestion"), ...(hasSentinel(job) ? line("Sentinel data ingestion") : [])];
}

const insights: Estimator = {
  estimate: (job) => {
    const days = job.values.number("retention_in_days", { min: 0, max: 730, otherwise: 90 });
    const data = usageOver(job, "monthly_data_ingested_gb");
    const kept = `Data retention (${days} days)`;
    return [
      ...componentsOf(job, rowsOf("application-insights").usage("Data ingested", "GB", "monthly_data_ingested_gb")),
      ...(days > 90
        ? measured(
            job,
            { name: kept, unit: "GB", price: rate("application-insights", "Data retention (120 days)") },
            data?.times(days - 90).div(30) ?? null,
          )
        : []),
    ];
  },
  usage: ["monthly_data_ingested_gb"],
};

const webTest: Estimator = {
  estimate: (job) => {
    const standard = job.resource.type.includes("standard");
    if (!job.values.flag("enabled", standard)) return [];
    if (!standard) {
      return job.values.choice("kind", "ping").toLowerCase() === "multistep"
        ? componentsOf(job, rowsOf("application-insights-web-test").fixed("Multi-step web test", "test", 1))
        : [];
    }
    const frequency = job.values.number("frequency", { min: 60, max: 900, otherwise: 300 });
    const places = Math.max(1, job.values.list("geo_locations").length);
    const tests = new Decimal(730 * 3600).div(frequency).times(places);
    return fixed(job, {
      name: `Standard web test (${frequency} second frequency)`,
      unit: "tests",
      quantity: tests,
      price: rate("application-insights-standard-web-test", "Standard web test (300 second frequency)"),
    });
  },
  usage: [],
};

function dimensions(blocks: ReadonlyArray<Attributes>): number {
  return blocks.reduce((sum, block) => sum + block.blocks("dimension").length, 0);
}

const metricAlert: Estimator = {
  estimate: (job) => {
    if (!job.values.flag("enabled", true)) return [];
    const scopes = Math.max(1, job.values.list("scopes").length);
    const dynamic = dimensions(job.values.blocks("dynamic_criteria")) * scopes;
    const all = dimensions(job.values.blocks("criteria")) * scopes + dynamic;
    const line = (name: string, quantity: number): ReadonlyArray<Component> =>
      quantity > 0
        ? fixed(job, { name, unit: "time-series", quantity, price: rate("monitor-metric-alert", name) })
        : [];
    return [...line("Metrics monitoring", all), ...line("Dynamic threshold monitoring", dynamic)];
  },
  usage: [],
};

/** `PT15M`, `PT1H` in minutes. */
function minutesIn(text: string): number {
  const match = /^P(?:(?<days>\d{1,3})D)?T?(?:(?<hours>\d{1,3})H)?(?:(?<minutes>\d{1,4})M)?$/.exec(text)?.groups;
  return Number(match?.days ?? 0) * 1440 + Number(match?.hours ?? 0) * 60 + Number(match?.minutes ?? 0);
}

const queryAlert: Estimator = {
  estimate: (job) => {
    if (!job.values.flag("enabled", true)) return [];
    const minutes = job.values.has("evaluation_frequency")
      ? minutesIn(job.values.choice("evaluation_frequency", "PT15M"))
      : job.values.number("frequency", { min: 1, max: 1440, otherwise: 15 });
    const frequency = [15, 10, 5].find((one) => minutes >= one) ?? 1;
    const scopes = Math.max(1, job.values.list("scopes").length);
    const series = Math.max(1, scopes * dimensions(job.values.blocks("criteria")));
    const more = job.resource.type.endsWith("_v2") ? series - 1 : 0;
    const name = (kind: string): string => `${kind} (${frequency} minute frequency)`;
    const price = (kind: string): ReturnType<typeof rate> => rate("scheduled-query", name(kind));
    return [
      ...fixed(job, {
        name: name("Log alerts monitoring"),
        unit: "rule",
        quantity: 1,
        price: price("Log alerts monitoring"),
      }),
      ...(more > 0
        ? fixed(job, {
            name: name("Additional time-series monitoring"),
            unit: "time-series",
            quantity: more,
            price: price("Additional time-series monitoring"),
          })
        : []),
    ];
  },
  usage: [],
};

/** Receivers of an action group: its block, the component, its unit. */
const receivers: ReadonlyArray<readonly [block: string, name: string, unit: string, item: string]> = [
  ["email_receiver", "Email notifications", "emails", "Email notifications (2)"],
  ["itsm_receiver", "ITSM connectors", "events", "ITSM connectors (1)"],
  ["azure_app_push_receiver", "Push notifications", "notifications", "Push notifications (1)"],
];

const actionGroup: Estimator = {
  estimate: (job) => {
    const hooks = job.values.blocks("webhook_receiver");
    const secure = hooks.filter((hook) => hook.has("aad_auth")).length;
    const line = (
      name: string,
      unit: string,
      count: number,
      item: string,
      part: string | null = null,
    ): ReadonlyArray<Component> =>
      count === 0
        ? []
        : byUsage(job, {
            name: `${name} (${count})`,
            part,
            unit,
            usage: "monthly_notifications",
            times: count,
            price: rate("monitor-action-group", item),
          });
    return [
      ...receivers.flatMap(([block, name, unit, item]) => line(name, unit, job.values.blocks(block).length, item)),
      ...line("Secure web hooks", "notifications", secure, "Secure web hooks (1)"),
      ...line("Web hooks", "notifications", hooks.length - secure, "Web hooks (1)"),
      ...byCountry(job, "sms_receiver", "messages", "SMS messages", line),
      ...byCountry(job, "voice_receiver", "calls", "Voice calls", line),
    ];
  },
  usage: ["monthly_notifications"],
};

type CountLine = (
  name: string,
  unit: string,
  count: number,
  item: string,
  part?: string | null,
) => ReadonlyArray<Component>;

/** Messages and calls cost by the country that they go to. */
function byCountry(job: Job, block: string, unit: string, part: string, line: CountLine): ReadonlyArray<Component> {
  const codes = job.values.blocks(block).map((one) => one.text("country_code") ?? "1");
  return [...Map.groupBy(codes, (code) => code)]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .flatMap(([code, own]) => line(`Country code ${code}`, unit, own.length, `Country code ${code} (1)`, part));
}

/** Logs, alerts, automation and backup. */
export const monitor: EstimatorTable = {
  azurerm_log_analytics_workspace: workspace,
  azurerm_application_insights: insights,
  azurerm_application_insights_web_test: webTest,
  azurerm_application_insights_standard_web_test: webTest,
  azurerm_monitor_metric_alert: metricAlert,
  azurerm_monitor_scheduled_query_rules_alert: queryAlert,
  azurerm_monitor_scheduled_query_rules_alert_v2: queryAlert,
  azurerm_monitor_action_group: actionGroup,
  azurerm_monitor_data_collection_rule: fromTable([
    rowsOf("monitor-data-collection-rule").usage(
      "Metrics ingestion",
      "10M samples",
      "monthly_custom_metrics_samples",
      1e7,
    ),
  ]),
  azurerm_monitor_diagnostic_setting: fromTable([
    rowsOf("monitor-diagnostic-setting").usage("Platform logs processed", "GB", "monthly_platform_log_gb"),
  ]),
};
