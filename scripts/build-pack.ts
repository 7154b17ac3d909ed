/** Compiles the built-in policies into policies/build, so that a review of a cold process starts no `opa` engine. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { openEngines } from "../src/engines/open-engines.ts";
import { policyCodeFile } from "../src/policy/compile-cache.ts";
import { builtPack, compilePolicies } from "../src/policy/compile-policies.ts";
import { loadPolicies } from "../src/policy/load-policies.ts";
import { builtSources, sourceFiles, textOfPack } from "../src/policy/pack-files.ts";

const engines = openEngines({ clock: new Date(0) });
const sources = await loadPolicies({ pack: true, repository: null, disk: [] });
const compiled = await compilePolicies(sources, { engines, cacheDirectory: builtPack });
await engines.close();

const wanted = new Set([
  ".gitignore",
  basename(builtSources),
  ...compiled.modules.flatMap(({ hash, wasm }) => [`${hash}.json`, `${hash}.wasm`, policyCodeFile(wasm)]),
]);
await mkdir(builtPack, { recursive: true });
await writeFile(builtSources, textOfPack(sourceFiles()));
for (const name of await readdir(builtPack)) {
  if (!wanted.has(name)) {
    await rm(join(builtPack, name));
  }
}
for (const { path, line, message } of compiled.problems) {
  console.error(`${path}:${line ?? 1}: ${message}`);
}
process.exitCode = compiled.problems.length > 0 ? 1 : 0;
const count = compiled.modules.reduce((sum, module) => sum + module.policies.length, 0);
console.log(`policies/build: ${count} policies`);
