import { readdirSync, readFileSync } from "node:fs";

/** Processor milliseconds that a process has used, by its threads. */
export interface ProcessorTimes {
  /** The thread that runs the process's own JavaScript. */
  readonly main: number;
  /** Worker threads of JavaScript. */
  readonly workers: number;
  /** Collector, compiler, pool of blocking calls and all else. */
  readonly others: number;
}

/** Linux counts in hundredths of a second. */
const millisecondsPerTick = 10;

/** Reads what a process has used until now. Throws where there is no such process, or no `/proc`. */
export function processorTimes(pid: number): ProcessorTimes {
  const times = { main: 0, workers: 0, others: 0 };
  for (const thread of readdirSync(`/proc/${String(pid)}/task`)) {
    const { name, milliseconds } = threadTime(`/proc/${String(pid)}/task/${thread}/stat`);
    if (thread === String(pid)) times.main += milliseconds;
    else if (name === "WorkerThread") times.workers += milliseconds;
    else times.others += milliseconds;
  }
  return times;
}

/** A thread's name stands in brackets and may have any characters in it; user and system time are the 12th and 13th after it. */
function threadTime(file: string): { readonly name: string; readonly milliseconds: number } {
  const text = readFileSync(file, "utf8");
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  const ticks = Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  return { name: text.slice(text.indexOf("(") + 1, end), milliseconds: ticks * millisecondsPerTick };
}

/** What was used between two readings, a review. */
export function perReview(before: ProcessorTimes, after: ProcessorTimes, reviews: number): ProcessorTimes {
  return {
    main: (after.main - before.main) / reviews,
    workers: (after.workers - before.workers) / reviews,
    others: (after.others - before.others) / reviews,
  };
}

/** The times of several processes together. */
export function sumOfTimes(times: ReadonlyArray<ProcessorTimes>): ProcessorTimes {
  const sum = { main: 0, workers: 0, others: 0 };
  for (const each of times) {
    sum.main += each.main;
    sum.workers += each.workers;
    sum.others += each.others;
  }
  return sum;
}
