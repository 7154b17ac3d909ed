import type { Component } from "../../model/estimate.ts";
import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { rate } from "../line.ts";
import { scaled, spanOf } from "../scenario.ts";
import { diskComponents } from "./disk.ts";
import { machineComponents, type Machine } from "./machine.ts";

const current = (system: Machine["system"], sizeAttribute: string): Estimator => ({
  estimate: (job) => {
    const count = sizeAttribute === "sku" ? setSize(job) : 1;
    const disk = job.values.block("os_disk");
    return [
      ...machineComponents(job, declared(job, system, sizeAttribute), count),
      ...ultraReservation(job),
      ...diskComponents(job, osDisk(disk, "os_disk", "storage_account_type"), count),
      ...job.values
        .blocks("data_disk")
        .flatMap((one, index) =>
          diskComponents(job, osDisk(one, `data_disk[${index}]`, "storage_account_type"), count),
        ),
    ];
  },
  usage: ["monthly_hrs", "instances", "os_disk.monthly_disk_operations"],
});

function declared(job: Job, system: Machine["system"], sizeAttribute: string): Machine {
  return {
    size: job.values.required(sizeAttribute) ?? "unknown",
    system,
    ownLicence: /^windows_(?:server|client)$/i.test(job.values.text("license_type") ?? ""),
    spot: job.values.text("priority")?.toLowerCase() === "spot",
  };
}

function osDisk(values: Attributes, part: string, kind: string): Parameters<typeof diskComponents>[1] {
  return {
    part,
    values,
    kind: values.choice(kind, "Standard_LRS"),
    size: 30,
    operations: `${part.replace(/\[\d+\]$/, "")}.monthly_disk_operations`,
    isToldOfEach: !part.startsWith("storage_"),
  };
}

/** How many machines a scale set has: the usage file's number, else what is declared, within its scaling's bounds. */
function setSize(job: Job): number {
  const rule = { min: 0, max: 1000, otherwise: 1 };
  const sku = job.values.block("sku");
  const declared = sku.has("capacity") ? sku.number("capacity", rule) : job.values.number("instances", rule);
  const count = job.usage.number("instances") ?? declared;
  const profiles = job.others
    .referring(job.resource, ["azurerm_monitor_autoscale_setting"])
    .flatMap(({ values }) => values.blocks("profile").map((profile) => profile.block("capacity")));
  const bounds = (name: string): ReadonlyArray<number> =>
    profiles.map((profile) => profile.number(name, { ...rule, otherwise: count }));
  const span = spanOf(Math.min(count, ...bounds("minimum")), count, Math.max(count, ...bounds("maximum")));
  return scaled(job, `${count} machines`, span);
}

/** Charged for machines that may attach ultra disks and have none, so only the usage file could tell. */
function ultraReservation(job: Job): ReadonlyArray<Component> {
  if (!job.values.block("additional_capabilities").flag("ultra_ssd_enabled")) return [];
  const price = rate("disk-extras", "ultra reservation");
  const found = job.book.price(job.provider, job.region, price);
  if (found === null) return [];
  return [
    {
      name: "Ultra disk reservation (if unattached)",
      part: null,
      unit: "vCPU",
      quantity: null,
      unit_price: found.usd.toNumber(),
      monthly: null,
      usage_based: true,
      price_source: found.label,
    },
  ];
}

/** The older resource: the system is told by the image, the disk or the profile. */
const legacy: Estimator = {
  estimate: (job) => [
    ...machineComponents(job, {
      size: job.values.required("vm_size") ?? "unknown",
      system: isWindows(job.values, "storage_os_disk") ? "windows" : "linux",
      ownLicence: /^windows_(?:server|client)$/i.test(job.values.text("license_type") ?? ""),
    }),
    ...ultraReservation(job),
    ...legacyDisks(job, job.values, "managed_disk_type", 1),
  ],
  usage: ["monthly_hrs", "storage_os_disk.monthly_disk_operations", "storage_data_disk.monthly_disk_operations"],
};

const legacySet: Estimator = {
  estimate: (job) => {
    const count = setSize(job);
    return [
      ...machineComponents(
        job,
        {
          size: job.values.block("sku").required("name") ?? "unknown",
          system: isWindows(job.values, "storage_profile_os_disk") ? "windows" : "linux",
          ownLicence: /^windows_(?:server|client)$/i.test(job.values.text("license_type") ?? ""),
          spot: job.values.text("priority")?.toLowerCase() === "spot",
        },
        count,
      ),
      ...legacyDisks(job, job.values, "managed_disk_type", count, "storage_profile_"),
    ];
  },
  usage: [
    "instances",
    "monthly_hrs",
    "storage_profile_os_disk.monthly_disk_operations",
    "storage_profile_data_disk.monthly_disk_operations",
  ],
};

function isWindows(values: Attributes, disk: string): boolean {
  const image = values.block(disk.includes("profile") ? "storage_profile_image_reference" : "storage_image_reference");
  const told = [image.text("offer"), image.text("publisher"), image.text("sku"), values.block(disk).text("os_type")];
  return values.has("os_profile_windows_config") || told.some((text) => /windows/i.test(text ?? ""));
}

function legacyDisks(
  job: Job,
  values: Attributes,
  kind: string,
  count: number,
  prefix = "storage_",
): ReadonlyArray<Component> {
  const data = values.blocks(`${prefix}data_disk`);
  const kindOf = (disk: Attributes): string => disk.text(kind) ?? "Standard_LRS";
  return [
    ...values
      .blocks(`${prefix}os_disk`)
      .flatMap((disk) => diskComponents(job, { ...osDisk(disk, `${prefix}os_disk`, kind), kind: kindOf(disk) }, count)),
    ...data.flatMap((disk, index) =>
      diskComponents(
        job,
        {
          ...osDisk(disk, data.length === 1 ? `${prefix}data_disk` : `${prefix}data_disk[${index}]`, kind),
          kind: kindOf(disk),
        },
        count,
      ),
    ),
  ];
}

/** Machine learning: a cluster has as many nodes as the usage file or its least number says. */
const mlCluster: Estimator = {
  estimate: (job) => {
    const settings = job.values.block("scale_settings");
    const least = settings.number("min_node_count", { min: 0, max: 10_000, otherwise: 0 });
    const most = settings.number("max_node_count", { min: 0, max: 10_000, otherwise: least });
    // Hours that are told are at least one node's.
    const running = job.usage.number("monthly_hrs") === null ? least : Math.max(least, 1);
    const expected = job.usage.number("instances") ?? running;
    const count = scaled(job, `${expected} nodes`, spanOf(least, expected, most));
    return machineComponents(job, mlMachine(job, "vm_size"), count);
  },
  usage: ["instances", "monthly_hrs"],
};

function mlMachine(job: Job, attribute: string): Machine {
  const size = job.values.required(attribute) ?? "unknown";
  return { size, system: "linux", spot: /^low/i.test(job.values.text("vm_priority") ?? "") };
}

const nodes = { min: 0, max: 10_000, otherwise: 1 };

/** Nodes of a Batch pool that does not scale; of one that does, how many there are is not known. */
const batchPool: Estimator = {
  estimate: (job) => {
    const fixedScale = job.values.block("fixed_scale");
    const told = job.usage.number("instances");
    const count = told ?? fixedScale.number("target_dedicated_nodes", nodes);
    const scaling = job.values.has("auto_scale");
    if (scaling) job.notes.assume(`${count} nodes are counted; scaling is not.`);
    const image = job.values.block("storage_image_reference");
    const system = /windows/i.test(`${image.text("offer") ?? ""}${image.text("publisher") ?? ""}`)
      ? "windows"
      : "linux";
    const size = job.values.required("vm_size") ?? "unknown";
    const spot = fixedScale.number("target_low_priority_nodes", { ...nodes, otherwise: 0 });
    return [
      ...machineComponents(job, { size, system }, count),
      ...(spot > 0 ? machineComponents(job, { size, system, spot: true, part: "low priority" }, spot) : []),
    ];
  },
  usage: ["instances", "monthly_hrs"],
};

/** A set of machines that are managed one by one. */
const orchestrated: Estimator = {
  estimate: (job) => {
    const count = setSize(job);
    const windows = job.values.block("os_profile").has("windows_configuration");
    const size = job.values.text("sku_name");
    if (size === null) {
      job.notes.refuse("sku_name is not set: its machines are declared one by one");
      return [];
    }
    return [
      ...machineComponents(
        job,
        {
          size,
          system: windows ? "windows" : "linux",
          ownLicence: /^windows_(?:server|client)$/i.test(job.values.text("license_type") ?? ""),
          spot: job.values.text("priority")?.toLowerCase() === "spot",
        },
        count,
      ),
      ...job.values
        .blocks("os_disk")
        .flatMap((disk) => diskComponents(job, osDisk(disk, "os_disk", "storage_account_type"), count)),
    ];
  },
  usage: ["monthly_hrs", "instances", "os_disk.monthly_disk_operations"],
};

/** A machine of a lab, with a disk of the kind that it names. */
function labMachine(system: Machine["system"]): Estimator {
  return {
    estimate: (job) => [
      ...machineComponents(job, { size: job.values.required("size") ?? "unknown", system }),
      ...diskComponents(job, {
        part: "os_disk",
        values: job.values.block("os_disk"),
        kind: /premium/i.test(job.values.text("storage_type") ?? "") ? "Premium_LRS" : "Standard_LRS",
        size: 128,
        operations: null,
      }),
    ],
    usage: ["monthly_hrs"],
  };
}

/** Machines that are kept free for somebody cost what they would if they ran. */
const capacityReservation: Estimator = {
  estimate: (job) => {
    const sku = job.values.block("sku");
    const count = sku.number("capacity", { min: 0, max: 100_000, otherwise: 1 });
    job.notes.assume(
      "Machines that run in this reservation cost nothing more; they are counted by themselves as well.",
    );
    return machineComponents(job, { size: sku.required("name") ?? "unknown", system: "linux" }, count);
  },
  usage: ["monthly_hrs"],
};

/** Virtual machines, scale sets and machine learning compute. */
export const machines: EstimatorTable = {
  azurerm_linux_virtual_machine: current("linux", "size"),
  azurerm_windows_virtual_machine: current("windows", "size"),
  azurerm_linux_virtual_machine_scale_set: current("linux", "sku"),
  azurerm_windows_virtual_machine_scale_set: current("windows", "sku"),
  azurerm_virtual_machine: legacy,
  azurerm_virtual_machine_scale_set: legacySet,
  azurerm_orchestrated_virtual_machine_scale_set: orchestrated,
  azurerm_dev_test_linux_virtual_machine: labMachine("linux"),
  azurerm_dev_test_windows_virtual_machine: labMachine("windows"),
  azurerm_batch_pool: batchPool,
  azurerm_capacity_reservation: capacityReservation,
  azurerm_machine_learning_compute_cluster: mlCluster,
  azurerm_machine_learning_compute_instance: {
    estimate: (job) => machineComponents(job, mlMachine(job, "virtual_machine_size")),
    usage: ["monthly_hrs"],
  },
};
