/**
 * Keeps the machine code that V8 makes of the engines (engines/build/*.code) and of the compiled pack
 * (policies/build/*.code): a cold command then starts with optimised code, where it would spend a second on compiling.
 * They evaluate what lies in this repository, so that every function that a review needs is compiled; others are compiled when they are called, as without. Code is for this
 * version of V8 and this processor only, and nobody misses it elsewhere. Rebuilds only what changed.
 */
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setFlagsFromString } from "node:v8";
import { collectScan, openWorkplace } from "../src/changes/git.ts";
import type { EngineHost, EngineName } from "../src/engines/engines.ts";
import { machineCodeOf } from "../src/engines/machine-code.ts";
import { codeFileName } from "../src/engines/load-module.ts";
import { engineModule, openEngines } from "../src/engines/open-engines.ts";
import { policyCodeFile } from "../src/policy/compile-cache.ts";
import { builtPack, compilePolicies } from "../src/policy/compile-policies.ts";
import { loadPolicies } from "../src/policy/load-policies.ts";
import { embeddedPriceBook } from "../src/cost/embedded-book.ts";
import { openPolicyRunner, webAssemblyOf } from "../src/policy/policy-runner.ts";
import { inputs, review, reviewOf, type ReviewRequest } from "../src/review.ts";

const repository = join(import.meta.dirname, "..");
const build = join(repository, "engines", "build");
const names: ReadonlyArray<EngineName> = ["hcl", "opa", "documents"];

/**
 * V8's flags while it learns, and how they are otherwise: every function is optimised when it is first called, and none
 * inlined, which would more than double the code and make nothing faster. The first one breaks V8 when it changes after
 * a module has run, and Node's own has by now; the second one on the command line would change others.
 */
const notInlining = { learn: "--no-wasm-inlining", otherwise: "--wasm-inlining" };
const optimising = { learn: "--no-liftoff", otherwise: "--liftoff" };

/** What each engine does to show which of its functions matter. */
const exercises: Readonly<Record<EngineName, (engines: EngineHost) => Promise<void>>> = {
  documents: readDocuments,
  hcl: evaluateConfigurations,
  opa: compilePack,
};

async function evaluateConfigurations(engines: EngineHost): Promise<void> {
  const runner = openPolicyRunner();
  for (const directory of ["engines/hcl/testdata", "examples", "policies", "test"]) {
    await inputs(await requestFor(directory), { engines, runner, book: embeddedPriceBook(), cacheDirectory: null });
  }
  await runner.close();
}

/** The examples of the policies make every rule find something. */
async function evaluatePack(engines: EngineHost): Promise<void> {
  const runner = openPolicyRunner();
  await review(await requestFor("policies"), { engines, runner, book: embeddedPriceBook(), cacheDirectory: null });
  await runner.close();
}

async function requestFor(directory: string): Promise<ReviewRequest> {
  const workplace = await openWorkplace(join(repository, directory));
  const changeSet = await collectScan(workplace);
  return { ...reviewOf(() => Promise.resolve(changeSet), new Date(0)), under: workplace.under };
}

async function compilePack(engines: EngineHost): Promise<void> {
  const sources = await loadPolicies({ pack: true, repository: null, disk: [] });
  const own = sources.files
    .filter(({ path }) => /^policies\/(?:lib|aws\/s3|kubernetes\/p)/.test(path)) // the whole pack would take minutes
    .map((file) => ({ ...file, origin: "disk" as const }));
  await compilePolicies({ ...sources, files: own }, { engines, cacheDirectory: null });
}

async function readDocuments(engines: EngineHost): Promise<void> {
  const paths = globSync(["test/pulls/**/*.{tf,yaml,yml,json}", "policies/**/*.{tf,yaml}", "**/Dockerfile"], {
    cwd: repository,
    exclude: ["node_modules"],
  });
  const files = paths.sort().map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
  await engines.engine("documents").call({ files });
}

/** A module whose machine code is kept. */
interface Target {
  readonly file: string;
  readonly module: () => Promise<WebAssembly.Module>;
  /** Shows which of its functions matter. */
  readonly exercise: (engines: EngineHost) => Promise<void>;
}

/** Engines that were not built are none; scripts/build-engines.ts has said so. */
function engineTargets(): ReadonlyArray<Target> {
  return names.flatMap((name) => {
    const stamp = join(build, `${name}.sha256`);
    if (!existsSync(stamp)) return [];
    const file = join(build, codeFileName(name, readFileSync(stamp, "utf8").trim()));
    return [{ file, module: () => engineModule(name), exercise: exercises[name] }];
  });
}

async function packTargets(engines: EngineHost): Promise<ReadonlyArray<Target>> {
  const sources = await loadPolicies({ pack: true, repository: null, disk: [] });
  const { modules } = await compilePolicies(sources, { engines, cacheDirectory: null });
  return modules.map((module) => ({
    file: join(builtPack, policyCodeFile(module.wasm)),
    module: () => webAssemblyOf(module),
    exercise: evaluatePack,
  }));
}

async function writeCode({ file, module }: Target): Promise<void> {
  const code = machineCodeOf(await module());
  const shown = relative(repository, file);
  if (code === null) {
    console.log(`${shown}: this Node gives no machine code; it starts without`);
    return;
  }
  writeFileSync(`${file}.tmp`, code);
  renameSync(`${file}.tmp`, file);
  console.log(`${shown}: ${(code.length / 1e6).toFixed(1)} MB`);
}

function removeOthers(targets: ReadonlyArray<Target>): void {
  const wanted = new Set(targets.map(({ file }) => file));
  for (const folder of [build, builtPack]) {
    for (const name of globSync("*.code", { cwd: folder })) {
      const file = join(folder, name);
      if (!wanted.has(file)) rmSync(file);
    }
  }
}

async function buildCode(): Promise<void> {
  const engines = openEngines({ clock: new Date(0), workers: 1 });
  const targets = [...engineTargets(), ...(await packTargets(engines))];
  removeOthers(targets);
  const missing = targets.filter(({ file }) => !existsSync(file));
  setFlagsFromString(optimising.learn);
  for (const { file, module, exercise } of missing) {
    await module(); // known before a worker loads one of its own, which would go with it
    await exercise(engines).catch((error: unknown) => {
      // A slow machine: what was learnt until then counts, and nobody misses the rest but by the clock.
      console.log(`${relative(repository, file)}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  await engines.close();
  // The code is for a process without flags; compiling the modules has set the last one.
  for (const flag of [optimising.otherwise, notInlining.otherwise, "--no-wasm-lazy-validation"])
    setFlagsFromString(flag);
  for (const target of missing) await writeCode(target);
}

if (!process.execArgv.includes(notInlining.learn)) {
  throw new Error(`run it as \`node ${notInlining.learn} scripts/build-code.ts\``);
}
const alive = setInterval(() => undefined, 60_000); // neither workers nor compilations keep a process alive
await buildCode();
clearInterval(alive);
