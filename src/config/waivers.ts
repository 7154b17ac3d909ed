import { z } from "zod";

import type { Tree } from "../model/change-set.ts";
import type { Problem } from "../model/problem.ts";
import { daysLater, type Waiver } from "../model/waiver.ts";
import { daySchema } from "./schema.ts";
import { findText, issueProblems, loadYaml, problemAt } from "./yaml-file.ts";
import type { LineOf } from "./yaml-lines.ts";

/** Where a repository's waivers may lie; two of them are an error. */
export const waiversPaths: ReadonlyArray<string> = [".github/tollgate-waivers.yml", ".github/tollgate-waivers.yaml"];

const text = z.string().trim().min(1);

const waiver = z
  .strictObject({
    policy: text.regex(/^[^*?]+$/, "the id of one policy; wildcards waive more than anybody has looked at"),
    project: text.describe("name of the project; every project when left out").optional(),
    address: text.describe("address of the resource, with or without its index").optional(),
    fingerprint: text.describe("fingerprint of the finding, as the JSON report has it").optional(),
    reason: text.describe("why the exception is right"),
    granted_by: text.describe("who decided"),
    until: daySchema.describe("last day that it holds, UTC"),
    ticket: text.describe("where it is followed up").optional(),
  })
  .describe("a recorded exception");

/** `.github/tollgate-waivers.yml`. */
export const waiversSchema = z
  .strictObject({ version: z.literal(1).default(1), waivers: z.array(waiver).default([]) })
  .describe("Tollgate's waivers of one repository");

/** The same, with entries that are looked at one by one: a wrong one does not take the others with it. */
const waiversFile = z.strictObject({ version: z.literal(1).default(1), waivers: z.array(z.unknown()).default([]) });

/** Waivers, and what is wrong with the file. An entry with a problem is not in force. */
export interface LoadedWaivers {
  readonly waivers: ReadonlyArray<Waiver>;
  readonly problems: ReadonlyArray<Problem>;
}

/** The waivers of the trusted tree. `max_days` bounds how far ahead they may end, counted from `clock`. */
export async function loadWaivers(gate: Tree, max_days: number | null, clock: Date): Promise<LoadedWaivers> {
  const found = await findText(gate, waiversPaths, "waivers");
  if (found.kind === "none") return { waivers: [], problems: [] };
  if (found.kind === "problem") return { waivers: [], problems: [found.problem] };
  return parseWaivers(found.text, found.path, max_days, clock);
}

/** Parses a file of waivers. Every error names its line. */
export function parseWaivers(source: string, path: string, max_days: number | null, clock: Date): LoadedWaivers {
  const loaded = loadYaml(source, path);
  if (!loaded.ok) return { waivers: [], problems: loaded.problems };
  const { lineOf } = loaded;
  const file = waiversFile.safeParse(loaded.value);
  if (!file.success) {
    return {
      waivers: [],
      problems: file.error.issues.flatMap((issue) => issueProblems(waiversFile, path, lineOf, issue)),
    };
  }
  const latest = max_days === null ? null : daysLater(clock, max_days);
  const waivers: Waiver[] = [];
  const problems: Problem[] = [];
  for (const [index, entry] of file.data.waivers.entries()) {
    const read = readEntry(entry, { path, index, lineOf, latest });
    if (Array.isArray(read)) problems.push(...read);
    else waivers.push(read);
  }
  return { waivers, problems };
}

interface EntryPlace {
  readonly path: string;
  readonly index: number;
  readonly lineOf: LineOf;
  /** Last day that a waiver may end on; null for any. */
  readonly latest: string | null;
}

function readEntry(entry: unknown, { path, index, lineOf, latest }: EntryPlace): Waiver | Problem[] {
  const below: LineOf = (keys) => lineOf(["waivers", index, ...keys]);
  const parsed = waiver.safeParse(entry);
  if (!parsed.success) {
    return parsed.error.issues
      .flatMap((issue) => issueProblems(waiver, path, below, issue))
      .map((found) => ({ ...found, message: `waivers[${index}] is not in force: ${found.message}` }));
  }
  const { policy, project = null, address = null, fingerprint = null, reason, granted_by, until } = parsed.data;
  if (latest !== null && until > latest) {
    const message = `waivers[${index}] is not in force: it ends on ${until}; the organisation allows ${latest} at the latest`;
    return [problemAt(path, below(["until"]), message)];
  }
  const place = { path, line: lineOf(["waivers", index]) };
  return { policy, project, address, fingerprint, reason, granted_by, until, covers: null, place };
}
