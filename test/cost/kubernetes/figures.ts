import type { ClusterPrice } from "../../../src/model/price-overrides.ts";

/** Round figures: a vCPU-hour for $0.10, a GiB-hour for $0.01, a GPU-hour for $1. */
export const figures: ClusterPrice = {
  provider: "aws",
  region: null,
  node_type: null,
  vcpu_hour: 0.1,
  gib_hour: 0.01,
  gpu_hour: 1,
};
