/** How patient the store is, seconds unless said otherwise. */
export interface StorePace {
  /** Before the second attempt at a job; doubled at each, with jitter. */
  readonly retryDelay: number;
  /** Longest pause between two attempts. */
  readonly longestRetryDelay: number;
  /** Attempts after the first, a number. */
  readonly retryLimit: number;
  /** A worker that gives no sign of life for so long is dead, and its job another's. pg-boss allows no less than 10. */
  readonly heartbeat: number;
  /** Between two looks for workers that are dead. */
  readonly supervision: number;
  /** A claim to publish that is not renewed for so long belongs to a dead process. */
  readonly lease: number;
}

/** What a server keeps to: eight attempts, about two minutes of patience. */
export const usualPace: StorePace = {
  retryDelay: 1,
  longestRetryDelay: 300,
  retryLimit: 7,
  heartbeat: 15,
  supervision: 10,
  lease: 30,
};
