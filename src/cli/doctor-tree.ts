import { z } from "zod";

import type { Problem } from "../model/problem.ts";
import { compareText, count } from "../model/text.ts";
import { inputs, isListedType, type ReviewRequest, type ReviewTools } from "../review.ts";
import type { Check } from "./doctor.ts";

const documents = z.array(
  z.object({
    project: z.object({ name: z.string(), format: z.string() }),
    resources: z.array(z.object({ type: z.string(), address: z.string() })),
  }),
);

/** What of a directory is not analysed, or less than it could be. */
export async function diagnoseTree(request: ReviewRequest, tools: ReviewTools): Promise<ReadonlyArray<Check>> {
  const report = await inputs(request, tools);
  const projects = documents.parse(report.inputs);
  const resources = projects.reduce((sum, project) => sum + project.resources.length, 0);
  const read: Check = {
    name: "read",
    state: "ok",
    text: `${count(projects.length, "project")}, ${count(resources, "resource")}`,
  };
  return [
    read,
    ...report.not_analysed.map(({ path, reason }): Check => ({
      name: "not analysed",
      state: "notice",
      text: `${path}: ${reason}`,
    })),
    ...report.problems.map((problem): Check => ({ name: kindOf(problem), state: "notice", text: placed(problem) })),
    ...unlistedTypes(projects),
  ];
}

function kindOf({ message }: Problem): string {
  return message.includes(" is not available: source ") ? "module" : "problem";
}

function placed({ path, line, message }: Problem): string {
  return `${path}${line === null ? "" : `:${line}`}: ${message}`;
}

/** Types whose provider's schema we do not have: values stay as written, computed attributes are not known as such. */
function unlistedTypes(projects: z.infer<typeof documents>): ReadonlyArray<Check> {
  const counts = new Map<string, number>();
  for (const { project, resources } of projects) {
    if (project.format !== "terraform") continue;
    for (const { type } of resources) if (!isListedType(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([type, number]) => ({
      name: "type",
      state: "ok",
      text: `${type} (${count(number, "resource")}) is in no provider table: its values stay as they are written`,
    }));
}
