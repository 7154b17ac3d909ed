import type { Tree } from "../model/change-set.ts";
import type { Problem } from "../model/problem.ts";
import { noUsage, type Usage } from "./usage.ts";
import { parseUsage } from "./usage-file.ts";

/** A usage file's text, and the path that messages name. */
export interface UsageText {
  readonly path: string;
  readonly text: string;
}

/** What a usage file tells, and what is wrong with it. */
export interface LoadedUsage {
  readonly usage: Usage;
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
}

/** The usage of a review: `given`, else the file that the configuration names in the trusted tree, else none. */
export async function loadUsage(given: UsageText | null, gate: Tree, configured: string | null): Promise<LoadedUsage> {
  if (given !== null) return read(given);
  if (configured === null) return { usage: noUsage, problems: [], notes: [] };
  const content = (await gate.read([configured])).get(configured) ?? { kind: "missing" };
  if (content.kind === "text") return read({ path: configured, text: content.text });
  const message = `the usage file that the configuration names is ${content.kind}; expected YAML text at this path on the base`;
  const problem = { path: configured, line: null, message, project: null, hides: [configured] };
  return { usage: noUsage, problems: [problem], notes: [] };
}

function read({ path, text }: UsageText): LoadedUsage {
  const { usage, problems, ignored } = parseUsage(text, path);
  return { usage, problems, notes: ignored };
}
