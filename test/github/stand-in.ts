import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { People } from "./actors.ts";
import { makeApp, type AppOptions } from "./apps.ts";
import { Announcer } from "./events.ts";
import type { RequestRecord, Violation } from "./exchange.ts";
import { Faults } from "./faults.ts";
import { GitHubStandIn } from "./github.ts";
import { Limits, type SecondaryLimits } from "./limits.ts";
import { createGitHubServer } from "./server.ts";
import { Webhooks } from "./webhooks.ts";
import { World } from "./world.ts";

export { GitHubStandIn } from "./github.ts";
export type { Delivery } from "./call.ts";
export type { FaultKind, FaultOrder } from "./faults.ts";
export type { RequestRecord, Violation } from "./exchange.ts";
export type {
  Annotation,
  App,
  CheckRun,
  Comment,
  Installation,
  Permissions,
  PullRequest,
  Repository,
} from "./world.ts";

/** How a stand-in is started; everything has a default. */
export interface GitHubOptions extends AppOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Where webhooks go; can be set later. */
  readonly webhookUrl?: string;
  /** Requests an hour, by installation. */
  readonly rateLimit?: number;
  /** Off unless given. */
  readonly secondaryLimits?: SecondaryLimits;
  /** False answers 404, as a server without GraphQL does. */
  readonly graphql?: boolean;
  /** Milliseconds that every answer takes longer. */
  readonly latency?: number;
  readonly clock?: () => Date;
  /** False for measurements: the stand-in does not look whether its own answers and events are as GitHub describes them. */
  readonly checksItself?: boolean;
}

/** Starts a GitHub with one App and nobody on it. Close it when done. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubStandIn> {
  const directory = await mkdtemp(join(tmpdir(), "github-stand-in-"));
  const world = new World(options.clock ?? (() => new Date()));
  const violations: Violation[] = [];
  const requests: RequestRecord[] = [];
  const checksItself = options.checksItself ?? true;
  const webhooks = new Webhooks(world, checksItself ? violations : null);
  webhooks.url = options.webhookUrl ?? null;
  const announcer = new Announcer(world, webhooks);
  const faults = new Faults();
  const limits = new Limits(world, options.rateLimit ?? 5000, options.secondaryLimits ?? null);
  const server = createGitHubServer({
    world,
    limits,
    faults,
    events: announcer.events(),
    violations,
    requests,
    latency: options.latency ?? 0,
    hasGraphql: options.graphql ?? true,
    checksItself,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  world.htmlUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world.apiUrl = `${world.htmlUrl}/api/v3`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await webhooks.settled();
    for (const repository of world.repositories) repository.git.close();
    await rm(directory, { recursive: true, force: true });
  };
  const people = new People(world, announcer, directory);
  return new GitHubStandIn({
    world,
    people,
    app: makeApp(world, options),
    announcer,
    webhooks,
    faults,
    violations,
    requests,
    close,
  });
}
