import type { StorePace } from "../../src/store/pace.ts";

/** Waits that say nothing about the App, as short as the queue allows, for tests that provoke them. */
export const impatientPace: Partial<StorePace> = {
  retryDelay: 1,
  longestRetryDelay: 1,
  heartbeat: 10,
  supervision: 1,
  lease: 15,
};
