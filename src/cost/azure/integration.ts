import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import { byUsage, fixed, hourly, measured, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { plans } from "./web.ts";

const apiManagement: Estimator = {
  estimate: (job) => {
    const [tier = "", units = "1"] = (job.values.required("sku_name") ?? "Developer_1").toLowerCase().split("_");
    const name = `API management (${tier})`;
    if (tier === "consumption") {
      return byUsage(job, {
        name,
        unit: "1M calls",
        usage: "monthly_api_calls",
        per: 1e6,
        price: rate("api-management", name),
      });
    }
    return [
      ...fixed(job, { name, unit: "units", quantity: Number(units) || 1, price: rate("api-management", name) }),
      ...(tier === "premium"
        ? componentsOf(
            job,
            rowsOf("api-management").usage("Self hosted gateway", "gateways", "self_hosted_gateway_count"),
          )
        : []),
    ];
  },
  usage: ["self_hosted_gateway_count", "monthly_api_calls"],
};

const appConfiguration: Estimator = {
  estimate: (job) => {
    if (job.values.choice("sku", "free").toLowerCase() === "free") return [];
    const replicas = job.values.blocks("replica").length;
    const label = replicas === 0 ? "" : ` (${replicas} ${replicas === 1 ? "replica" : "replicas"})`;
    return [
      ...fixed(job, {
        name: `Instance${label}`,
        unit: "days",
        quantity: 30,
        price: rate("app-configuration", "Instance"),
        times: replicas + 1,
      }),
      ...componentsOf(
        job,
        rowsOf("app-configuration").usage(
          "Requests (over 200k/day per replica)",
          "10k requests",
          "monthly_additional_requests",
          10_000,
        ),
      ),
    ];
  },
  usage: ["monthly_additional_requests"],
};

const logicSizes: Readonly<Record<string, readonly [cores: number, gib: number]>> = {
  WS1: [1, 3.5],
  WS2: [2, 7],
  WS3: [4, 14],
};

const logicApp: Estimator = {
  estimate: (job) => {
    const plan = job.others.referred(job.resource, plans, null)?.values;
    const told = (
      job.usage.text("sku") ??
      plan?.text("sku_name") ??
      plan?.block("sku").text("size") ??
      ""
    ).toUpperCase();
    const size = Object.hasOwn(logicSizes, told) ? logicSizes[told] : undefined;
    const label = size === undefined ? "unknown SKU" : told;
    const line = (name: string, unit: string, quantity: number | undefined): ReadonlyArray<Component> => {
      const price = rate("logic-app-standard", `${name} (${size === undefined ? "WS1" : told})`);
      return measured(
        job,
        { name: `${name} (${label})`, unit, price },
        quantity === undefined ? null : new Decimal(quantity),
      );
    };
    return [
      ...line("Workflow vCore", "vCore", size?.[0]),
      ...line("Workflow memory", "GB", size?.[1]),
      ...componentsOf(
        job,
        rowsOf("logic-app-standard").usage("Standard connectors", "calls", "monthly_standard_connector_calls"),
      ),
      ...componentsOf(
        job,
        rowsOf("logic-app-standard").usage("Enterprise connectors", "calls", "monthly_enterprise_connector_calls"),
      ),
    ];
  },
  usage: ["sku", "monthly_standard_connector_calls", "monthly_enterprise_connector_calls"],
};

const integrationAccount: Estimator = {
  estimate: (job) => {
    const sku = job.values.choice("sku_name", "Free");
    if (sku.toLowerCase() === "free") return [];
    const name = `Integration Account (${sku})`;
    return hourly(job, { name, price: rate("logic-app-integration-account", name) });
  },
  usage: ["monthly_hrs"],
};

const integrationEnvironment: Estimator = {
  estimate: (job) => {
    const [tier = "", units = "0"] = job.values.choice("sku_name", "Developer_0").toLowerCase().split("_");
    const service = "integration-service-environment";
    const product = `Logic Apps Integration Service Environment${tier === "developer" ? " - Developer" : ""}`;
    const scale = Number(units) || 0;
    return [
      ...hourly(job, { name: "Base units", price: rate(service, `Base units [${product}]`) }),
      ...(tier === "premium" && scale > 0
        ? hourly(job, { name: "Scale units", count: scale, price: rate(service, "Scale units") })
        : []),
    ];
  },
  usage: ["monthly_hrs"],
};

/** Logic apps, API management and configuration. */
export const integration: EstimatorTable = {
  azurerm_api_management: apiManagement,
  azurerm_app_configuration: appConfiguration,
  azurerm_logic_app_standard: logicApp,
  azurerm_logic_app_integration_account: integrationAccount,
  azurerm_integration_service_environment: integrationEnvironment,
};
