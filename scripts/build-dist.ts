import { chmodSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build, type OutputOptions } from "rolldown";

/**
 * Bundles src/ and the small libraries into dist/: the command starts from a few files instead of four hundred.
 * What brings files of its own (databases, Probot) stays outside and is loaded by `serve` alone. Every module lies two
 * levels below the package, as in src/, because paths to engines, policies and prices are relative to the module.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const output: OutputOptions = {
  dir: "dist",
  entryFileNames: "[name].js",
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
};
const common = { cwd: root, platform: "node", logLevel: "warn" } as const;

rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  ...common,
  input: {
    "bin/tollgate": "src/start/built.ts",
    "engines/engine-worker": "src/engines/engine-worker.ts",
    "policy/policy-worker": "src/policy/policy-worker.ts",
  },
  external: [/^node:/],
  output: { ...output, format: "esm", chunkFileNames: "chunks/[name]-[hash].js" },
});
// CommonJS, because Node lets a program keep the bytecode of scripts and not that of modules.
await build({
  ...common,
  input: { "program/run": "src/cli/run.ts" },
  external: [/^node:/, /^@electric-sql\//, /^probot/, /^pg/, /^pg-boss/, /^kysely/, /^pino/],
  output: { ...output, format: "cjs", chunkFileNames: "program/[name]-[hash].js" },
});
chmodSync(`${root}dist/bin/tollgate.js`, 0o755);
