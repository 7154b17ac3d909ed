import { matchesGlob } from "node:path/posix";

import type { Settings } from "../model/settings.ts";

/** Whether a branch's own configuration may decide alone: it is the default one or the organisation gates it. */
export function judgesBranch(branch: string, defaultBranch: string, settings: Settings | null): boolean {
  return branch === defaultBranch || (settings?.gated_branches ?? []).some((pattern) => matchesGlob(branch, pattern));
}
