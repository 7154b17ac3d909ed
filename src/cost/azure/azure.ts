import type { EstimatorTable } from "../estimator.ts";
import { aks } from "./aks.ts";
import { analytics } from "./analytics.ts";
import { cognitive } from "./cognitive.ts";
import { containers } from "./containers.ts";
import { cosmos } from "./cosmos.ts";
import { databases } from "./database.ts";
import { disks } from "./disk.ts";
import { dns } from "./dns.ts";
import { edge } from "./edge.ts";
import { machines } from "./machines.ts";
import { messaging } from "./messaging.ts";
import { monitor } from "./monitor.ts";
import { network } from "./network.ts";
import { security } from "./security.ts";
import { sql } from "./sql.ts";
import { storage } from "./storage.ts";
import { web } from "./web.ts";
import { searchServices } from "./search.ts";
import { automations } from "./automation.ts";
import { networkWatch } from "./network-watch.ts";
import { redisCaches } from "./redis.ts";
import { sqlManaged } from "./sql-managed.ts";
import { sqlPools } from "./sql-pool.ts";
import { integration } from "./integration.ts";
import { hdInsightClusters } from "./hdinsight.ts";
import { unlisted } from "./unlisted.ts";

/** Every Azure estimator by resource type. */
export const azure: EstimatorTable = {
  ...machines,
  ...disks,
  ...aks,
  ...containers,
  ...network,
  ...dns,
  ...sql,
  ...databases,
  ...redisCaches,
  ...cosmos,
  ...storage,
  ...web,
  ...edge,
  ...messaging,
  ...analytics,
  ...monitor,
  ...security,
  ...cognitive,
  ...searchServices,
  ...automations,
  ...networkWatch,
  ...sqlManaged,
  ...sqlPools,
  ...integration,
  ...hdInsightClusters,
  ...unlisted,
};
