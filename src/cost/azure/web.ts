import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { fixed, hourly, measured, rate, usageOver } from "../line.ts";
import { rowsOf } from "../rows.ts";

const workers = { min: 0, max: 1000, otherwise: 1 };

/** The plan's product in the price list by the first letter of its size and its version: `P1v3`, `I2`, `B1`. */
function planItem(size: string, linux: boolean): string | null {
  const word = size.toUpperCase();
  const os = linux ? " - Linux" : "";
  if (word === "F1" || word === "FREE") return `Free Plan${os}; F1`;
  if (word === "D1" || word === "SHARED") return "Shared Plan; Shared";
  if (word.startsWith("PC")) return `Premium Windows Container Plan; ${word}`;
  const match = /^(?<tier>[BSPI])(?<number>\d)(?<memory>M?)(?:V(?<version>\d))?$/.exec(word)?.groups;
  if (match === undefined) return null;
  const { tier = "", number = "", memory = "", version = "" } = match;
  if (tier === "B") return `Basic Plan${os}; B${number}`;
  if (tier === "S") return `Standard Plan${os}; S${number}`;
  const family = tier === "P" ? "Premium" : "Isolated";
  if (version === "" || version === "1") return `${family} Plan; ${tier}${number} ?`;
  return `${family} v${version} Plan${os}; ${tier}${number} ?${memory.toLowerCase()}v${version}`;
}

function planComponents(job: Job, size: string, linux: boolean, count: number): ReadonlyArray<Component> {
  const item = planItem(size, linux);
  const shown = size.toUpperCase() === "SHARED" ? "SHARED" : size;
  if (item === null) {
    job.notes.refuse(`unknown size "${size}" of an App Service plan; expected one such as B1, S2, P1v3, P2mv3 or I1v2`);
    return [];
  }
  const spelt = spelling(shown);
  return hourly(job, {
    name: `Instance usage (${shown})`,
    count,
    price: rate("app-service", `Instance usage (${spelt}) [Azure App Service ${item}]`),
  });
}

/** `p1V3` as the price list's examples spell it: P1v3; P1 without a version is P1v1. */
function spelling(size: string): string {
  const word = size.toUpperCase().replace(/M?V\d$/, (end) => end.toLowerCase());
  return /^P\d$/.test(word) ? `${word}v1` : word;
}

/** Consumption and elastic plans cost by their functions. */
function isFunctionPlan(size: string): boolean {
  return /^(?:Y1|EP\d|FC1|WS\d)$/i.test(size);
}

const servicePlan: Estimator = {
  estimate: (job) => {
    const size = job.values.required("sku_name") ?? "";
    if (isFunctionPlan(size)) return [];
    const linux = job.values.choice("os_type", "Windows").toLowerCase() === "linux";
    return planComponents(job, size, linux, job.values.number("worker_count", workers));
  },
  usage: ["monthly_hrs"],
};

const oldServicePlan: Estimator = {
  estimate: (job) => {
    const sku = job.values.block("sku");
    const size = sku.required("size") ?? "";
    const kind = job.values.choice("kind", "Windows").toLowerCase();
    if (isFunctionPlan(size) || kind === "elastic" || kind === "functionapp") return [];
    return planComponents(job, size, kind === "linux", sku.number("capacity", workers));
  },
  usage: ["monthly_hrs"],
};

/** vCPUs and GB of the sizes of elastic plans. */
const elastic: Readonly<Record<string, readonly [vcpus: number, gib: number]>> = {
  EP1: [1, 3.5],
  EP2: [2, 7],
  EP3: [4, 14],
};

export const plans = ["azurerm_service_plan", "azurerm_app_service_plan"];

const functionApp: Estimator = {
  estimate: (job) => {
    const plan = job.others.referred(job.resource, plans, null)?.values ?? null;
    const size = (plan?.text("sku_name") ?? plan?.block("sku").text("size") ?? "Y1").toUpperCase();
    const old = plan !== null && !plan.has("sku_name");
    const kind = (plan?.text("kind") ?? "").toLowerCase();
    const premium = Object.hasOwn(elastic, size) ? elastic[size] : undefined;
    if (premium !== undefined && (!old || kind === "elastic" || isElasticTier(plan))) {
      const count = job.usage.number("instances") ?? 1;
      const line = (name: string, unit: string, amount: number): ReadonlyArray<Component> =>
        fixed(job, {
          name: `${name} (${size})`,
          unit,
          quantity: new Decimal(amount).times(count),
          price: rate("function-app", `${name} (${size})`),
        });
      return [...line("vCPU", "vCPU", premium[0]), ...line("Memory", "GB", premium[1])];
    }
    // An app on a dedicated plan costs nothing beside it.
    if (/^[BSPI]\d/.test(size)) return [];
    return consumption(job);
  },
  usage: ["monthly_executions", "execution_duration_ms", "memory_mb", "instances"],
};

function isElasticTier(
  plan: { readonly block: (name: string) => { readonly text: (name: string) => string | null } } | null,
): boolean {
  return plan?.block("sku").text("tier")?.toLowerCase() === "elasticpremium";
}

/** Memory is counted in steps of 128 MB, an execution for at least 100 ms. */
function consumption(job: Job): ReadonlyArray<Component> {
  const executions = usageOver(job, "monthly_executions");
  const memory = Math.ceil((job.usage.number("memory_mb") ?? 128) / 128) * 128;
  const duration = Math.max(job.usage.number("execution_duration_ms") ?? 0, 100);
  const seconds = executions?.times(memory).div(1024).times(duration).div(1000) ?? null;
  const known = job.usage.number("memory_mb") !== null && job.usage.number("execution_duration_ms") !== null;
  return [
    ...measured(
      job,
      { name: "Execution time", unit: "GB-seconds", price: rate("function-app", "Execution time") },
      known ? seconds : null,
    ),
    ...measured(
      job,
      { name: "Executions", unit: "1M requests", price: rate("function-app", "Executions") },
      executions?.div(1e6) ?? null,
    ),
  ];
}

const stampFee = new Set(["I1", "I2", "I3"]);

const environment: Estimator = {
  estimate: (job) => {
    const tier = job.values.choice("pricing_tier", "I1");
    const price = rate("app-service-environment", `Instance usage (${tier})`);
    return [
      ...(stampFee.has(tier)
        ? hourly(job, { name: "Stamp fee", price: rate("app-service-environment", "Stamp fee") })
        : []),
      ...hourly(job, { name: `Instance usage (${tier})`, price }),
    ];
  },
  usage: ["operating_system", "monthly_hrs"],
};

const ipSslPrice = {
  name: "IP SSL certificate",
  unit: "months",
  quantity: 1,
  price: rate("app-service-certificate-binding", "IP SSL certificate"),
};

const binding: Estimator = {
  estimate: (job) => (/ipbased/i.test(job.values.text("ssl_state") ?? "") ? fixed(job, ipSslPrice) : []),
  usage: [],
};

const certificateOrder: Estimator = {
  estimate: (job) => {
    const name = `SSL certificate (${job.values.choice("product_type", "Standard").toLowerCase()})`;
    return fixed(job, {
      name,
      unit: "years",
      quantity: new Decimal(1).div(12),
      price: rate("app-service-certificate-order", name),
    });
  },
  usage: [],
};

const staticSite: Estimator = {
  estimate: (job) => {
    if (job.values.choice("sku_tier", "Free").toLowerCase() !== "standard") return [];
    return [
      ...componentsOf(job, rowsOf("static-web-app").fixed("Static Web App (Standard)", "months", 1)),
      ...measured(
        job,
        { name: "Bandwidth (over 100GB)", unit: "GB", price: rate("static-web-app", "Bandwidth (over 100GB)") },
        usageOver(job, "monthly_bandwidth_gb", 100),
      ),
    ];
  },
  usage: ["monthly_bandwidth_gb"],
};

/** App Service, functions, logic apps, API management. */
export const web: EstimatorTable = {
  azurerm_service_plan: servicePlan,
  azurerm_app_service_plan: oldServicePlan,
  azurerm_function_app: functionApp,
  azurerm_linux_function_app: functionApp,
  azurerm_windows_function_app: functionApp,
  azurerm_app_service_environment: environment,
  azurerm_app_service_certificate_binding: binding,
  azurerm_app_service_custom_hostname_binding: binding,
  azurerm_app_service_certificate_order: certificateOrder,
  azurerm_static_site: staticSite,
  azurerm_static_web_app: staticSite,
  azurerm_notification_hub_namespace: {
    estimate: (job) => {
      const sku = job.values.choice("sku_name", "Basic");
      if (sku.toLowerCase() === "free") return [];
      const pushes = usageOver(job, "monthly_pushes", 10e6);
      const name = `Namespace usage (${sku})`;
      const price = (item: string): ReturnType<typeof rate> => rate("notification-hub-namespace", item);
      const base = fixed(job, { name, unit: "months", quantity: 1, price: price(name) });
      const more = (label: string, quantity: Decimal | null): ReadonlyArray<Component> =>
        measured(job, { name: label, unit: "1M pushes", price: price(label) }, quantity?.div(1e6) ?? null);
      if (sku.toLowerCase() === "basic") return [...base, ...more("Pushes (over 10M)", pushes)];
      const middle = pushes === null ? null : Decimal.min(pushes, 90e6);
      return [
        ...base,
        ...more("Pushes (10-100M)", middle),
        ...(pushes === null || middle === null ? [] : more("Pushes (over 100M)", pushes.minus(middle))),
      ];
    },
    usage: ["monthly_pushes"],
  },
  azurerm_powerbi_embedded: {
    estimate: (job) => {
      const size = job.values.required("sku_name") ?? "A1";
      const name = `Node usage (${size.toUpperCase()})`;
      const doublings = Number(size.slice(1)) - 1;
      // Every size is twice the one before; the book has A1 and A5.
      return Number.isInteger(doublings) && doublings >= 0 && doublings < 8
        ? hourly(job, { name, price: rate("powerbi-embedded", "Node usage (A1)"), times: 2 ** doublings })
        : hourly(job, { name, price: rate("powerbi-embedded", name) });
    },
    usage: ["monthly_hrs"],
  },
};
