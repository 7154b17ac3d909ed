import { startServer, type RunningServer } from "../../src/server.ts";
import { pino } from "pino";

import type { ReviewContext, ReviewOutcome, ReviewPullRequest } from "../../src/app.ts";
import type { ChangeSet } from "../../src/model/change-set.ts";
import { SourceError } from "../../src/model/failure.ts";
import type { CheckReport } from "../../src/model/report.ts";
import { readServerSettings } from "../../src/server-settings.ts";
import type { StorePlace } from "../../src/store/store.ts";
import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import { newPlace, type TestPlace } from "../store/places.ts";

export const marker = "<!-- tollgate:review -->";

/** An App that runs against a GitHub of its own. */
export interface AppUnderTest {
  readonly github: GitHubStandIn;
  readonly test: TestPlace;
  server: RunningServer;
  /** What each review was told, in order. */
  readonly reviews: ReviewContext[];
  /** Reviews wait here, when set. */
  pause: ((context: ReviewContext) => Promise<void>) | null;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the App on a fresh store with a small review that looks for the word `public` in the changed files. */
export async function startApp(kind: StorePlace["kind"]): Promise<AppUnderTest> {
  const github = await startGitHub();
  await github.install("acme");
  const test = await newPlace(kind);
  const app: AppUnderTest = {
    github,
    test,
    server: { url: "", close: () => Promise.resolve() },
    reviews: [],
    pause: null,
    start: async () => {
      const environment = { ...github.environment(), PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "silent" };
      const settings = { ...readServerSettings(environment), place: test.place, retryDelay: 1 };
      const review: ReviewPullRequest = async (changeSet, context) => {
        app.reviews.push(context);
        await app.pause?.(context);
        return await reviewWords(changeSet, context);
      };
      const log = pino({ level: process.env["TEST_LOG_LEVEL"] ?? "silent" });
      app.server = await startServer({ settings, review, log });
      github.sendWebhooksTo(`${app.server.url}/api/github/webhooks`);
    },
    stop: () => app.server.close(),
    close: async () => {
      await app.server.close();
      await github.close();
      await test.remove();
    },
  };
  await app.start();
  return app;
}

async function reviewWords(changeSet: () => Promise<ChangeSet>, context: ReviewContext): Promise<ReviewOutcome> {
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
