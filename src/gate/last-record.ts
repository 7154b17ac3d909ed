import * as z from "zod";

import { conclusions } from "../model/verdict.ts";
import type { RecordedFinding, ReviewRecord } from "../model/record.ts";
import { lastEntry } from "../store/audit.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { Database } from "../store/tables.ts";

const findingSchema = z.object({
  policy: z.string(),
  severity: z.string(),
  enforcement: z.string(),
  status: z.string(),
  fingerprint: z.string(),
  title: z.string(),
  message: z.string(),
  remediation: z.string(),
  project: z.string(),
  address: z.string().nullable(),
  path: z.string().nullable(),
  line: z.int().nullable(),
  fix: z.string().nullable(),
}) satisfies z.ZodType<RecordedFinding>;

const recordSchema = z.object({
  conclusion: z.enum(conclusions),
  reasons: z.array(z.string()),
  wanted_consents: z.array(z.string().nullable()),
  consents: z.array(z.string()),
  holds_until: z.string().nullable(),
  waivers: z.object({ roles: z.array(z.string()), teams: z.array(z.string()), max_days: z.int().nullable() }),
  findings: z.array(findingSchema),
  costs: z.array(z.object({ project: z.string(), address: z.string(), before: z.number(), after: z.number() })),
  inputs: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<ReviewRecord>;

/** What the newest review of a pull request's head said; null before the first. */
export async function lastRecord(
  db: Database,
  { repository_id, head_sha }: Pick<StoredPullRequest, "repository_id" | "head_sha">,
): Promise<ReviewRecord | null> {
  const entry = await lastEntry(db, repository_id, head_sha, "review");
  return recordSchema.safeParse(entry?.facts).data ?? null;
}
