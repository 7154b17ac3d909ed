#!/usr/bin/env node
// The imports below need a current Node; an old one gets a sentence instead of a syntax error.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(`tollgate needs Node 24 or newer; this is ${process.version} (npx puts the right one first)\n`);
  process.exitCode = 2;
} else {
  const [{ enableCompileCache }, { cacheFolder }] = await Promise.all([
    import("node:module"),
    import("./cli/cache-folder.ts"),
  ]);
  enableCompileCache(cacheFolder("code")); // what V8 made of our own files; without it the start takes longer, no more
  const { run } = await import("./cli/run.ts");
  process.exitCode = await run(process.argv);
}

export {};
