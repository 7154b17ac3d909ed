import { startServer, type RunningServer } from "../../src/server.ts";
import { pino } from "pino";
import { describeError } from "../../src/server-log.ts";

import type { CheckPolicies, ReviewContext, ReviewPullRequest, TrialBudget } from "../../src/app.ts";
import { readServerSettings } from "../../src/server-settings.ts";
import type { StorePlace } from "../../src/store/store.ts";
import { startGitHub, type GitHubStandIn } from "../github/stand-in.ts";
import { newPlace, type TestPlace } from "../store/places.ts";
import { impatientPace } from "./pace.ts";
import { reviewWords } from "./review-words.ts";

/** An App that runs against a GitHub of its own. */
export interface AppUnderTest {
  readonly github: GitHubStandIn;
  readonly test: TestPlace;
  server: RunningServer;
  /** What it wrote to its log. */
  readonly log: string[];
  /** What each review was told, in order. */
  readonly reviews: ReviewContext[];
  /** Reviews wait here, when set. */
  pause: ((context: ReviewContext) => Promise<void>) | null;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What differs from an ordinary day. */
export interface AppUnderTestOptions {
  readonly recoverySeconds?: number;
  /** Attempts after the first. */
  readonly retryLimit?: number;
  /** Requests an hour that GitHub allows. */
  readonly rateLimit?: number;
  readonly checkPolicies?: CheckPolicies;
  readonly trialBudget?: TrialBudget;
}

/** Starts the App on a fresh store, by default with a small review that looks for a word in the changed files. */
export async function startApp(
  kind: StorePlace["kind"],
  reviewer: ReviewPullRequest = reviewWords,
  options: AppUnderTestOptions = {},
): Promise<AppUnderTest> {
  const { recoverySeconds = 3600, retryLimit = 7, rateLimit = 5000, checkPolicies, trialBudget } = options;
  const github = await startGitHub({ rateLimit });
  await github.install("acme");
  const test = await newPlace(kind);
  const app: AppUnderTest = {
    github,
    test,
    server: { url: "", close: () => Promise.resolve() },
    log: [],
    reviews: [],
    pause: null,
    start: async () => {
      const environment = { ...github.environment(), PORT: "0", HOST: "127.0.0.1", LOG_LEVEL: "silent" };
      const settings = {
        ...readServerSettings(environment),
        place: test.place,
        pace: { ...impatientPace, retryLimit },
        recoverySeconds,
      };
      const review: ReviewPullRequest = async (changeSet, context) => {
        app.reviews.push(context);
        await app.pause?.(context);
        return await reviewer(changeSet, context);
      };
      const level = process.env["TEST_LOG_LEVEL"];
      const log = level === undefined ? keptLog(app.log) : pino({ level });
      app.server = await startServer({
        settings,
        review,
        log,
        ...(checkPolicies === undefined ? {} : { checkPolicies }),
        ...(trialBudget === undefined ? {} : { trialBudget }),
      });
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

/** As the server's own log, kept in memory. */
function keptLog(lines: string[]) {
  return pino(
    { level: "info", base: null, serializers: { err: describeError } },
    { write: (line) => lines.push(line) },
  );
}
