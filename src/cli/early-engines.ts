import { readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import type { EngineHost } from "../engines/engines.ts";
import { openEngines } from "../engines/open-engines.ts";
import type { KeptAnswers } from "../engines/kept-answers.ts";
import { openAnswerFile } from "./answer-file.ts";

/** Directories that are looked into for the guess: each scan begins with it, also one of nothing but manifests. */
const mostDirectories = 16;

/** What a command asks, and what it was answered in its last run in the same place; null where that is not used. */
export interface Asked {
  readonly clock: Date;
  readonly engines: EngineHost;
  readonly answers: KeptAnswers | null;
}

/** The engines of a command, which is not told what it was answered before where `cache` is false. */
export function enginesOf(command: string, directory: string, { cache }: { readonly cache: boolean }): Asked {
  const clock = new Date();
  const answers = cache ? openAnswerFile(command, directory) : null;
  return { clock, engines: openEngines({ clock, answers }), answers };
}

/**
 * The engines for a scan. Where Terraform lies near the top of the directory its engine starts at once: loading it takes
 * about as long as loading the rest of the program, which this thread does meanwhile. A wrong guess costs only time.
 */
export function enginesFor(directory: string, options: { readonly cache: boolean }): Asked {
  const asked = enginesOf("scan", directory, options);
  if (hasTerraform(directory)) asked.engines.engine("hcl").prepare();
  return asked;
}

function hasTerraform(top: string): boolean {
  const waiting = [top];
  for (let looked = 0; looked < mostDirectories; looked += 1) {
    const directory = waiting.shift();
    if (directory === undefined) return false;
    const entries = entriesOf(directory);
    if (entries.some((entry) => entry.isFile() && /\.(?:tf|tofu)$/.test(entry.name))) return true;
    waiting.push(
      ...entries
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map(({ name }) => join(directory, name)),
    );
  }
  return false;
}

/** What cannot be read is told by who reads it. */
function entriesOf(directory: string): ReadonlyArray<Dirent> {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
