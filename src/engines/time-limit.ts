import type { Worker } from "node:worker_threads";

/** So many times its limit a task may last by the wall clock, where the machine does not let its worker compute. */
const mostWaiting = 10;
const nothing: NodeJS.CpuUsage = { user: 0, system: 0 };

/**
 * Calls `over` when a worker has computed for `limit` milliseconds from now on, and never after the answer was called.
 * Processor time counts, not the wall clock: what comes out of a review must not depend on what else the machine does.
 */
export function limitTime(worker: Worker, limit: number, over: () => void): () => void {
  const begun = worker.cpuUsage().catch(() => nothing); // it does not run yet
  let isSettled = false;
  let timer: NodeJS.Timeout;
  const look = async (): Promise<void> => {
    const { user, system } = await worker.cpuUsage(await begun).catch(() => nothing); // it has ended, as others will say
    if (isSettled) return;
    const left = limit - (user + system) / 1_000;
    if (left <= 0) over();
    else timer = setTimeout(() => void look(), left);
  };
  timer = setTimeout(() => void look(), limit);
  const last = setTimeout(over, limit * mostWaiting);
  return () => {
    isSettled = true;
    clearTimeout(timer);
    clearTimeout(last);
  };
}
