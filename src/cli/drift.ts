import { writeFileSync } from "node:fs";

import { collectScan, openWorkplace } from "../changes/git.ts";
import { hasDrift } from "../model/drift.ts";
import { UsageError } from "../model/failure.ts";
import { renderDriftJson, renderDriftTerminal } from "../report/drift.ts";
import { drift, openReviewTools } from "../review.ts";
import { exitCodes } from "./exit-codes.ts";
import { readShownFile } from "./shown-file.ts";

/** Options of `tollgate drift`. */
export interface DriftOptions {
  readonly state: string;
  readonly format: "terminal" | "json";
  readonly output?: string;
}

/** `tollgate drift`: 0 without drift, 1 with, 3 when none was found and not everything could be compared. */
export async function reportDrift(directory: string, options: DriftOptions): Promise<number> {
  const workplace = await openWorkplace(directory);
  const state = readShownFile(options.state, "state", workplace.root);
  const clock = new Date();
  const tools = openReviewTools(clock, null);
  try {
    const collect = () => collectScan(workplace);
    const report = await drift({ collect, under: workplace.under, clock, settings: null, state }, tools);
    print(options.format === "json" ? renderDriftJson(report) : renderDriftTerminal(report), options.output);
    if (hasDrift(report)) return 1;
    return report.not_compared.length + report.problems.length === 0 ? 0 : exitCodes.undecided;
  } finally {
    await tools.close();
  }
}

function print(text: string, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (cause) {
    throw new UsageError(`${output} cannot be written; name a file in a folder that exists`, { cause });
  }
}
