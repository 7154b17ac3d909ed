import { watch } from "node:fs";
import { setTimeout } from "node:timers/promises";

/** Editors write a file in several steps; what comes within this many milliseconds is one change. */
const quiet = 100;

/**
 * Runs once, and again whenever something below the paths changes, until the process is interrupted. A run that is under
 * way is finished first; changes during it lead to one more.
 */
export async function runOnChanges(paths: ReadonlyArray<string>, run: () => Promise<void>): Promise<never> {
  let wake = Promise.withResolvers<undefined>();
  for (const path of paths) {
    watch(path, { recursive: true }, () => {
      wake.resolve(undefined);
    });
  }
  for (;;) {
    await run();
    await wake.promise;
    await setTimeout(quiet);
    wake = Promise.withResolvers();
  }
}
