import type { Component } from "../../model/estimate.ts";
import { componentsOf, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { hourly, rate, tiered } from "../line.ts";
import { rowsOf, tiersOf } from "../rows.ts";
import { inZone } from "./places.ts";

/** Front Door (classic): prices by zone of the world. */
const frontDoorZones = [
  ["north_america_europe_africa", "Zone 1", "North America, Europe and Africa"],
  ["asia_pacific", "Zone 2", "Asia Pacific (including Japan)"],
  ["south_america", "Zone 3", "South America"],
  ["australia", "Zone 4", "Australia"],
  ["india", "Zone 5", "India"],
] as const;

const frontDoorSizes = [
  ["first 10TB", 10_000],
  ["next 40TB", 40_000],
  ["over 50TB", null],
] as const;

const frontDoor: Estimator = {
  estimate: (job) => {
    const there = inZone(job, "Zone 1");
    const rules = job.values.blocks("routing_rule").filter((rule) => rule.flag("enabled", true)).length;
    const hosts = job.values.blocks("frontend_endpoint").length - 100;
    const line = (name: string, count: number): ReadonlyArray<Component> =>
      count > 0 ? hourly(there, { name, count, price: rate("frontdoor", name) }) : [];
    return [
      ...line("Routing rules (first 5 rules)", Math.min(rules, 5)),
      ...line("Routing rules (per additional rule)", rules - 5),
      ...(hosts > 0 ? componentsOf(there, rowsOf("frontdoor").fixed("Frontend hosts (over 100)", "hosts", hosts)) : []),
      ...componentsOf(
        there,
        rowsOf("frontdoor").usage("Inbound data transfer", "GB", "monthly_inbound_data_transfer_gb"),
      ),
      ...frontDoorZones.flatMap(([key, zone, name]) => {
        const usage = `monthly_outbound_data_transfer_gb.${key}`;
        const first = zone === "Zone 1";
        if (!first && job.usage.number(usage) === null) return [];
        return tiered(
          inZone(job, zone),
          { name, part: "Outbound data transfer", unit: "GB", usage },
          tiersOf("frontdoor", "North America, Europe and Africa", frontDoorSizes),
        );
      }),
    ];
  },
  usage: [
    "monthly_inbound_data_transfer_gb",
    ...frontDoorZones.map(([key]) => `monthly_outbound_data_transfer_gb.${key}`),
  ],
};

const frontDoorPolicy: Estimator = {
  estimate: (job) => {
    const there = inZone(job, "Zone 1");
    const rows = rowsOf("frontdoor-firewall-policy");
    const custom = job.values.blocks("custom_rule").filter((rule) => rule.flag("enabled", true)).length;
    const managed = job.values.blocks("managed_rule").length;
    return [
      rows.fixed("Policy", "months", 1),
      ...(custom > 0 ? [rows.fixed("Custom rules", "rules", custom)] : []),
      rows.usage("Custom rule requests", "1M requests", "monthly_custom_rule_requests", 1e6),
      ...(managed > 0 ? [rows.fixed("Managed rulesets", "rulesets", managed)] : []),
      rows.usage("Managed ruleset requests", "1M requests", "monthly_managed_ruleset_requests", 1e6),
    ].flatMap((row) => componentsOf(there, row));
  },
  usage: ["monthly_custom_rule_requests", "monthly_managed_ruleset_requests"],
};

const cdnSizes = [
  ["first 10TB", 10_000],
  ["next 40TB", 40_000],
  ["next 100TB", 100_000],
  ["next 350TB", 350_000],
  ["next 500TB", 500_000],
  ["next 4000TB", 4_000_000],
  ["over 5000TB", null],
] as const;

const accelerationSizes = [
  ["first 50TB", 50_000],
  ["next 100TB", 100_000],
  ["next 350TB", 350_000],
  ["next 500TB", 500_000],
  ["over 1000TB", null],
] as const;

const cdnEndpoint: Estimator = {
  estimate: (job) => {
    const profile = job.others.referred(job.resource, ["azurerm_cdn_profile"], job.values.text("profile_name"));
    const [tier = "Standard", maker = "Microsoft"] = (profile?.values.text("sku") ?? "Standard_Microsoft").split("_");
    if (profile === null) job.notes.assume("The CDN profile is not in this project: Standard_Microsoft is assumed.");
    if (maker.toLowerCase() === "chinacdn") {
      job.notes.refuse("the price book has no prices of the CDN in China");
      return [];
    }
    const there = inZone(job);
    const label = maker.toLowerCase() === "verizon" ? `${tier} ${maker}` : maker;
    const key = "monthly_outbound_gb";
    const tiers = cdnSizes.map(([size, amount]) => ({
      label: size,
      size: amount,
      price: cdnPrice(there, label, size),
    }));
    const accelerated = job.values.text("optimization_type")?.toLowerCase() === "dynamicsiteacceleration";
    return [
      ...tiered(there, { name: "Outbound data transfer", unit: "GB", usage: key }, tiers).map((one) => ({
        ...one,
        name: one.name.replace("(", `(${label}, `),
      })),
      ...(accelerated && /verizon|akamai/i.test(maker) ? acceleration(there, maker, key) : []),
      ...rulesEngine(there, maker),
    ];
  },
  usage: ["monthly_outbound_gb", "monthly_rules_engine_requests"],
};

/** Microsoft's own CDN costs what the standard one of Verizon does beyond the first tier, as far as examples show. */
function cdnPrice(job: Job, label: string, size: string): ReturnType<typeof rate> {
  const own = rate("cdn-endpoint", `Outbound data transfer (${label}, ${size})`);
  if (job.book.price(job.provider, job.region, own) !== null) return own;
  return rate("cdn-endpoint", `Outbound data transfer (Standard Verizon, ${size})`);
}

function acceleration(job: Job, maker: string, usage: string): ReadonlyArray<Component> {
  const name = "Acceleration outbound data transfer";
  const tiers = accelerationSizes.map(([label, size], index) => ({
    label,
    size,
    price: rate("cdn-endpoint", `${name} (${label})${index === 0 ? ` [Azure CDN from ${maker}]` : ""}`),
  }));
  return tiered(job, { name, unit: "GB", usage }, tiers);
}

/** Five rules are free. */
function rulesEngine(job: Job, maker: string): ReadonlyArray<Component> {
  if (maker.toLowerCase() !== "microsoft") return [];
  const rules = job.values.blocks("global_delivery_rule").length + job.values.blocks("delivery_rule").length;
  const rows = rowsOf("cdn-endpoint");
  return [
    ...(rules > 5 ? componentsOf(job, rows.fixed("Rules engine rules (over 5)", "rules", rules - 5)) : []),
    ...(rules > 0
      ? componentsOf(job, rows.usage("Rules engine requests", "1M requests", "monthly_rules_engine_requests", 1e6))
      : []),
  ];
}

/** Front Door and CDN. */
export const edge: EstimatorTable = {
  azurerm_frontdoor: frontDoor,
  azurerm_frontdoor_firewall_policy: frontDoorPolicy,
  azurerm_cdn_endpoint: cdnEndpoint,
};
