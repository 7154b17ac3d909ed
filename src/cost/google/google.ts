import type { EstimatorTable } from "../estimator.ts";
import { disks } from "./disk.ts";
import { gke } from "./gke.ts";
import { machines } from "./machines.ts";
import { managed } from "./managed.ts";
import { network } from "./network.ts";
import { run } from "./run.ts";
import { services } from "./services.ts";
import { sql } from "./sql.ts";
import { storage } from "./storage.ts";

/** Every Google Cloud estimator by resource type. */
export const google: EstimatorTable = {
  ...machines,
  ...disks,
  ...gke,
  ...sql,
  ...run,
  ...network,
  ...storage,
  ...services,
  ...managed,
};
