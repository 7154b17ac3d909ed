import { chmodSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build } from "rolldown";

/**
 * Bundles src/ and the small libraries into dist/: the command starts from a few files instead of four hundred.
 * What brings files of its own (databases, Probot) stays outside and is loaded by `serve` alone. Every module lies two
 * levels below the package, as in src/, because paths to engines, policies and prices are relative to the module.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  cwd: root,
  platform: "node",
  input: {
    "bin/tollgate": "src/cli.ts",
    "engines/engine-worker": "src/engines/engine-worker.ts",
    "policy/policy-worker": "src/policy/policy-worker.ts",
  },
  external: [/^node:/, /^@electric-sql\//, /^probot/, /^pg/, /^pg-boss/, /^kysely/, /^pino/],
  output: {
    dir: "dist",
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
  },
  logLevel: "warn",
});
chmodSync(`${root}dist/bin/tollgate.js`, 0o755);
