import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openEngines } from "../../src/engines/open-engines.ts";
import type { EnginesOptions } from "../../src/engines/open-engines.ts";
import type { Engine, EngineHost, EngineName } from "../../src/engines/engines.ts";

const root = join(import.meta.dirname, "..", "..");

/** Builds the engine that does wrong on request; false (and a line that says so) where there is no Go. */
export function buildProbe(): boolean {
  const built = spawnSync(process.execPath, [join(root, "scripts/build-engines.ts"), "probe"], { encoding: "utf8" });
  if (built.status !== 0) {
    console.warn(`the tests of the engine host are skipped: ${built.stderr}`);
  }
  return built.status === 0;
}

/** Opens engines of which one is the probe. */
export function openProbe(options: Partial<EnginesOptions> = {}): { engines: EngineHost; probe: Engine } {
  const engines = openEngines({ clock: new Date("2026-01-02T03:04:05Z"), workers: 1, recycleBytes: 64 * 2 ** 20, ...options });
  return { engines, probe: engines.engine("probe" as EngineName) };
}
