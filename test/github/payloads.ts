import { organizationShape, installationShape, userShape } from "./shapes/account.ts";
import { checkRunShape, checkSuiteShape, suiteReferenceShape } from "./shapes/check.ts";
import { commentShape } from "./shapes/comment.ts";
import { webhookCommitShape } from "./shapes/git.ts";
import { association, pullReferenceShape, pullShape, reviewShape, simplePullShape } from "./shapes/pull.ts";
import { minimalRepositoryShape, repositoryHtmlUrl, repositoryShape, repositoryUrl } from "./shapes/repository.ts";
import type { Commit } from "./git.ts";
import { diffFiles } from "./git-diff.ts";
import {
  fullName,
  iso,
  isoOrNull,
  nodeId,
  type Account,
  type App,
  type CheckRun,
  type CheckSuite,
  type Comment,
  type Installation,
  type PullRequest,
  type Repository,
  type Review,
  type WorkflowRun,
  type World,
} from "./world.ts";

/** What all payloads about a repository have in common. */
export interface Occasion {
  readonly world: World;
  readonly repository: Repository;
  readonly installation: Installation;
  readonly sender: Account;
}

function common({ world, repository, installation, sender }: Occasion) {
  const isOrganization = repository.owner.type === "Organization";
  return {
    repository: repositoryShape(world, repository),
    ...(isOrganization ? { organization: organizationShape(world, repository.owner) } : {}),
    installation: { id: installation.id, node_id: nodeId("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", installation.id) },
    sender: userShape(world, sender),
  };
}

export async function pullPayload(
  occasion: Occasion,
  pull: PullRequest,
  action: string,
  extra: Record<string, unknown> = {},
) {
  const pullRequest = await pullShape(occasion.world, pull);
  return { action, number: pull.number, pull_request: pullRequest, ...extra, ...common(occasion) };
}

export function checkRunPayload(occasion: Occasion, run: CheckRun, action: string, identifier: string | null) {
  const { world } = occasion;
  const checkRun = { ...checkRunShape(world, run), check_suite: suiteReferenceShape(world, run.suite) };
  const requested = identifier === null ? {} : { requested_action: { identifier } };
  return { action, check_run: checkRun, ...requested, ...common(occasion) };
}

export function checkSuitePayload(occasion: Occasion, suite: CheckSuite, commit: Commit, action: string) {
  // Here the repository stands beside the suite, not in it.
  const checkSuite = { ...checkSuiteShape(occasion.world, suite, commit), repository: undefined };
  return { action, check_suite: checkSuite, ...common(occasion) };
}

/** One push: at most 2,048 commits are listed, the newest last. */
export async function pushPayload(
  occasion: Occasion,
  push: { readonly ref: string; readonly before: string; readonly after: string },
) {
  const { world, repository, sender } = occasion;
  const { git } = repository;
  const zero = "0".repeat(40);
  const isNew = push.before === zero;
  const shas = push.after === zero ? [] : isNew ? [push.after] : await git.commitsBetween(push.before, push.after);
  const commits = await Promise.all(
    shas.slice(-2048).map(async (sha) => {
      const commit = (await git.commitAt(sha))!;
      const parent = commit.parents[0];
      return webhookCommitShape(world, repository, commit, parent ? await diffFiles(git, parent, sha) : []);
    }),
  );
  const isAncestor = isNew || (await git.mergeBase(push.before, push.after)) === push.before;
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  const { repository: shape, ...rest } = common(occasion);
  return {
    ref: push.ref,
    before: push.before,
    after: push.after,
    created: isNew,
    deleted: push.after === zero,
    forced: !isAncestor,
    base_ref: null,
    compare: `${repositoryHtmlUrl(world, repository)}/compare/${push.before.slice(0, 12)}...${push.after.slice(0, 12)}`,
    commits,
    head_commit: commits.at(-1) ?? null,
    // A push has its dates as seconds, and the owner's name, unlike every other payload.
    repository: {
      ...shape,
      owner: { ...shape.owner, name: shape.owner.login, email: null },
      created_at: seconds(repository.createdAt),
      pushed_at: seconds(repository.pushedAt),
      stargazers: 0,
      master_branch: repository.defaultBranch,
    },
    pusher: { name: sender.login, email: `${sender.login}@example.com` },
    ...rest,
  };
}

function issueShape(world: World, pull: PullRequest) {
  const url = `${repositoryUrl(world, pull.repository)}/issues/${pull.number}`;
  const html = `${repositoryHtmlUrl(world, pull.repository)}/pull/${pull.number}`;
  const pullUrl = `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`;
  const zero = { total_count: 0, "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return {
    url,
    repository_url: repositoryUrl(world, pull.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    number: pull.number,
    title: pull.title,
    user: userShape(world, pull.author),
    labels: [],
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: world.comments.filter((item) => item.repository === pull.repository && item.number === pull.number)
      .length,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.updatedAt),
    closed_at: isoOrNull(pull.closedAt),
    author_association: association(pull.repository, pull.author.login),
    active_lock_reason: null,
    draft: pull.isDraft,
    pull_request: {
      url: pullUrl,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: isoOrNull(pull.mergedAt),
    },
    body: pull.body,
    reactions: { url: `${url}/reactions`, ...zero },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  };
}

export function commentPayload(
  occasion: Occasion,
  pull: PullRequest,
  comment: Comment,
  action: string,
  before?: string,
) {
  const { world } = occasion;
  const changes = action === "edited" ? { changes: { body: { from: before ?? "" } } } : {};
  return {
    action,
    ...changes,
    issue: issueShape(world, pull),
    comment: commentShape(world, comment),
    ...common(occasion),
  };
}

function named(repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
  };
}

export function installationPayload(world: World, installation: Installation, sender: Account, action: string) {
  const repositories = world.repositories.filter((item) => item.owner === installation.account).map(named);
  const requester = action === "created" ? { requester: null } : {};
  return {
    action,
    installation: installationShape(world, installation),
    repositories,
    ...requester,
    sender: userShape(world, sender),
  };
}

export function installationRepositoriesPayload(
  world: World,
  installation: Installation,
  sender: Account,
  changed: { readonly action: "added" | "removed"; readonly repositories: ReadonlyArray<Repository> },
) {
  const isAdded = changed.action === "added";
  return {
    action: changed.action,
    installation: installationShape(world, installation),
    repository_selection: installation.repositories === null ? "all" : "selected",
    repositories_added: isAdded ? changed.repositories.map(named) : [],
    repositories_removed: isAdded ? [] : changed.repositories.map(named),
    requester: null,
    sender: userShape(world, sender),
  };
}

/** A review as its webhook has it: the state in small letters, the pull request as lists show it. */
export function reviewPayload(occasion: Occasion, pull: PullRequest, review: Review, action: string) {
  const { world } = occasion;
  const shape = { ...reviewShape(world, pull, review), state: review.state.toLowerCase(), updated_at: iso(review.at) };
  return { action, review: shape, pull_request: simplePullShape(world, pull), ...common(occasion) };
}

/** What happens to a repository itself. */
export function repositoryPayload(occasion: Occasion, action: string, extra: Record<string, unknown>) {
  return { action, ...extra, ...common(occasion) };
}

export function mergeGroupPayload(
  occasion: Occasion,
  group: { readonly ref: string; readonly base: string; readonly baseRef: string },
  commit: Commit,
  action: "checks_requested" | "destroyed" = "checks_requested",
) {
  const { world, repository } = occasion;
  const { id, tree_id, message, timestamp, author, committer } = webhookCommitShape(world, repository, commit, []);
  const head = { id, tree_id, message, timestamp, author, committer };
  const mergeGroup = {
    head_sha: commit.sha,
    head_ref: group.ref,
    base_sha: group.base,
    base_ref: group.baseRef,
    head_commit: head,
  };
  const reason = action === "destroyed" ? { reason: "dequeued" } : {};
  return { action, ...reason, merge_group: mergeGroup, ...common(occasion) };
}

/** A workflow run that has ended. */
export function workflowRunPayload(occasion: Occasion, run: WorkflowRun, commit: Commit) {
  const { world, repository, sender } = occasion;
  const api = `${repositoryUrl(world, repository)}/actions`;
  const url = `${api}/runs/${run.id}`;
  const html = `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}`;
  const suite = run.id + 1_000_000;
  const workflow = run.id + 2_000_000;
  const at = iso(run.at);
  const { id, tree_id, message, timestamp, author, committer } = webhookCommitShape(world, repository, commit, []);
  const workflowRun = {
    id: run.id,
    node_id: nodeId("WFR", run.id),
    name: run.name,
    path: run.path,
    display_title: run.name,
    event: run.event,
    status: "completed",
    conclusion: run.conclusion,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    head_commit: { id, tree_id, message, timestamp, author, committer },
    head_repository: minimalRepositoryShape(world, repository),
    repository: minimalRepositoryShape(world, repository),
    pull_requests: run.pulls.map((pull) => pullReferenceShape(world, pull)),
    actor: userShape(world, sender),
    triggering_actor: userShape(world, sender),
    run_number: 1,
    run_attempt: 1,
    run_started_at: at,
    created_at: at,
    updated_at: at,
    workflow_id: workflow,
    check_suite_id: suite,
    check_suite_node_id: nodeId("CS", suite),
    check_suite_url: `${repositoryUrl(world, repository)}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/workflows/${workflow}`,
    html_url: html,
    url,
    referenced_workflows: [],
  };
  const described = {
    id: workflow,
    node_id: nodeId("W", workflow),
    name: run.name,
    path: run.path,
    state: "active",
    created_at: at,
    updated_at: at,
    url: `${api}/workflows/${workflow}`,
    html_url: html,
    badge_url: `${html}/badge.svg`,
  };
  return { action: "completed", workflow_run: workflowRun, workflow: described, ...common(occasion) };
}

/** What a new webhook is greeted with. */
export function pingPayload(world: World, app: App, url: string) {
  const config = { content_type: "json", insecure_ssl: "0", secret: "********", url };
  const dates = { created_at: iso(app.createdAt), updated_at: iso(app.createdAt) };
  const hook = { type: "App", id: app.id + 500_000, name: "web", active: true, events: app.events, config, ...dates };
  const deliveriesUrl = `${world.apiUrl}/app/hook/deliveries`;
  return {
    zen: "Keep it logically awesome.",
    hook_id: hook.id,
    hook: { ...hook, app_id: app.id, deliveries_url: deliveriesUrl },
  };
}
