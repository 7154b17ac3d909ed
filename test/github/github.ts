import type { People } from "./actors.ts";
import { makeApp, signJwt } from "./apps.ts";
import { mintToken } from "./auth.ts";
import type { Delivery } from "./call.ts";
import type { Dialect } from "./dialect.ts";
import type { RequestRecord, Violation } from "./exchange.ts";
import type { FaultOrder } from "./faults.ts";
import { installationPayload, installationRepositoriesPayload, pingPayload } from "./payloads.ts";
import { renderPullRequest } from "./render.ts";
import type { Parts } from "./parts.ts";
import { organizationShape } from "./shapes/account.ts";
import { warm } from "./warm.ts";
import type {
  Account,
  App,
  CheckRun,
  Comment,
  Installation,
  Permissions,
  PullRequest,
  Repository,
  Team,
  WorkflowRun,
  World,
} from "./world.ts";

/** A GitHub on this machine. */
export class GitHubStandIn {
  readonly world: World;
  readonly people: People;
  readonly app: App;
  /** `http://127.0.0.1:PORT`; REST answers here and below `/api/v3`, GraphQL at `/graphql` and `/api/graphql`. */
  readonly url: string;
  /** Everything that a right client or stand-in never does; see `assertNoViolations`. */
  readonly violations: Violation[];
  /** Every request, in the order in which they ended. */
  readonly requests: RequestRecord[];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.world = parts.world;
    this.people = parts.people;
    this.app = parts.app;
    this.url = parts.world.htmlUrl;
    this.violations = parts.violations;
    this.requests = parts.requests;
  }

  get apiUrl(): string {
    return this.world.apiUrl;
  }

  /** The environment that Probot reads to talk to this GitHub. */
  environment(): Record<string, string> {
    const { host } = new URL(this.url);
    return {
      APP_ID: String(this.app.id),
      PRIVATE_KEY: this.app.privateKey,
      WEBHOOK_SECRET: this.app.webhookSecret,
      GHE_HOST: host,
      GHE_PROTOCOL: "http",
    };
  }

  /** Another App, to see that it may not touch the first one's check runs. */
  addApp(slug: string, permissions?: Permissions): App {
    return makeApp(this.world, { slug, ...(permissions ? { permissions } : {}) });
  }

  /** Installs the App on an account: on all repositories, or on some. Sends `installation.created`. */
  async install(
    login: string,
    options: {
      readonly app?: App;
      readonly repositories?: ReadonlyArray<Repository>;
      readonly permissions?: Permissions;
    } = {},
  ): Promise<Installation> {
    const { app = this.app, repositories, permissions = app.permissions } = options;
    const installation: Installation = {
      id: this.world.nextId(),
      app,
      account: this.world.account(login, "Organization"),
      createdAt: this.world.now(),
      permissions,
      repositories: repositories ? new Set(repositories.map((item) => item.id)) : null,
      suspendedAt: null,
      isDeleted: false,
    };
    this.world.installations.push(installation);
    await this.#tell(installation, "created");
    return installation;
  }

  async suspend(installation: Installation): Promise<void> {
    installation.suspendedAt = this.world.now();
    await this.#tell(installation, "suspend");
  }

  async unsuspend(installation: Installation): Promise<void> {
    installation.suspendedAt = null;
    await this.#tell(installation, "unsuspend");
  }

  async uninstall(installation: Installation): Promise<void> {
    installation.isDeleted = true;
    await this.#tell(installation, "deleted");
  }

  async grant(installation: Installation, permissions: Permissions): Promise<void> {
    installation.permissions = permissions;
    await this.#tell(installation, "new_permissions_accepted");
  }

  /** Adds repositories to an installation on selected ones, or takes them away. */
  async changeRepositories(
    installation: Installation,
    action: "added" | "removed",
    repositories: ReadonlyArray<Repository>,
  ): Promise<void> {
    const selected = (installation.repositories ??= new Set());
    for (const repository of repositories) {
      if (action === "added") selected.add(repository.id);
      else selected.delete(repository.id);
    }
    const payload = installationRepositoriesPayload(this.world, installation, installation.account, {
      action,
      repositories,
    });
    await this.#parts.webhooks.deliver({
      app: installation.app,
      event: "installation_repositories",
      action,
      installation,
      repository: null,
      payload,
    });
  }

  async #tell(installation: Installation, action: string): Promise<void> {
    const payload = installationPayload(this.world, installation, installation.account, action);
    await this.#parts.webhooks.deliver({
      app: installation.app,
      event: "installation",
      action,
      installation,
      repository: null,
      payload,
    });
  }

  team(organization: string, slug: string, members: ReadonlyArray<string>): Team {
    const account = this.world.account(organization, "Organization");
    const entries = members.map((login): [string, "member"] => [login.toLowerCase(), "member"]);
    members.forEach((login) => this.world.account(login));
    const team: Team = { id: this.world.nextId(), organization: account, slug, name: slug, members: new Map(entries) };
    this.world.teams.push(team);
    return team;
  }

  user(login: string): Account {
    return this.world.account(login);
  }

  /** The App's own JWT, as a right client makes it. */
  jwt(app: App = this.app): string {
    const now = Math.floor(this.world.now().getTime() / 1000);
    return signJwt(app.privateKey, { iat: now - 30, exp: now + 540, iss: String(app.id) });
  }

  /** An installation token without asking the API for it. */
  token(installation: Installation, permissions: Permissions = installation.permissions): string {
    return mintToken(this.world, installation, permissions, null).token;
  }

  sendWebhooksTo(url: string | null): void {
    this.#parts.webhooks.url = url;
  }

  /** What GitHub sends when a webhook's address is set. */
  async ping(): Promise<void> {
    const { app, world } = this;
    const payload = pingPayload(world, app, this.#parts.webhooks.url ?? "");
    const message = { app, event: "ping", action: null, installation: null, repository: null, payload };
    await this.#parts.webhooks.deliver(message);
  }

  /** The next so many webhooks are lost: without a trace, or recorded as failed. */
  loseWebhooks(count: number, options: { readonly silently?: boolean } = {}): void {
    this.#parts.webhooks.lose(count, options.silently ?? false);
  }

  /** This share of all webhooks is lost, half of them without a trace; drawn from a fixed seed. */
  loseShareOfWebhooks(share: number): void {
    this.#parts.webhooks.loseShare(share);
  }

  /** Attempts to deliver webhooks, oldest first. */
  get deliveries(): ReadonlyArray<Delivery> {
    return this.#parts.webhooks.deliveries;
  }

  redeliver(delivery: Delivery): boolean {
    return this.#parts.webhooks.redeliver(delivery.id);
  }

  /** Somebody clicks "Re-run" at a check. */
  async rerequest(run: CheckRun, login = "octocat"): Promise<void> {
    await this.#parts.announcer.run(run, this.world.account(login), "rerequested");
  }

  /** Somebody clicks "Re-run all checks". */
  async rerequestSuite(run: CheckRun, login = "octocat"): Promise<void> {
    await this.#parts.announcer.suite(run.suite, this.world.account(login), "rerequested");
  }

  /** Somebody clicks a button that the App put beside a check. */
  async clickAction(run: CheckRun, identifier: string, login = "octocat"): Promise<void> {
    if (!run.actions.some((action) => action.identifier === identifier))
      throw new Error(`check ${run.name} has no button ${identifier}`);
    await this.#parts.announcer.run(run, this.world.account(login), "requested_action", identifier);
  }

  /** A repository gets another name. */
  async renameRepository(repository: Repository, name: string): Promise<void> {
    const changes = { repository: { name: { from: repository.name } } };
    repository.name = name;
    await this.#parts.announcer.repository(repository, "renamed", { changes });
  }

  /** Another account takes the repository over; the App there is told, by that account's installation. */
  async transferRepository(repository: Repository, login: string): Promise<void> {
    const from = { organization: organizationShape(this.world, repository.owner) };
    repository.owner = this.world.account(login, "Organization");
    await this.#parts.announcer.repository(repository, "transferred", { changes: { owner: { from } } });
  }

  async archiveRepository(repository: Repository, isArchived: boolean): Promise<void> {
    await this.#parts.announcer.repository(repository, isArchived ? "archived" : "unarchived", {});
  }

  /** The merge queue gives up a group. */
  async destroyMergeGroup(repository: Repository, sha: string, baseRef = repository.defaultBranch): Promise<void> {
    const base = (await repository.git.resolve(`refs/heads/${baseRef}`))!;
    const ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-1-${base}`;
    const group = { sha, ref, base, baseRef: `refs/heads/${baseRef}` };
    await this.#parts.announcer.mergeGroup(repository, repository.owner, group, "destroyed");
  }

  /** The merge queue asks for checks on a commit that it made. */
  async requestMergeGroup(repository: Repository, sha: string, baseRef = repository.defaultBranch): Promise<void> {
    const base = (await repository.git.resolve(`refs/heads/${baseRef}`))!;
    const ref = `refs/heads/gh-readonly-queue/${baseRef}/pr-1-${base}`;
    await repository.git.point(ref, sha);
    await this.#parts.announcer.mergeGroup(repository, repository.owner, {
      sha,
      ref,
      base,
      baseRef: `refs/heads/${baseRef}`,
    });
  }

  /** A workflow ends; its artifacts are zip archives by name. */
  async endWorkflowRun(
    repository: Repository,
    run: Partial<Omit<WorkflowRun, "id" | "repository" | "at">> & Pick<WorkflowRun, "event" | "headSha">,
    artifacts: Readonly<Record<string, Buffer>> = {},
    {
      claimedBytes = null,
      isExpired = false,
    }: { readonly claimedBytes?: number | null; readonly isExpired?: boolean } = {},
  ): Promise<WorkflowRun> {
    const { world, announcer } = this.#parts;
    const at = world.now();
    const named = { name: "plan", path: ".github/workflows/plan.yml", headBranch: repository.defaultBranch, pulls: [] };
    const ended: WorkflowRun = { id: world.nextId(), repository, conclusion: "success", at, ...named, ...run };
    world.workflowRuns.push(ended);
    for (const [name, content] of Object.entries(artifacts)) {
      world.artifacts.push({ id: world.nextId(), run: ended, name, content, claimedBytes, isExpired, createdAt: at });
    }
    await announcer.workflowRun(ended);
    return ended;
  }

  order(order: FaultOrder): void {
    this.#parts.faults.order(order);
  }

  clearFaults(): void {
    this.#parts.faults.clear();
  }

  /** Makes this GitHub another one from now on; without a dialect it is the right one again. */
  speak(dialect: Dialect = {}): void {
    this.#parts.faults.dialect = dialect;
    this.#parts.webhooks.dialect = dialect;
  }

  /** Moves the clock of this GitHub. */
  advance(milliseconds: number): void {
    this.world.advance(milliseconds);
  }

  /** The check runs of a commit (by default a pull request's head), oldest first, with all their annotations. */
  checkRuns(at: PullRequest | { readonly repository: Repository; readonly sha: string }): ReadonlyArray<CheckRun> {
    const sha = "sha" in at ? at.sha : at.head.sha;
    return this.world.runs.filter((item) => item.suite.repository === at.repository && item.suite.sha === sha);
  }

  comments(pull: PullRequest): ReadonlyArray<Comment> {
    return this.world.comments.filter((item) => item.repository === pull.repository && item.number === pull.number);
  }

  /** How often each operation was asked for, since the beginning or since the last `requests.length = 0`. */
  countRequests(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { operation } of this.requests) counts[operation] = (counts[operation] ?? 0) + 1;
    return counts;
  }

  /** The checks, annotations and comments as GitHub would show them, as text. */
  renderPullRequest(pull: PullRequest): Promise<string> {
    return renderPullRequest(this.world, pull);
  }

  /**
   * For measurements: does ahead what this stand-in is slow at and GitHub is not (git's answers about a pull request, and
   * compiling the checks), so that the time that is measured is the client's.
   */
  warm(pull: PullRequest): Promise<void> {
    return warm(this.world, pull);
  }

  /** For measurements: webhooks wait, all of them, until `release` is called. `held` says how many do. */
  holdWebhooks(): { readonly held: () => number; readonly release: () => void } {
    const { webhooks } = this.#parts;
    const release = webhooks.hold();
    return { held: () => webhooks.held, release };
  }

  /** Waits until no webhook is under way. */
  settled(): Promise<void> {
    return this.#parts.webhooks.settled();
  }

  /** Throws when a request or an answer did not match GitHub's description, or the client did what it never should. */
  assertNoViolations(): void {
    if (this.violations.length === 0) return;
    const lines = this.violations.map((item) => `${item.kind} ${item.operation}: ${item.message}`);
    throw new Error(`${lines.length} violations of GitHub's description:\n${lines.join("\n")}`);
  }

  /** Ends the server, its git processes, and removes the repositories. */
  async close(): Promise<void> {
    await this.#parts.close();
  }
}
