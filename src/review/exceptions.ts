import type { LoadedWaivers } from "../config/waivers.ts";
import type { ReadResult } from "../formats/read.ts";
import type { ProjectChange } from "../model/project.ts";
import type { PolicyResult } from "../policy/evaluate-policies.ts";
import { waiveFindings } from "../waivers/waive-findings.ts";
import type { GatedChange } from "./policies.ts";
import { allProjects, isWhole } from "./read-change.ts";
import type { ReviewRequest } from "./request.ts";

/** What exceptions are looked for in. */
export interface Excepted {
  readonly change: GatedChange;
  readonly read: ReadResult;
  readonly changes: ReadonlyArray<ProjectChange>;
  readonly waivers: LoadedWaivers;
}

/** Findings with the exceptions that hold for them; comments that do not hold are told as notes. */
export async function exceptFindings(
  request: ReviewRequest,
  { change, read, changes, waivers }: Excepted,
  found: PolicyResult,
): Promise<PolicyResult> {
  const { changeSet, settings, policies } = change;
  const all = policies.modules.flatMap((module) => module.policies);
  const { findings, problems, notes } = await waiveFindings({
    findings: found.findings,
    changeSet,
    changes,
    pairs: allProjects(read),
    waivers: [...waivers.waivers, ...(request.waivers ?? [])],
    inline_ignores: settings.settings.inline_ignores,
    aliases: new Map(all.map(({ id, aliases }) => [id, aliases] as const)),
    clock: request.clock,
    isWhole: isWhole(request, changeSet),
  });
  const told = problems.map(({ path, line, message }) => `${path}${line === null ? "" : `:${line}`}: ${message}`);
  return { ...found, findings, notes: [...found.notes, ...notes, ...told] };
}
