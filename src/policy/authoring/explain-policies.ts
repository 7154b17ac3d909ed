import { z } from "zod";
import type { Engines } from "../../engines/engines.ts";
import type { PolicySources } from "../policy.ts";
import type { SavedInput } from "./eval-inputs.ts";

const value = z.object({ name: z.string(), value: z.string() });

const explained = z.object({
  package: z.string(),
  name: z.string(),
  file: z.string(),
  row: z.number(),
  fired: z.number(),
  failures: z.array(
    z.object({
      row: z.number(),
      col: z.number(),
      expression: z.string(),
      evaluated: z.string().default(""),
      values: z.array(value),
      count: z.number(),
    }),
  ),
});

const explainResponse = z.object({
  rules: z.array(explained),
  errors: z.array(z.looseObject({ file: z.string(), row: z.number(), message: z.string() })),
});

/** One definition of a rule on one input: how often it held, and what did not hold, with the values it had. */
export type ExplainedRule = z.infer<typeof explained>;

/** What one input made of every rule. */
export interface Explanation {
  readonly project: string;
  readonly rules: ReadonlyArray<ExplainedRule>;
  readonly errors: ReadonlyArray<{ readonly file: string; readonly row: number; readonly message: string }>;
}

const timeLimit = 60_000;

/** Evaluates every rule of the sources on each input with OPA's own evaluator, and keeps why bodies did not hold. */
export async function explainPolicies(
  sources: PolicySources,
  inputs: ReadonlyArray<SavedInput>,
  engines: Engines,
): Promise<ReadonlyArray<Explanation>> {
  const isOwn = sources.files.some(({ origin }) => origin !== "pack");
  const modules = sources.files.map(({ path, source, origin }) => ({
    path,
    source,
    context: isOwn && origin === "pack",
  }));
  const explanations: Explanation[] = [];
  for (const input of inputs) {
    const request = { op: "explain", modules, data: sources.data, input };
    const { rules, errors } = explainResponse.parse(await engines.engine("opa").call(request, { timeLimit }));
    explanations.push({ project: input.project?.name ?? ".", rules, errors });
  }
  return explanations;
}
