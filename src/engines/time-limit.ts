import type { Worker } from "node:worker_threads";

/** So many times its limit a task may last by the wall clock, where the machine does not let its worker compute. */
const mostWaiting = 10;
const nothing: NodeJS.CpuUsage = { user: 0, system: 0 };

/** Asking what a worker has used takes the time of a small task: it is asked when one lasts for so many milliseconds. */
const firstLook = 100;

/**
 * Calls `over` when a worker has computed for `limit` milliseconds from now on, and never after the answer was called.
 * Processor time counts, not the wall clock: what comes out of a review must not depend on what else the machine does.
 * The first moments are a gift.
 */
export function limitTime(worker: Worker, limit: number, over: () => void): () => void {
  let isSettled = false;
  let timer: NodeJS.Timeout;
  const begin = async (): Promise<void> => {
    const begun = await worker.cpuUsage().catch(() => nothing); // it does not run yet
    if (!isSettled) timer = setTimeout(() => void look(begun), limit);
  };
  const look = async (begun: NodeJS.CpuUsage): Promise<void> => {
    const { user, system } = await worker.cpuUsage(begun).catch(() => nothing); // it has ended, as others will say
    if (isSettled) return;
    const left = limit - (user + system) / 1_000;
    if (left <= 0) over();
    else timer = setTimeout(() => void look(begun), left);
  };
  timer = setTimeout(() => void begin(), firstLook);
  const last = setTimeout(over, limit * mostWaiting);
  return () => {
    isSettled = true;
    clearTimeout(timer);
    clearTimeout(last);
  };
}
