import type { ReviewContext, ReviewOutcome } from "../../src/app.ts";
import type { ChangeSet } from "../../src/model/change-set.ts";
import { SourceError } from "../../src/model/failure.ts";
import type { CheckReport } from "../../src/model/report.ts";

/** How a comment of ours begins. */
export const marker = "<!-- tollgate:review -->";

/** A small review that looks for the word `public` in the changed files. */
export async function reviewWords(changeSet: () => Promise<ChangeSet>, context: ReviewContext): Promise<ReviewOutcome> {
  try {
    const change = await changeSet();
    const paths = change.files.filter((file) => file.status !== "deleted").map((file) => file.path);
    const contents = await change.head.read(paths);
    const findings = paths.flatMap((path) => {
      const content = contents.get(path);
      return content?.kind === "text" ? findWord(path, content.text) : [];
    });
    const conclusion = findings.length > 0 ? "failure" : "success";
    const title = `${findings.length} findings at ${context.pull_request.head_sha} into ${context.pull_request.base_ref}`;
    const check = { conclusion, title, summary: title, text: null, annotations: findings } as const;
    return {
      report: {
        checks: [
          { ...check, name: "tollgate/policy" },
          { ...check, name: "tollgate/cost", conclusion: "success", annotations: [] },
        ],
        comment: `${marker}\n\n${title}`,
      },
      failure: null,
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const check = {
      conclusion: "failure",
      title: "undecided",
      summary: error.message,
      text: null,
      annotations: [],
    } as const;
    return {
      report: {
        checks: [
          { ...check, name: "tollgate/policy" },
          { ...check, name: "tollgate/cost" },
        ],
        comment: `${marker}\n\nundecided: ${error.message}`,
      },
      failure: { message: error.message, retryable: error.retryable },
    };
  }
}

function findWord(path: string, text: string): CheckReport["annotations"] {
  return text.split("\n").flatMap((line, index) => {
    if (!line.includes("public")) return [];
    const place = { path, start_line: index + 1, end_line: index + 1 };
    return [{ ...place, level: "failure", title: "public", message: line } as const];
  });
}
