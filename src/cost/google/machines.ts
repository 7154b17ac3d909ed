import type { Attributes } from "../attributes.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { scaled, spanOf } from "../scenario.ts";
import { diskComponents } from "./disk.ts";
import { machineComponents, gpusOf, shortName } from "./machine.ts";

function isSpot(values: Attributes): boolean {
  const scheduling = values.block("scheduling");
  return scheduling.flag("preemptible") || scheduling.text("provisioning_model")?.toUpperCase() === "SPOT";
}

const size = { min: 0, max: 65_536 };

const instance: Estimator = {
  estimate: (job) => {
    const boot = job.values.block("boot_disk");
    const parameters = boot.block("initialize_params");
    const licence = parameters.text("image") ?? "";
    if (/windows|rhel|sles/i.test(licence)) {
      job.notes.assume(`The licence of the image "${licence}" is not counted: the price book has no price of it.`);
    }
    return [
      ...machineComponents(job, {
        type: shortName(job.values.required("machine_type") ?? "unknown"),
        spot: isSpot(job.values),
        gpus: gpusOf(job.values),
        localSsds: job.values.blocks("scratch_disk").length,
      }),
      ...(boot.has("source") || job.values.blocks("boot_disk").length === 0
        ? []
        : diskComponents(job, {
            kind: shortName(parameters.text("type") ?? "pd-standard"),
            size: parameters.number("size", { ...size, otherwise: 10 }),
            part: null,
          })),
    ];
  },
  usage: ["monthly_hrs"],
};

const count = { min: 0, max: 10_000, otherwise: 1 };

/** A group's machines are its template's, as many as it or its autoscaler says. */
const group: Estimator = {
  estimate: (job) => {
    const types = ["google_compute_instance_template", "google_compute_region_instance_template"];
    const template = job.others.referred(job.resource, types, null)?.values;
    if (template === undefined) {
      job.notes.refuse("its instance template is not in this project, so that the machines are not known");
      return [];
    }
    const scalers = ["google_compute_autoscaler", "google_compute_region_autoscaler"];
    const scaler = job.others.referring(job.resource, scalers)[0]?.values.block("autoscaling_policy");
    const expected = job.values.has("target_size")
      ? job.values.number("target_size", count)
      : (scaler?.number("min_replicas", count) ?? 1);
    const bound = (name: string): number => scaler?.number(name, { ...count, otherwise: expected }) ?? expected;
    const span = spanOf(bound("min_replicas"), expected, bound("max_replicas"));
    const machines = scaled(job, `${expected} machines`, span);
    const disks = template.blocks("disk");
    const scratch = disks.filter((disk) => disk.text("type")?.toUpperCase() === "SCRATCH");
    return [
      ...machineComponents(
        job,
        {
          type: shortName(template.required("machine_type") ?? "unknown"),
          spot: isSpot(template),
          gpus: gpusOf(template),
          localSsds: scratch.length,
        },
        machines,
      ),
      ...disks
        .filter((disk) => !scratch.includes(disk) && !disk.has("source"))
        .flatMap((disk) =>
          diskComponents(
            job,
            {
              kind: shortName(disk.text("disk_type") ?? "pd-standard"),
              size: disk.number("disk_size_gb", { ...size, otherwise: 10 }),
              part: null,
            },
            machines,
          ),
        ),
    ];
  },
  usage: ["monthly_hrs"],
};

/** Compute Engine's machines. */
export const machines: EstimatorTable = {
  google_compute_instance: instance,
  google_compute_instance_group_manager: group,
  google_compute_region_instance_group_manager: group,
};
