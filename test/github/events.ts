import type { Events, GitHubEvent } from "./call.ts";
import {
  checkRunPayload,
  checkSuitePayload,
  commentPayload,
  mergeGroupPayload,
  workflowRunPayload,
  pullPayload,
  pushPayload,
  repositoryPayload,
  reviewPayload,
  type Occasion,
} from "./payloads.ts";
import { suiteFor } from "./routes/checks.ts";
import type { Webhooks } from "./webhooks.ts";
import {
  fullName,
  type Account,
  type CheckRun,
  type CheckSuite,
  type Comment,
  type PullRequest,
  type Repository,
  type Review,
  type WorkflowRun,
  type World,
} from "./world.ts";

type MakePayload = (occasion: Occasion) => unknown;

/** Turns what happens into webhooks, one for each App that is installed on the repository. */
export class Announcer {
  readonly #world: World;
  readonly #webhooks: Webhooks;

  constructor(world: World, webhooks: Webhooks) {
    this.#world = world;
    this.#webhooks = webhooks;
  }

  async pull(pull: PullRequest, sender: Account, action: string, extra: Record<string, unknown> = {}): Promise<void> {
    await this.#announce(pull.repository, sender, "pull_request", action, (occasion) =>
      pullPayload(occasion, pull, action, extra),
    );
  }

  /** A push makes a check suite for every App that may write checks, before anything else is told. */
  async push(
    repository: Repository,
    sender: Account,
    push: { readonly ref: string; readonly before: string; readonly after: string },
  ): Promise<void> {
    const branch = push.ref.replace(/^refs\/heads\//, "");
    const suites = this.#installedApps(repository, "write").map((app) =>
      suiteFor(this.#world, app, repository, push.after, { branch, before: push.before }),
    );
    await this.#announce(repository, sender, "push", null, (occasion) => pushPayload(occasion, push));
    await Promise.all(suites.map((suite) => this.suite(suite, sender, "requested")));
  }

  async suite(suite: CheckSuite, sender: Account, action: "requested" | "rerequested"): Promise<void> {
    const commit = (await suite.repository.git.commitAt(suite.sha))!;
    const payload: MakePayload = (occasion) => checkSuitePayload(occasion, suite, commit, action);
    await this.#announce(suite.repository, sender, "check_suite", action, payload, suite.app.id);
  }

  async run(run: CheckRun, sender: Account, action: string, identifier: string | null = null): Promise<void> {
    const payload: MakePayload = (occasion) => checkRunPayload(occasion, run, action, identifier);
    await this.#announce(run.suite.repository, sender, "check_run", action, payload, run.suite.app.id);
  }

  async comment(
    comment: Comment,
    sender: Account,
    action: "created" | "edited" | "deleted",
    before?: string,
  ): Promise<void> {
    const pull = this.#world.pull(comment.repository, comment.number)!;
    const payload: MakePayload = (occasion) => commentPayload(occasion, pull, comment, action, before);
    await this.#announce(comment.repository, sender, "issue_comment", action, payload);
  }

  async mergeGroup(
    repository: Repository,
    sender: Account,
    group: { readonly sha: string; readonly ref: string; readonly base: string; readonly baseRef: string },
    action: "checks_requested" | "destroyed" = "checks_requested",
  ): Promise<void> {
    const commit = (await repository.git.commitAt(group.sha))!;
    await this.#announce(repository, sender, "merge_group", action, (occasion) =>
      mergeGroupPayload(occasion, group, commit, action),
    );
  }

  async workflowRun(run: WorkflowRun): Promise<void> {
    const commit = (await run.repository.git.commitAt(run.headSha))!;
    const payload: MakePayload = (occasion) => workflowRunPayload(occasion, run, commit);
    await this.#announce(run.repository, run.repository.owner, "workflow_run", "completed", payload);
  }

  async review(pull: PullRequest, review: Review, action: "submitted" | "dismissed"): Promise<void> {
    const payload: MakePayload = (occasion) => reviewPayload(occasion, pull, review, action);
    await this.#announce(pull.repository, review.author, "pull_request_review", action, payload);
  }

  async repository(repository: Repository, action: string, extra: Record<string, unknown>): Promise<void> {
    const payload: MakePayload = (occasion) => repositoryPayload(occasion, action, extra);
    await this.#announce(repository, repository.owner, "repository", action, payload);
  }

  /** What the API's routes report back. */
  events(): Events {
    return {
      emit: (event) => void this.#webhooks.track(this.#fromApi(event)),
      redeliver: (id) => this.#webhooks.redeliver(id),
      deliveries: (app) => this.#webhooks.deliveries.filter((item) => item.app === app),
    };
  }

  async #fromApi(event: GitHubEvent): Promise<void> {
    if (event.kind === "issue_comment") {
      await this.comment(event.comment, event.comment.author, event.action, event.before);
      return;
    }
    const run = this.#world.runs.find((item) => item.id === event.runId)!;
    await this.run(run, run.suite.app.bot, event.action);
  }

  #installedApps(repository: Repository, checks: string) {
    return this.#world.apps.filter(
      (app) => this.#world.installationOf(app, repository)?.permissions["checks"] === checks,
    );
  }

  async #announce(
    repository: Repository,
    sender: Account,
    event: string,
    action: string | null,
    payload: MakePayload,
    onlyApp?: number,
  ): Promise<void> {
    if (this.#webhooks.url === null) return;
    const apps = this.#world.apps.filter((app) => onlyApp === undefined || app.id === onlyApp);
    await Promise.all(
      apps.map(async (app) => {
        const installation = this.#world.installationOf(app, repository);
        if (!installation) return;
        const made = await payload({ world: this.#world, repository, installation, sender });
        await this.#webhooks.deliver({ app, event, action, installation, repository, payload: made });
      }),
    );
  }
}

/** How people name a pull request. */
export function pullName(pull: PullRequest): string {
  return `${fullName(pull.repository)}#${pull.number}`;
}
