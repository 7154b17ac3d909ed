import { z } from "zod";
import type { Engines } from "../../engines/engines.ts";
import type { AuthorSources } from "./author-sources.ts";
import { readIssue, type CheckIssue } from "./check-issue.ts";

const formatResponse = z.object({
  modules: z.record(z.string(), z.string()),
  errors: z.array(
    z.object({ file: z.string(), row: z.number(), col: z.number(), code: z.string(), message: z.string() }),
  ),
});

/** Files whose form is not OPA's, with the text that they should have, and those that cannot be read. */
export interface FormatReport {
  readonly changed: ReadonlyArray<{ readonly path: string; readonly text: string }>;
  readonly errors: ReadonlyArray<CheckIssue>;
}

/** Formats every file as `opa fmt` does. Writes nothing. */
export async function formatPolicies(sources: AuthorSources, engines: Engines): Promise<FormatReport> {
  const modules = sources.files.map(({ path, source }) => ({ path, source }));
  const response = formatResponse.parse(await engines.engine("opa").call({ op: "format", modules }));
  const changed = sources.files.flatMap(({ path, source }) => {
    const text = response.modules[path];
    return text === undefined || text === source ? [] : [{ path, text }];
  });
  const errors = response.errors.map((issue) => readIssue({ ...issue, details: [], suggestion: "" }, sources));
  return { changed, errors };
}
