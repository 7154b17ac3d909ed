import type { Job } from "../job.ts";
import type { Estimator, EstimatorTable } from "../estimator.ts";
import { byUsage, hourly, rate } from "../line.ts";

const build: Estimator = {
  estimate: (job) => {
    const environment = job.values.block("environment");
    const size = environment
      .choice("compute_type", "BUILD_GENERAL1_SMALL")
      .replace(/^BUILD_/, "")
      .toLowerCase()
      .replace("_", ".");
    const type = environment.choice("type", "LINUX_CONTAINER");
    const hardware = type.startsWith("ARM") ? "arm1" : type.includes("GPU") ? "gpu1" : "general1";
    const system = type.startsWith("WINDOWS") ? "Windows" : "Linux";
    const machine = size.replace("general1", hardware);
    const name = `${system} (${type.startsWith("ARM_LAMBDA") ? machine.replace("lambda.", "lambda.arm.") : machine})`;
    return byUsage(job, { name, unit: "minutes", usage: "monthly_build_mins", price: rate("codebuild-project", name) });
  },
  usage: ["monthly_build_mins"],
};

/** DPUs of a worker by its type. */
const workers: Readonly<Record<string, number>> = {
  Standard: 1,
  "G.025X": 0.25,
  "G.1X": 1,
  "G.2X": 2,
  "G.4X": 4,
  "G.8X": 8,
  "Z.2X": 2,
};

const glueJob: Estimator = {
  estimate: (job) => {
    const type = job.values.choice("worker_type", "Standard");
    const each = (Object.hasOwn(workers, type) ? workers[type] : undefined) ?? 1;
    const isShell = job.values.block("command").text("name") === "pythonshell";
    const count = job.values.number("number_of_workers", { min: 1, max: 10_000, otherwise: isShell ? 0.0625 : 10 });
    const declared = job.values.has("max_capacity")
      ? job.values.number("max_capacity", { min: 0.0625, max: 10_000, otherwise: 10 })
      : count * each;
    const { item, measure } = glueKind(job);
    return byUsage(job, {
      name: "Duration",
      unit: `hours (${declared} ${measure}${declared === 1 ? "" : "s"})`,
      usage: "monthly_hours",
      price: rate("glue-job", item),
      priceTimes: declared,
    });
  },
  usage: ["monthly_hours"],
};

/** What a worker of the job counts as: jobs that may wait cost less, those of Ray are measured by memory. */
function glueKind(job: Job): { readonly item: string; readonly measure: string } {
  if (job.values.block("command").text("name") === "glueray") return { item: "Duration (ray)", measure: "M-DPU" };
  const isFlexible = job.values.choice("execution_class", "STANDARD") === "FLEX";
  return { item: isFlexible ? "Duration (flex)" : "Duration (hours (1 DPU))", measure: "DPU" };
}

const transferServer: Estimator = {
  estimate: (job) => {
    const listed = job.values.list("protocols");
    const protocols = listed.length === 0 ? ["SFTP"] : listed;
    return [
      ...protocols.flatMap((protocol) =>
        hourly(job, {
          name: `${protocol} protocol enabled`,
          price: rate("transfer-server", `${protocol} protocol enabled`),
        }),
      ),
      ...byUsage(job, {
        name: "Data downloaded",
        unit: "GB",
        usage: "monthly_data_downloaded_gb",
        price: rate("transfer-server", "Data downloaded"),
      }),
      ...byUsage(job, {
        name: "Data uploaded",
        unit: "GB",
        usage: "monthly_data_uploaded_gb",
        price: rate("transfer-server", "Data uploaded"),
      }),
    ];
  },
  usage: ["monthly_hrs", "monthly_data_downloaded_gb", "monthly_data_uploaded_gb"],
};

/** AWS CodeBuild, Glue jobs and Transfer Family. */
export const developer: EstimatorTable = {
  aws_codebuild_project: build,
  aws_glue_job: glueJob,
  aws_transfer_server: transferServer,
};
