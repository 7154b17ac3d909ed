import type { Estimator, EstimatorTable } from "../estimator.ts";
import { byUsage, fixed, hourly, measured, rate, usageOver } from "../line.ts";

const watcherTests = { min: 0, max: 1e9, otherwise: 0 };

const connectionMonitor: Estimator = {
  estimate: (job) => {
    const told = job.usage.number("tests");
    const declared = job.values
      .blocks("test_group")
      .filter((group) => group.flag("enabled", true))
      .reduce(
        (sum, group) =>
          sum +
          group.list("destination_endpoints").length *
            group.list("source_endpoints").length *
            group.list("test_configuration_names").length,
        0,
      );
    const paid = Math.min(Math.max((told ?? declared) - 10, 0), watcherTests.max);
    const sizes: ReadonlyArray<readonly [string, number | null]> = [
      ["10-240,010", 240_000],
      ["240,010-750,010", 510_000],
      ["750,010-1,000,010", 250_000],
      ["1,000,010+", null],
    ];
    let left = paid;
    return sizes.flatMap(([label, size]) => {
      const here = size === null ? left : Math.min(left, size);
      left -= here;
      const name = `Tests (${label})`;
      return here === 0
        ? []
        : fixed(job, { name, unit: "tests", quantity: here, price: rate("network-connection-monitor", name) });
    });
  },
  usage: ["tests"],
};

const flowLog: Estimator = {
  estimate: (job) => {
    if (!job.values.flag("enabled", true)) return [];
    const analytics = job.values.block("traffic_analytics");
    const interval = analytics.number("interval_in_minutes", { min: 1, max: 60, otherwise: 60 });
    const analysed = `Traffic Analytics data processed (${interval === 10 ? 10 : 60} min interval)`;
    const price = (name: string): ReturnType<typeof rate> => rate("network-watcher-flow-log", name);
    const collected = "Network logs collected (over 5GB)";
    return [
      ...measured(
        job,
        { name: collected, unit: "GB", price: price(collected) },
        usageOver(job, "monthly_logs_collected_gb", 5),
      ),
      ...(analytics.flag("enabled")
        ? measured(
            job,
            { name: analysed, unit: "GB", price: price(analysed) },
            usageOver(job, "monthly_logs_collected_gb"),
          )
        : []),
    ];
  },
  usage: ["monthly_logs_collected_gb"],
};

const watcher: Estimator = {
  estimate: (job) => {
    const name = "Network diagnostic tool (over 1,000 checks)";
    return measured(
      job,
      { name, unit: "checks", price: rate("network-watcher", name) },
      usageOver(job, "monthly_diagnostic_checks", 1000),
    );
  },
  usage: ["monthly_diagnostic_checks"],
};

const ddos: Estimator = {
  estimate: (job) => {
    const amount = job.usage.number("overage_amount");
    return [
      ...hourly(job, {
        name: "DDoS Protection Plan",
        price: rate("network-ddos-protection-plan", "DDoS Protection Plan"),
      }),
      ...byUsage(job, {
        name: "Overage charges",
        unit: amount !== null && amount > 1 ? "resources" : "resource",
        usage: "overage_amount",
        price: rate("network-ddos-protection-plan", "Overage charges"),
      }),
    ];
  },
  usage: ["overage_amount", "monthly_hrs"],
};

/** What watches networks and protects them. */
export const networkWatch: EstimatorTable = {
  azurerm_network_connection_monitor: connectionMonitor,
  azurerm_network_watcher: watcher,
  azurerm_network_watcher_flow_log: flowLog,
  azurerm_network_ddos_protection_plan: ddos,
};
