import { Decimal } from "decimal.js";
import type { Component } from "../../model/estimate.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, fixed, hourly, measured, rate, usageOver } from "../line.ts";
import { rowsOf } from "../rows.ts";

const capacity = { min: 0, max: 1000, otherwise: 1 };

/** The part of a quantity that lies in each tier, the free first one left out. */
function paidTiers(
  job: Job,
  line: { readonly service: string; readonly name: string; readonly unit: string; readonly per: number },
  quantity: Decimal | null,
  sizes: ReadonlyArray<readonly [label: string | null, size: number | null]>,
): ReadonlyArray<Component> {
  const price = (label: string): ReturnType<typeof rate> => rate(line.service, `${line.name} (${label})`);
  const first = sizes.find(([label]) => label !== null)?.[0] ?? "";
  if (quantity === null) {
    return measured(job, { name: `${line.name} (${first})`, unit: line.unit, price: price(first) }, null);
  }
  let left = quantity;
  return sizes.flatMap(([label, size]) => {
    const here = size === null ? left : Decimal.min(left, size);
    left = left.minus(here);
    if (label === null) return [];
    return measured(job, { name: `${line.name} (${label})`, unit: line.unit, price: price(label) }, here.div(line.per));
  });
}

const serviceBus: Estimator = {
  estimate: (job) => {
    const sku = job.values.choice("sku", "Basic").toLowerCase();
    const service = "servicebus-namespace";
    const operations = { service, name: "Messaging operations", unit: "1M operations", per: 1e6 };
    const told = usageOver(job, "monthly_messaging_operations");
    if (sku === "premium") {
      const units = job.values.number("capacity", { min: 0, max: 64, otherwise: 1 });
      return fixed(job, {
        name: "Messaging units",
        unit: "units",
        quantity: units,
        price: rate(service, "Messaging units"),
      });
    }
    if (sku === "basic") {
      return byUsage(job, {
        name: "Messaging operations",
        unit: "1M operations",
        usage: "monthly_messaging_operations",
        per: 1e6,
        price: rate(service, "Messaging operations"),
      });
    }
    return [
      ...hourly(job, { name: "Base charge", price: rate(service, "Base charge") }),
      ...paidTiers(job, operations, told, [
        [null, 13e6],
        ["13M-100M", 87e6],
        ["100M-2,500M", 2400e6],
        ["over 2,500M", null],
      ]),
      ...paidTiers(
        job,
        { service, name: "Brokered connections", unit: "connections", per: 1 },
        usageOver(job, "monthly_brokered_connections"),
        [
          [null, 1000],
          ["1K-100K", 99_000],
          ["100K-500K", 400_000],
          ["over 500K", null],
        ],
      ),
    ];
  },
  usage: ["monthly_messaging_operations", "monthly_brokered_connections", "monthly_hrs"],
};

/** Units of capacity by tier, as the price list calls them, and GB that a unit retains for nothing. */
const hubTiers: Readonly<Record<string, { readonly label: string; readonly unit: string; readonly retained: number }>> =
  {
    basic: { label: "Basic", unit: "throughput units", retained: 0 },
    standard: { label: "Standard", unit: "throughput units", retained: 0 },
    premium: { label: "Premium", unit: "processing units", retained: 1000 },
    dedicated: { label: "Dedicated", unit: "capacity units", retained: 10_000 },
  };

const eventHubs: Estimator = {
  estimate: (job) => {
    const service = "eventhub-namespace";
    const dedicated = job.values.has("dedicated_cluster_id") || job.values.isUnknown("dedicated_cluster_id");
    const sku = dedicated ? "dedicated" : job.values.choice("sku", "Basic").toLowerCase();
    const tier = Object.hasOwn(hubTiers, sku) ? hubTiers[sku] : undefined;
    if (tier === undefined) {
      job.notes.refuse(`unknown tier "${sku}" of an Event Hubs namespace; expected Basic, Standard or Premium`);
      return [];
    }
    const units = job.usage.number("throughput_or_capacity_units") ?? job.values.number("capacity", capacity);
    const events = sku === "basic" || sku === "standard";
    const captured =
      job.usage.text("capture_enabled")?.toLowerCase() === "true" || job.usage.number("capture_enabled") !== null;
    return [
      ...(events
        ? byUsage(job, {
            name: `Ingress event (${tier.label})`,
            unit: "1M events",
            usage: "monthly_ingress_events",
            per: 1e6,
            price: rate(service, `Ingress event (${tier.label})`),
          })
        : []),
      ...fixed(job, {
        name: `Capacity (${tier.label})`,
        unit: tier.unit,
        quantity: units,
        price: rate(service, `Capacity (${tier.label})`),
      }),
      ...(sku === "standard" && captured
        ? fixed(job, {
            name: "Capture",
            unit: "units",
            quantity: units,
            price: rate(service, "Capture"),
            usageBased: true,
          })
        : []),
      ...(events
        ? []
        : measured(
            job,
            { name: "Extended retention", unit: "GB", price: rate(service, "Extended retention") },
            usageOver(job, "retention_storage_gb", tier.retained * units),
          )),
    ];
  },
  usage: ["monthly_ingress_events", "throughput_or_capacity_units", "capture_enabled", "retention_storage_gb"],
};

const eventGrid = fromTable([
  rowsOf("eventgrid-topic").usage("Operations", "100k operations", "monthly_operations", 1e5),
]);

const iotHub: Estimator = {
  estimate: (job) => {
    const sku = job.values.block("sku");
    const size = (sku.text("name") ?? "S1").toUpperCase();
    const units = sku.number("capacity", capacity);
    if (size === "F1") return [];
    if (size !== "S1") job.notes.assume(`The price book has no price of the size ${size}; that of S1 is used.`);
    return fixed(job, { name: "IoT Hub", unit: "units", quantity: units, price: rate("iothub", "IoT Hub") });
  },
  usage: [],
};

const signalR: Estimator = {
  estimate: (job) => {
    const sku = job.values.block("sku");
    const tier = (sku.text("name") ?? "Free_F1").split("_")[0] ?? "Free";
    const title = `${tier.charAt(0).toUpperCase()}${tier.slice(1).toLowerCase()}`;
    if (title === "Free") return [];
    return [
      ...fixed(job, {
        name: `Service usage (${title})`,
        unit: "units",
        quantity: sku.number("capacity", { min: 1, max: 1000, otherwise: 1 }),
        price: rate("signalr-service", `Service usage (${title})`),
      }),
      ...byUsage(job, {
        name: `Additional messages (${title})`,
        unit: "1M messages",
        usage: "monthly_additional_messages",
        per: 1e6,
        price: rate("signalr-service", `Additional messages (${title})`),
      }),
    ];
  },
  usage: ["monthly_additional_messages"],
};

/** Queues, streams and events. */
export const messaging: EstimatorTable = {
  azurerm_servicebus_namespace: serviceBus,
  azurerm_eventhub_namespace: eventHubs,
  azurerm_eventgrid_topic: eventGrid,
  azurerm_eventgrid_system_topic: eventGrid,
  azurerm_iothub: iotHub,
  azurerm_iothub_dps: {
    estimate: (job) =>
      componentsOf(job, rowsOf("iothub-dps").usage("Device provisioning", "1k operations", "monthly_operations", 1000)),
    usage: ["monthly_operations"],
  },
  azurerm_signalr_service: signalR,
};
