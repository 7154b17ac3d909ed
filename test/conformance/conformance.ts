import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { engineModule } from "../../src/engines/open-engines.ts";
import { readCases, type ConformanceCase } from "./cases.ts";
import { excused } from "./excused.ts";
import type { CaseFailure } from "./run-case.ts";

/** One case that did not pass. */
export interface FailedCase {
  readonly case: ConformanceCase;
  readonly why: string;
  /** Why that is accepted; null when it is not. */
  readonly excuse: string | null;
}

/** What running the cases of one version gave. */
export interface Conformance {
  readonly version: "v0" | "v1";
  readonly passed: number;
  readonly total: number;
  readonly failed: ReadonlyArray<FailedCase>;
  /** Notes that are excused and passed: their excuse has to go. */
  readonly stale: ReadonlyArray<string>;
}

const batch = 25;

/** The folder of OPA's sources in the Go module cache. Throws where Go or the module is not there. */
export function opaSources(): string {
  const cwd = fileURLToPath(new URL("../../engines/", import.meta.url));
  const format = ["list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa"];
  const { stdout, status } = spawnSync("go", format, { cwd, encoding: "utf8" });
  const folder = status === 0 ? stdout.trim() : "";
  if (folder === "") {
    throw new Error("OPA's sources are not in the Go module cache: install Go and run `go mod download` in engines/");
  }
  return folder;
}

/** Runs the cases of both versions in parallel; `every` takes only each n-th case. */
export async function runConformance(every = 1): Promise<ReadonlyArray<Conformance>> {
  const sources = opaSources();
  const module = await engineModule("opa");
  const workers = Array.from({ length: Math.min(availableParallelism(), 8) }, () => {
    const options = { workerData: { module, opaSources: sources }, resourceLimits: { stackSizeMb: 32 } };
    return new Worker(new URL("worker.ts", import.meta.url), options);
  });
  try {
    const results: Conformance[] = [];
    for (const version of ["v1", "v0"] as const) {
      const cases = readCases(sources, version);
      results.push(conclude(version, cases, await runCases(version, cases.length, every, workers), every === 1));
    }
    return results;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Failures by index of their case; a case that was not run is missing. */
async function runCases(
  version: "v0" | "v1",
  total: number,
  every: number,
  workers: ReadonlyArray<Worker>,
): Promise<ReadonlyMap<number, CaseFailure>> {
  const failures = new Map<number, CaseFailure>();
  const size = every === 1 ? batch : 1;
  let next = 0;
  const drain = async (worker: Worker): Promise<void> => {
    while (next < total) {
      const from = next;
      next += every === 1 ? size : every;
      const answered = await ask(worker, { version, from, to: Math.min(from + size, total) });
      answered.forEach((failure, index) => failures.set(from + index, failure));
    }
  };
  await Promise.all(workers.map(drain));
  return failures;
}

function ask(worker: Worker, message: unknown): Promise<ReadonlyArray<CaseFailure>> {
  return new Promise((resolve, reject) => {
    worker.once("message", (answer: ReadonlyArray<CaseFailure>) => {
      worker.off("error", reject);
      resolve(answer);
    });
    worker.once("error", reject);
    worker.postMessage(message);
  });
}

function conclude(
  version: "v0" | "v1",
  cases: ReadonlyArray<ConformanceCase>,
  failures: ReadonlyMap<number, CaseFailure>,
  isWhole: boolean,
): Conformance {
  const failed: FailedCase[] = [];
  const passed = new Set<string>();
  for (const [index, why] of [...failures].sort(([a], [b]) => a - b)) {
    const one = cases[index]!;
    if (why === null) passed.add(one.note);
    else failed.push({ case: one, why, excuse: excused[one.note] ?? null });
  }
  const failing = new Set(failed.map((item) => item.case.note));
  const stale = isWhole ? Object.keys(excused).filter((note) => passed.has(note) && !failing.has(note)) : [];
  return { version, passed: failures.size - failed.length, total: failures.size, failed, stale };
}
