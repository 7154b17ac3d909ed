/**
 * Builds the engines (engines/cmd/*) to WebAssembly in engines/build, each with a maximum written into its memory
 * section: V8 has no limit of its own that holds for one module. Rebuilds only what changed. `npm ci` runs it.
 * Names of engines as arguments build these alone.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { limitMemory } from "./wasm-memory.ts";

const engines = join(import.meta.dirname, "..", "engines");
const build = join(engines, "build");

/** Engine → the most memory that it may have, in pages of 64 KiB. */
const maximumPages: Readonly<Record<string, number>> = {
  documents: 8_192, // 512 MiB: a file of some megabytes through a parser that was not written for it
  hcl: 8_192, // 512 MiB: a root with thousands of resources
  opa: 16_384, // 1 GiB: the compiler and its type checker on the pack with its tests
  probe: 1_024, // only the tests build and use it
};

/** Hash of everything that a build of the engine depends on. */
function sourceHash(name: string): string {
  const hash = createHash("sha256").update(String(maximumPages[name]));
  const files = globSync([`{cmd/${name},${name},wire,graphemes}/**`, "go.mod", "go.sum"], {
    cwd: engines,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && !entry.name.endsWith("_test.go") && !entry.parentPath.includes("testdata"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash.update(file.slice(engines.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function isBuilt(name: string, hash: string): boolean {
  const stamp = join(build, `${name}.sha256`);
  return existsSync(join(build, `${name}.wasm`)) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
}

function buildEngine(name: string, hash: string): void {
  const output = join(build, `${name}.${String(process.pid)}.tmp`);
  const flags = ["-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];
  const { status, error } = spawnSync("go", ["build", ...flags, "-o", output, `./cmd/${name}`], {
    cwd: engines,
    env: { ...process.env, GOOS: "wasip1", GOARCH: "wasm", CGO_ENABLED: "0" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error !== undefined || status !== 0) {
    throw new Error(`go build of the engine ${name} failed`, { cause: error });
  }
  const limited = limitMemory(readFileSync(output), maximumPages[name] ?? 4_096);
  writeFileSync(output, limited);
  renameSync(output, join(build, `${name}.wasm`));
  writeFileSync(join(build, `${name}.sha256`), hash);
  console.log(`engines/build/${name}.wasm: ${(limited.length / 1e6).toFixed(1)} MB`);
}

function hasGo(): boolean {
  return spawnSync("go", ["version"], { stdio: "ignore" }).status === 0;
}

function main(): void {
  mkdirSync(build, { recursive: true });
  const all = globSync("*", { cwd: join(engines, "cmd") }).sort();
  const asked = process.argv.slice(2);
  const wanted = asked.length > 0 ? asked : all.filter((name) => name !== "probe");
  const stale = wanted.filter((name) => !isBuilt(name, sourceHash(name)));
  if (stale.length > 0 && !hasGo()) {
    const missing = stale.filter((name) => !existsSync(join(build, `${name}.wasm`)));
    if (missing.length > 0) {
      console.error(
        `Tollgate needs the engines ${missing.join(", ")} and found neither built modules in engines/build nor Go to build them.\n` +
          "Install Go 1.26 or newer (https://go.dev/dl) and run `npm ci` again, or use the published package, which carries them.",
      );
      process.exit(1);
    }
    console.error(`Go is not installed: the engines ${stale.join(", ")} stay as they were built before.`);
    return;
  }
  for (const name of stale) {
    buildEngine(name, sourceHash(name));
  }
}

main();
