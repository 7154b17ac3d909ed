import { notFound, page, read, Refusal, repositoryOf, write, type Call, type Route } from "../call.ts";
import type { Commit } from "../git.ts";
import { diffFiles, type FileDiff } from "../git-diff.ts";
import { userShape } from "../shapes/account.ts";
import { commitShape, fileShape } from "../shapes/git.ts";
import { simplePullShape } from "../shapes/pull.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../shapes/repository.ts";
import { fullName, iso, nodeId, type Account, type Repository, type Status, type World } from "../world.ts";

/** A comparison shows at most so many files, all of them on its first page. */
const maxCompareFiles = 300;
const maxCompareCommits = 250;
const maxCommitFiles = 3000;
/** git's tree without entries, which every root commit is compared with. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** The commit that a path names. Throws 422 for a SHA that is not there, as GitHub does. */
export async function commitNamed(call: Call, repository: Repository, name: string): Promise<Commit> {
  if (call.fault?.kind === "no-commit") throw noCommit(name);
  const sha = await repository.git.resolve(name);
  const commit = sha === null ? null : await repository.git.commitAt(sha);
  if (!commit) throw noCommit(name);
  return commit;
}

export function noCommit(name: string): Refusal {
  return new Refusal(422, `No commit found for SHA: ${name}`);
}

async function oneCommit(call: Call) {
  const repository = repositoryOf(call);
  const commit = await commitNamed(call, repository, String(call.params["ref"]));
  const files = (await diffFiles(repository.git, commit.parents[0] ?? emptyTree, commit.sha)).slice(0, maxCommitFiles);
  const { items, headers } = page(call, files);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const shown = call.query["per_page"] === undefined && call.query["page"] === undefined ? files.slice(0, 300) : items;
  return {
    status: 200,
    headers,
    body: {
      ...commitShape(call.world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: shown.map((file) => fileShape(call.world, repository, commit.sha, file)),
    },
  };
}

/** `owner:branch` means the branch of that owner's fork; its commit must be known here. */
async function sideOf(call: Call, repository: Repository, name: string): Promise<string> {
  const colon = name.indexOf(":");
  if (colon === -1) {
    const sha = await repository.git.resolve(name);
    if (sha === null) throw notFound();
    return sha;
  }
  const owner = name.slice(0, colon).toLowerCase();
  const candidates = [repository, ...call.world.repositories.filter((item) => item.parent === repository)];
  const fork = candidates.find((item) => item.owner.login.toLowerCase() === owner);
  const sha = (await fork?.git.resolve(name.slice(colon + 1))) ?? null;
  if (sha === null || !(await repository.git.commitAt(sha))) throw notFound();
  return sha;
}

async function compare(call: Call) {
  const repository = repositoryOf(call);
  const [baseName, headName, ...more] = String(call.params["basehead"]).split("...");
  if (!baseName || !headName || more.length > 0) throw notFound();
  const base = await sideOf(call, repository, baseName);
  const head = await sideOf(call, repository, headName);
  const mergeBase = await repository.git.mergeBase(base, head);
  if (mergeBase === null) throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  if (/application\/vnd\.github(\.v3)?\.(diff|patch)/.test(call.accept)) return plainDiff(repository, mergeBase, head);
  const [ahead, behind, files] = await Promise.all([
    repository.git.commitsBetween(base, head),
    repository.git.commitsBetween(head, base),
    diffFiles(repository.git, mergeBase, head),
  ]);
  return comparison(call, repository, {
    base,
    head,
    mergeBase,
    ahead,
    behind: behind.length,
    files,
    names: `${baseName}...${headName}`,
  });
}

interface Compared {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
  readonly ahead: ReadonlyArray<string>;
  readonly behind: number;
  readonly files: ReadonlyArray<FileDiff>;
  readonly names: string;
}

async function comparison(call: Call, repository: Repository, compared: Compared) {
  const { ahead, behind } = compared;
  const isPaged = call.query["page"] !== undefined || call.query["per_page"] !== undefined;
  const paged = isPaged ? page(call, ahead) : { items: ahead.slice(0, maxCompareCommits), headers: {} };
  const isFirst = Number(call.query["page"] ?? 1) <= 1;
  const shape = async (sha: string) => {
    const commit = await repository.git.commitAt(sha);
    if (!commit) throw notFound();
    return commitShape(call.world, repository, commit);
  };
  const status = ahead.length > 0 ? (behind > 0 ? "diverged" : "ahead") : behind > 0 ? "behind" : "identical";
  const url = `${repositoryUrl(call.world, repository)}/compare/${compared.names}`;
  const html = `${repositoryHtmlUrl(call.world, repository)}/compare/${compared.names}`;
  const files = isFirst ? compared.files.slice(0, maxCompareFiles) : [];
  return {
    status: 200,
    headers: paged.headers,
    body: {
      url,
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: await shape(compared.base),
      merge_base_commit: await shape(compared.mergeBase),
      status,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: await Promise.all(paged.items.map(shape)),
      files: files.map((file) => fileShape(call.world, repository, compared.head, file)),
    },
  };
}

/** The textual diff that `Accept: application/vnd.github.diff` asks for. */
export async function plainDiff(repository: Repository, base: string, head: string) {
  const content = await repository.git.about(["diff", "--no-color", "--no-ext-diff", base, head]);
  return { status: 200, bytes: { type: "application/vnd.github.diff; charset=utf-8", content } };
}

async function commitPulls(call: Call) {
  const repository = repositoryOf(call);
  const commit = await commitNamed(call, repository, String(call.params["commit_sha"]));
  const matching = call.world.pulls.filter((item) => item.repository === repository && item.head.sha === commit.sha);
  const { items, headers } = page(call, matching);
  return { status: 200, body: items.map((item) => simplePullShape(call.world, item)), headers };
}

function statusShape(world: World, status: Status) {
  const { id, sha, repository } = status;
  return {
    url: `${world.apiUrl}/repos/${fullName(repository)}/statuses/${sha}`,
    avatar_url: null,
    id,
    node_id: nodeId("SC", id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: iso(status.at),
    updated_at: iso(status.at),
    creator: userShape(world, status.creator),
  };
}

interface StatusRequest {
  readonly state: string;
  readonly context?: string;
  readonly description?: string | null;
  readonly target_url?: string | null;
}

async function createStatus(call: Call) {
  const repository = repositoryOf(call);
  const { sha } = await commitNamed(call, repository, String(call.params["sha"]));
  const wanted = call.body as StatusRequest;
  const context = wanted.context ?? "default";
  if ((wanted.description ?? "").length > 140)
    throw invalidStatus("description is too long (maximum is 140 characters)");
  const same = call.world.statuses.filter(
    (item) => item.repository === repository && item.sha === sha && item.context === context,
  );
  if (same.length >= 1000) throw invalidStatus("This SHA and context has reached the maximum number of statuses.");
  const made: Status = {
    id: call.world.nextId(),
    sha,
    repository,
    context,
    state: wanted.state,
    description: wanted.description ?? null,
    targetUrl: wanted.target_url ?? null,
    creator: bot(call),
    at: call.world.now(),
  };
  call.world.statuses.push(made);
  return { status: 201, body: statusShape(call.world, made) };
}

function invalidStatus(message: string): Refusal {
  return new Refusal(422, "Validation Failed", { errors: [{ resource: "Status", code: "custom", message }] });
}

/** The account that an App writes with. */
export function bot(call: Call): Account {
  if (call.caller.kind !== "installation") throw notFound();
  return call.caller.app.bot;
}

async function statuses(call: Call) {
  const repository = repositoryOf(call);
  const { sha } = await commitNamed(call, repository, String(call.params["ref"]));
  const all = call.world.statuses.filter((item) => item.repository === repository && item.sha === sha).reverse();
  const { items, headers } = page(call, all);
  return { status: 200, body: items.map((item) => statusShape(call.world, item)), headers };
}

/** Commits, comparisons and commit statuses. */
export const commitRoutes = {
  "GET /repos/{owner}/{repo}/commits/{ref}": { needs: read("contents"), answer: oneCommit },
  "GET /repos/{owner}/{repo}/commits/{ref}/statuses": { needs: read("statuses"), answer: statuses },
  "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls": {
    needs: read("pull_requests", "contents"),
    answer: commitPulls,
  },
  "GET /repos/{owner}/{repo}/compare/{basehead}": { needs: read("contents"), answer: compare },
  "POST /repos/{owner}/{repo}/statuses/{sha}": { needs: write("statuses"), answer: createStatus },
} as const satisfies Record<string, Route>;
