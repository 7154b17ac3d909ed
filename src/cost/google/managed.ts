import type { Component } from "../../model/estimate.ts";
import { hoursAMonth } from "../amounts.ts";
import type { Attributes } from "../attributes.ts";
import { componentsOf, fromTable, type Estimator, type EstimatorTable } from "../estimator.ts";
import type { Job } from "../job.ts";
import { byUsage, cell, fixed, fixedOrNamed, hourly, measured, rate } from "../line.ts";
import { rowsOf } from "../rows.ts";
import { unlistedEstimators } from "../unlisted.ts";
import { diskComponents } from "./disk.ts";
import { gpusOf, machineComponents, shortName, type Machine } from "./machine.ts";

const some = { min: 0, max: 10_000 };
const disk = { min: 1, max: 65_536 };

function plain(type: string, part: string | null = null): Machine {
  return { type: shortName(type), spot: false, part, gpus: [], localSsds: 0 };
}

/** Reserved capacity costs what the machines cost, whether they run or not. */
const reservation: Estimator = {
  estimate: (job) => {
    const block = job.values.block("specific_reservation");
    const properties = block.block("instance_properties");
    const type = properties.required("machine_type") ?? "unknown";
    const count = block.number("count", { ...some, otherwise: 1 });
    job.notes.assume(
      "Machines that run in this reservation cost nothing more; they are counted by themselves as well.",
    );
    return machineComponents(job, { ...plain(type), gpus: gpusOf(properties) }, count);
  },
  usage: ["monthly_hrs"],
};

/** A notebook is a machine with two disks. */
function notebook(setup: (values: Attributes) => Attributes, fallback: string): Estimator {
  return {
    estimate: (job) => {
      const values = setup(job.values);
      const disks = ["boot_disks", "data_disks"].flatMap((name) => values.blocks(name));
      return [
        ...machineComponents(job, plain(values.choice("machine_type", fallback))),
        ...disks.flatMap((one, index) => notebookDisk(job, one, index)),
      ];
    },
    usage: ["monthly_hrs"],
  };
}

function notebookDisk(job: Job, values: Attributes, index: number): ReadonlyArray<Component> {
  const kind = values.choice("disk_type", "PD_STANDARD").toLowerCase().replaceAll("_", "-");
  const size = values.number("disk_size_gb", { ...disk, otherwise: index === 0 ? 150 : 100 });
  return diskComponents(job, { kind, size, part: `disk[${index}]` });
}

const groups = [
  ["master_config", 1],
  ["worker_config", 2],
] as const;

/** A cluster's machines, and a fee for each of their vCPUs. */
const dataproc: Estimator = {
  estimate: (job) =>
    groups.flatMap(([name, otherwise]) => {
      const group = job.values.block("cluster_config").block(name);
      const count = group.number("num_instances", { ...some, otherwise });
      const type = group.choice("machine_type", "n1-standard-4");
      const size = group.block("disk_config").number("boot_disk_size_gb", { ...disk, otherwise: 500 });
      const kind = group.block("disk_config").choice("boot_disk_type", "pd-standard");
      const cores = job.book.figure(job.provider, job.region, cell("machine-specs", shortName(type), "vcpu"));
      const fee = {
        name: "Dataproc fee",
        part: name,
        unit: "vCPU-hours",
        price: rate("dataproc-cluster", "Dataproc fee"),
      };
      return [
        ...machineComponents(job, plain(type, name), count),
        ...diskComponents(job, { kind, size, part: name }, count),
        ...(cores === null
          ? measured(job, fee, null)
          : fixedOrNamed(job, { ...fee, quantity: hoursAMonth * count * cores })),
      ];
    }),
  usage: ["monthly_hrs"],
};

const connector: Estimator = {
  estimate: (job) => {
    const least = job.values.number("min_instances", { ...some, otherwise: 2 });
    job.notes.assume(`${least} instances are counted, the least that the connector keeps.`);
    return machineComponents(job, plain(job.values.choice("machine_type", "e2-micro")), least);
  },
  usage: ["monthly_hrs"],
};

/** `ENTERPRISE_PLUS` in the words of the book's items; an edition that is not said is the first. */
function editionOf(values: Attributes, otherwise: string): string {
  const told = values.choice("edition", otherwise);
  return (told === "EDITION_UNSPECIFIED" ? otherwise : told).toLowerCase().replaceAll("_", " ");
}

/** Nodes, or thousandths of them. */
const spanner: Estimator = {
  estimate: (job) => {
    const config = (job.values.text("config") ?? "").split("/").at(-1) ?? "";
    const kind = config.startsWith("regional-") ? "regional" : "multi-region";
    const units = job.values.number("processing_units", { min: 0, max: 1e6, otherwise: 0 });
    const nodes = units > 0 ? units / 1000 : job.values.number("num_nodes", { ...some, otherwise: 1 });
    const edition = editionOf(job.values, "STANDARD");
    const name = `Nodes (${edition === "standard" ? kind : `${kind}, ${edition}`})`;
    return [
      ...hourly(job, { name, count: nodes, price: rate("spanner-instance", name) }),
      ...byUsage(job, {
        name: `Storage (${kind})`,
        unit: "GB",
        usage: "storage_gb",
        price: rate("spanner-instance", `Storage (${kind})`),
      }),
    ];
  },
  usage: ["monthly_hrs", "storage_gb"],
};

const bigtable: Estimator = {
  estimate: (job) =>
    job.values.blocks("cluster").flatMap((cluster, index) => {
      const part = cluster.text("cluster_id") ?? `cluster[${index}]`;
      const scaling = cluster.block("autoscaling_config");
      const least = scaling.number("min_nodes", { ...some, otherwise: 1 });
      const nodes = cluster.number("num_nodes", { ...some, otherwise: least });
      const storage = cluster.choice("storage_type", "SSD").toUpperCase();
      const name = `Storage (${storage})`;
      return [
        ...hourly(job, { name: "Nodes", part, count: nodes, price: rate("bigtable-instance", "Nodes") }),
        ...byUsage(job, { name, part, unit: "GB", usage: "storage_gb", price: rate("bigtable-instance", name) }),
      ];
    }),
  usage: ["monthly_hrs", "storage_gb"],
};

const alloydb: Estimator = {
  estimate: (job) => {
    const cores = job.values.block("machine_config").number("cpu_count", { min: 1, max: 512, otherwise: 2 });
    // A primary instance has a standby in another zone.
    const copies = job.values.choice("instance_type", "PRIMARY") === "READ_POOL" ? 1 : 2;
    const nodes = job.values.block("read_pool_config").number("node_count", { ...some, otherwise: 1 });
    const quantity = cores * copies * nodes * 730;
    return [
      ...fixed(job, { name: "vCPU", unit: "vCPU-hours", quantity, price: rate("alloydb-instance", "vCPU") }),
      // Eight GiB belong to each vCPU.
      ...fixed(job, {
        name: "Memory",
        unit: "GB-hours",
        quantity: quantity * 8,
        price: rate("alloydb-instance", "Memory"),
      }),
    ];
  },
  usage: [],
};

/** An index that is served from machines of its own. */
const deployedIndex: Estimator = {
  estimate: (job) => {
    const dedicated = job.values.block("dedicated_resources");
    const type = dedicated.block("machine_spec").choice("machine_type", "e2-standard-16");
    const scaling = dedicated.has("min_replica_count") ? dedicated : job.values.block("automatic_resources");
    const count = scaling.number("min_replica_count", { ...some, otherwise: 2 });
    return hourly(job, { name: `Index serving (${type})`, count, price: rate("vertex-ai", `Index serving (${type})`) });
  },
  usage: ["monthly_hrs"],
};

/**
 * Slots cost by the edition; without one the reservation is of an older kind. The baseline of an edition is kept, and
 * billed, all month; those that are added as queries need them, or all of them, only usage tells.
 */
const slots: Estimator = {
  estimate: (job) => {
    const hasEdition = job.values.has("edition");
    const name = hasEdition ? `Slots (${editionOf(job.values, "STANDARD")})` : "Slots";
    const price = rate("bigquery-reservation", name);
    const isTold = job.usage.number("monthly_slot_hours") !== null;
    const baseline = hasEdition && !isTold ? job.values.number("slot_capacity", { min: 0, max: 1e6, otherwise: 0 }) : 0;
    const isScaled = baseline === 0 || job.values.has("autoscale");
    if (baseline > 0) job.notes.assume("Slots of a commitment are cheaper; none is counted.");
    return [
      ...(baseline > 0
        ? fixed(job, { name: `${name}, baseline`, unit: "slot-hours", quantity: baseline * hoursAMonth, price })
        : []),
      ...(isScaled ? byUsage(job, { name, unit: "slot-hours", usage: "monthly_slot_hours", price }) : []),
    ];
  },
  usage: ["monthly_slot_hours"],
};

const composer = rowsOf("composer-environment");

/** The environment's fee goes by its size, and is paid whatever runs in it. */
const airflow: Estimator = {
  estimate: (job) => {
    const told = job.values.block("config").choice("environment_size", "ENVIRONMENT_SIZE_SMALL");
    const name = `Environment fee (${told.replace("ENVIRONMENT_SIZE_", "").toLowerCase()})`;
    const fee = { name, unit: "hours", quantity: hoursAMonth, price: rate("composer-environment", name) };
    return [
      ...fixedOrNamed(job, fee),
      ...componentsOf(job, composer.usage("Compute", "vCPU-hours", "monthly_vcpu_hours")),
      ...componentsOf(job, composer.usage("Database storage", "GB", "database_storage_gb")),
    ];
  },
  usage: ["monthly_vcpu_hours", "database_storage_gb"],
};

/** The platform's fee; what users cost is not declared. */
const looker: Estimator = {
  estimate: (job) => {
    const told = job.values.choice("platform_edition", "LOOKER_CORE_TRIAL");
    const name = `Platform (${told
      .replace(/^LOOKER_CORE_/, "")
      .toLowerCase()
      .replaceAll("_", " ")})`;
    return fixed(job, { name, unit: "months", quantity: 1, price: rate("looker-instance", name) });
  },
  usage: [],
};

/** Google's services beyond machines; most have no price in the embedded book, and are named until one has. */
export const managed: EstimatorTable = {
  ...unlistedEstimators({
    google_alloydb_cluster: [
      ["Storage", "GB", "storage_gb"],
      ["Backup storage", "GB", "backup_storage_gb"],
    ],
    google_certificate_manager_certificate: [["Certificate", "certificates", "certificates"]],
    google_cloud_scheduler_job: [["Job", "months", null]],
    google_eventarc_trigger: [["Events", "1M events", "monthly_events", 1e6]],
    google_firestore_database: [
      ["Document reads", "100k reads", "monthly_document_reads", 1e5],
      ["Document writes", "100k writes", "monthly_document_writes", 1e5],
      ["Document deletes", "100k deletes", "monthly_document_deletes", 1e5],
      ["Storage", "GB", "storage_gb"],
    ],
    google_cloud_tasks_queue: [["Operations", "1M operations", "monthly_operations", 1e6]],
    google_compute_security_policy: [
      ["Policy", "months", null],
      ["Requests", "1M requests", "monthly_requests", 1e6],
    ],
    google_data_fusion_instance: [["Instance", "hours", null]],
    google_dataflow_job: [
      ["vCPU", "vCPU-hours", "monthly_vcpu_hours"],
      ["Memory", "GB-hours", "monthly_memory_gb_hours"],
    ],
    google_datastream_stream: [["Data processed", "GB", "monthly_data_processed_gb"]],
    google_filestore_backup: [["Backup storage", "GB", "storage_gb"]],
    google_memorystore_instance: [["Nodes", "node-hours", "monthly_node_hours"]],
    google_monitoring_uptime_check_config: [["Checks", "1k checks", "monthly_checks", 1000]],
    google_storage_transfer_job: [["Data moved", "GB", "monthly_data_moved_gb"]],
    google_gke_backup_backup_plan: [
      ["Pods protected", "pods", "protected_pods"],
      ["Backup storage", "GB", "backup_storage_gb"],
    ],
    google_managed_kafka_cluster: [
      ["Compute", "DCU-hours", "monthly_dcu_hours"],
      ["Storage", "GB", "storage_gb"],
    ],
    google_memcache_instance: [["Memory", "GB-hours", "monthly_memory_gb_hours"]],
    google_privateca_certificate_authority: [["Certificate authority", "months", null]],
    google_privateca_certificate: [["Certificates", "certificates", "monthly_certificates"]],
    google_vertex_ai_endpoint: [["Prediction", "node-hours", "monthly_node_hours"]],
    google_vertex_ai_featurestore: [
      ["Online serving", "node-hours", "monthly_node_hours"],
      ["Storage", "GB", "storage_gb"],
    ],
    google_vertex_ai_index: [["Index building", "GB", "monthly_index_build_gb"]],
    google_workflows_workflow: [
      ["Internal steps", "1k steps", "monthly_internal_steps", 1000],
      ["External steps", "1k steps", "monthly_external_steps", 1000],
    ],
  }),
  google_alloydb_backup: fromTable([rowsOf("alloydb-cluster").usage("Backup storage", "GB", "storage_gb")]),
  google_alloydb_instance: alloydb,
  google_bigquery_reservation: slots,
  google_bigtable_instance: bigtable,
  google_composer_environment: airflow,
  google_compute_reservation: reservation,
  google_dataproc_cluster: dataproc,
  google_looker_instance: looker,
  google_notebooks_instance: notebook((values) => values, "n1-standard-4"),
  google_spanner_instance: spanner,
  google_vertex_ai_index_endpoint_deployed_index: deployedIndex,
  google_vpc_access_connector: connector,
  google_workbench_instance: notebook((values) => values.block("gce_setup"), "n1-standard-4"),
};
