import { loadSettings } from "../config/settings.ts";
import { readDrift } from "../formats/plan/drift.ts";
import type { GivenPlan } from "../formats/plan/given-plan.ts";
import type { DriftReport } from "../model/drift.ts";
import type { ReviewRequest, ReviewTools } from "./request.ts";

/** What to compare: a tree's configuration with a state. */
export interface DriftRequest extends Pick<ReviewRequest, "collect" | "under" | "clock" | "settings"> {
  readonly state: GivenPlan;
}

/** A state against the configuration that should describe it. Throws UsageError when one of them cannot be used. */
export async function drift(request: DriftRequest, tools: ReviewTools): Promise<DriftReport> {
  const { head, gate } = await request.collect();
  const { settings } = request.settings ?? (await loadSettings(gate));
  const engines = tools.engines.at(request.clock);
  const where = { base: null, head, changed: null, under: request.under, projects: settings.projects, engines };
  return readDrift(where, request.state);
}
