#!/usr/bin/env node
// The imports below need a current Node; an old one gets a sentence instead of a syntax error.
const { whyNotThisNode } = await import("./start/node-version.ts");
const why = whyNotThisNode(process.version);
if (why === null) {
  const [{ enableCompileCache }, { cacheFolder }] = await Promise.all([
    import("node:module"),
    import("./cli/cache-folder.ts"),
  ]);
  enableCompileCache(cacheFolder("code")); // what V8 made of our own files; without it the start takes longer, no more
  const { run } = await import("./cli/run.ts");
  process.exitCode = await run(process.argv);
} else {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
}

export {};
