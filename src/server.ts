import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { pino, type Logger } from "pino";

import { createApp, type App, type CheckPolicies, type ReviewPullRequest, type TrialBudget } from "./app.ts";
import { scheduleReconciliation, sweepDeliveries, type RecoveryParts } from "./app-recovery.ts";
import { createMemoryCache } from "./changes/blob-cache.ts";
import { connectGitHub, type GitHub } from "./github/client.ts";
import { GitHubError } from "./github/errors.ts";
import { createFrontDoor } from "./github/front-door.ts";
import { repeat, type Chore } from "./server-chores.ts";
import { describeError } from "./server-log.ts";
import { createMetrics } from "./server-metrics.ts";
import { readServerSettings, type Environment, type ServerSettings } from "./server-settings.ts";
import { trimContentCache } from "./store/content-cache.ts";
import { forgetOldDeliveries } from "./store/deliveries.ts";
import { reviewOutlived } from "./store/grants.ts";
import { openStore, type Store } from "./store/store.ts";

/** A server that runs. */
export interface RunningServer {
  /** Where it listens. */
  readonly url: string;
  /** Takes no more webhooks, ends the reviews under way, and stops. */
  readonly close: () => Promise<void>;
}

/** What a server is started with. */
export interface ServerParts {
  readonly settings: ServerSettings;
  readonly review: ReviewPullRequest;
  readonly checkPolicies?: CheckPolicies;
  readonly trialBudget?: TrialBudget;
  readonly log: Logger;
  readonly clock?: () => Date;
}

/** Memory for contents and trees of all repositories, bytes each: reviews fill it, and then it grows no more. */
const memoryBytes = 32 * 1024 * 1024;

/** The store keeps contents up to so many bytes. */
const storedBytes = 512 * 1024 * 1024;

/** Housekeeping runs every so many milliseconds. */
const housekeepingInterval = 10 * 60_000;

/** Deliveries that a dead process has left are looked for every so many milliseconds. */
const inboxInterval = 5_000;

/** Webhooks that are being read when the server ends have so many milliseconds. */
const answerTimeout = 3_000;

/** Reviews under way have so many milliseconds to end after a signal. */
const drainTimeout = 25_000;

/** Opens the store, connects to GitHub, starts the workers and listens. Throws UsageError for what the user can mend. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const { settings, review, checkPolicies, trialBudget, log, clock = now } = parts;
  const store = await openStore({ place: settings.place, log, pace: settings.pace });
  const metrics = createMetrics(() => store.queue.depth());
  const github = connectGitHub({ ...settings.github, log, requested: metrics.requested });
  const memory = createMemoryCache(memoryBytes);
  const app = createApp({
    store,
    github,
    review,
    checkPolicies,
    trialBudget,
    memory,
    web: settings.web,
    clock,
    log,
    metrics,
  });
  await store.queue.work(settings.workers, app.perform);
  const credentials = watchCredentials(github, log);
  const obstacle = async (): Promise<string | null> => (await findStoreObstacle(store)) ?? credentials();
  const server = createFrontDoor({ secrets: settings.secrets, receive: app.receive, obstacle, log, metrics });
  const { promise: listening, resolve, reject } = Promise.withResolvers<undefined>();
  server.once("error", reject);
  server.listen(settings.port, settings.host, () => {
    resolve(undefined);
  });
  await listening;
  const chores = startChores(app, { store, github, clock, log, seconds: settings.recoverySeconds });
  const address = server.address();
  const url = toUrl(settings.host, typeof address === "object" ? address : null);
  log.info({ url }, "listening");
  return {
    url,
    close: async () => {
      const stopped = Promise.all(chores.map((chore) => chore.stop(answerTimeout)));
      const { promise: closed, resolve: end } = Promise.withResolvers<undefined>();
      server.close(() => {
        end(undefined);
      });
      server.closeIdleConnections();
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, answerTimeout);
      await closed; // what was taken is stored before the store goes
      clearTimeout(cut);
      await Promise.all([app.settled(), stopped]);
      await store.close(drainTimeout);
    },
  };
}

function now(): Date {
  return new Date();
}

function toUrl(host: string, address: AddressInfo | null): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${address?.port ?? 0}`;
}

/** A job that could run and has waited this long, seconds, says that nobody works or that workers are too few. */
const longestQueueAge = 15 * 60;

async function findStoreObstacle(store: Store): Promise<string | null> {
  try {
    const { age, waiting } = await store.queue.depth();
    if (age < longestQueueAge) return null;
    return `the first of ${waiting} jobs has waited for ${Math.round(age / 60)} minutes: more workers are needed`;
  } catch {
    return "the database does not answer";
  }
}

/** Milliseconds until GitHub is asked again whether it knows this App. */
const credentialsInterval = 30_000;

/**
 * Asks GitHub once whether it knows this App, and again after a while where it did not say. A token that it gave in
 * between says as much: some servers know the App and have no page of it.
 */
function watchCredentials(github: GitHub, log: Logger): () => string | null {
  let obstacle: string | null = "the App's credentials are not confirmed yet";
  function ask(): void {
    github.slug().then(
      (slug) => {
        obstacle = null;
        log.info({ slug }, "connected to GitHub");
      },
      (error: unknown) => {
        obstacle = `${whyUnknown(error)}; GitHub is asked again every ${credentialsInterval / 1000} s`;
        log.error({ err: error }, obstacle);
        setTimeout(ask, credentialsInterval).unref();
      },
    );
  }
  ask();
  return () => (github.isAccepted() ? null : obstacle);
}

/** Why GitHub has not said that it knows this App, and what to do. */
function whyUnknown(error: unknown): string {
  const { status, message } = error instanceof GitHubError ? error : { status: 0, message: "no answer" };
  if (status === 0 || status >= 500) {
    return `GitHub cannot be reached (${message}): check GHE_HOST or GITHUB_API_URL, certificates and proxy`;
  }
  const answer = status === 401 ? "does not accept the App's credentials" : `does not know this App (${message})`;
  return `GitHub ${answer}: check APP_ID and PRIVATE_KEY`;
}

/** Looks after what was stored, what has grown old, and what was lost on the way: this at the start as well. */
function startChores(app: App, parts: RecoveryParts): ReadonlyArray<Chore> {
  const { store, clock, log } = parts;
  const failed = (message: string) => (error: unknown) => {
    log.warn({ err: error }, message);
  };
  const sweeps = [sweepDeliveries, scheduleReconciliation].map((sweep) =>
    repeat(parts.seconds * 1000, () => sweep(parts), failed("a look for lost events failed; the next one catches up")),
  );
  for (const sweep of sweeps) sweep.begin();
  return [
    ...sweeps,
    repeat(inboxInterval, app.recover, failed("stored deliveries could not be taken up; they are tried again")),
    repeat(housekeepingInterval, () => keepHouse(store, clock), failed("housekeeping failed")),
  ];
}

async function keepHouse(store: Store, clock: () => Date): Promise<void> {
  await reviewOutlived(store, clock());
  await trimContentCache(store.db, storedBytes);
  await forgetOldDeliveries(store.db);
}

/** Runs the App as the environment says until a signal ends it. Resolves to the exit code; throws UsageError. */
export async function serve(environment: Environment): Promise<number> {
  const settings = readServerSettings(environment);
  const log = createLog(settings.logLevel);
  const { promise: signal, resolve } = Promise.withResolvers<NodeJS.Signals>();
  process.once("SIGTERM", resolve);
  process.once("SIGINT", resolve);
  // The pipeline is loaded after the settings are known to be right: a wrong variable is told at once.
  const [{ openLastingTools, warmUp }, { createReviewer }, { createPolicyChecker }] = await Promise.all([
    import("./review.ts"),
    import("./server-review.ts"),
    import("./server-policies.ts"),
  ]);
  const tools = openLastingTools(now(), policyCache(settings));
  try {
    const [server] = await Promise.all([
      startServer({ settings, review: createReviewer(tools), checkPolicies: createPolicyChecker(tools), log }),
      warmUp(tools, now()),
    ]);
    log.info({ signal: await signal }, "ending");
    await server.close();
    return 0;
  } finally {
    await tools.close();
  }
}

/** Compiled policies are kept beside the embedded store; without one each process compiles for itself. */
function policyCache({ place }: ServerSettings): string | null {
  return place.kind === "embedded" ? join(place.directory, "policies") : null;
}

/** A log on stdout as JSON lines; errors without their requests and responses, tokens redacted. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, serializers: { err: describeError } });
}
