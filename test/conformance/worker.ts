/** Runs in a worker thread: the cases that it is sent, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { readCases } from "./cases.ts";
import { openCaseRunner } from "./run-case.ts";

const { module, opaSources } = workerData as { readonly module: WebAssembly.Module; readonly opaSources: string };
const runner = openCaseRunner(module);
const known = new Map((["v0", "v1"] as const).map((version) => [version, readCases(opaSources, version)]));

parentPort?.on("message", ({ version, from, to }: { version: "v0" | "v1"; from: number; to: number }) => {
  const failures = known
    .get(version)!
    .slice(from, to)
    .map((one) => runner.run(one));
  parentPort?.postMessage(failures);
});
