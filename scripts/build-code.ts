/**
 * Keeps the machine code that V8 makes of the engines (engines/build/*.code): a cold command then starts with optimised
 * code, where it would spend a second on compiling. The engines evaluate what lies in this repository, so that every
 * function that a review needs is compiled; others are compiled when they are called, as without. Code is for this
 * version of V8 and this processor only, and nobody misses it elsewhere. Rebuilds only what changed.
 */
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { collectScan, openWorkplace } from "../src/changes/git.ts";
import type { EngineHost, EngineName } from "../src/engines/engines.ts";
import { machineCodeOf } from "../src/engines/machine-code.ts";
import { codeFileName, engineModule, openEngines } from "../src/engines/open-engines.ts";
import { compilePolicies } from "../src/policy/compile-policies.ts";
import { loadPolicies } from "../src/policy/load-policies.ts";
import { embeddedPriceBook } from "../src/cost/embedded-book.ts";
import { openPolicyRunner } from "../src/policy/policy-runner.ts";
import { inputs, reviewOf } from "../src/review.ts";

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
    const workplace = await openWorkplace(join(repository, directory));
    const changeSet = await collectScan(workplace);
    const request = { ...reviewOf(() => Promise.resolve(changeSet), new Date(0)), under: workplace.under };
    await inputs(request, { engines, runner, book: embeddedPriceBook(), cacheDirectory: null });
  }
  await runner.close();
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

/** Where the code of an engine belongs; null when the engine was not built, which scripts/build-engines.ts has said. */
function codeFile(name: EngineName): string | null {
  const stamp = join(build, `${name}.sha256`);
  return existsSync(stamp) ? codeFileName(name, readFileSync(stamp, "utf8").trim()) : null;
}

async function writeCode(name: EngineName, file: string): Promise<void> {
  const code = machineCodeOf(await engineModule(name));
  if (code === null) {
    console.log(`engines/build/${name}: this Node gives no machine code; the engine starts without`);
    return;
  }
  writeFileSync(join(build, `${file}.tmp`), code);
  renameSync(join(build, `${file}.tmp`), join(build, file));
  console.log(`engines/build/${file}: ${(code.length / 1e6).toFixed(1)} MB`);
}

async function buildCode(): Promise<void> {
  const files = names.flatMap((name) => {
    const file = codeFile(name);
    return file === null ? [] : [{ name, file }];
  });
  const wanted = new Set(files.map(({ file }) => file));
  for (const file of globSync("*.code", { cwd: build })) if (!wanted.has(file)) rmSync(join(build, file));
  const missing = files.filter(({ file }) => !existsSync(join(build, file)));
  const engines = openEngines({ clock: new Date(0), workers: 1 });
  setFlagsFromString(optimising.learn);
  for (const { name } of missing) {
    await exercises[name](engines).catch((error: unknown) => {
      // A slow machine: what was learnt until then counts, and nobody misses the rest but by the clock.
      console.log(`engines/build/${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  await engines.close();
  // The code is for a process without flags; compiling the modules has set the last one.
  for (const flag of [optimising.otherwise, notInlining.otherwise, "--no-wasm-lazy-validation"])
    setFlagsFromString(flag);
  for (const { name, file } of missing) await writeCode(name, file);
}

if (!process.execArgv.includes(notInlining.learn)) {
  throw new Error(`run it as \`node ${notInlining.learn} scripts/build-code.ts\``);
}
const alive = setInterval(() => undefined, 60_000); // neither workers nor compilations keep a process alive
await buildCode();
clearInterval(alive);
