import type { Commit, Signature } from "../git.ts";
import type { FileDiff } from "../git-diff.ts";
import { iso, nodeId, type Account, type Repository, type World } from "../world.ts";
import { userShape } from "./account.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

function signatureShape(signature: Signature) {
  return { name: signature.name, email: signature.email, date: iso(signature.date) };
}

/** Who a commit's mail address belongs to, as far as this GitHub knows them. */
function author(world: World, signature: Signature): Account | null {
  return world.accounts.get(signature.name.toLowerCase()) ?? null;
}

/** A commit as the commits API, comparisons and branches show it. */
export function commitShape(world: World, repository: Repository, commit: Commit) {
  const url = repositoryUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  const writer = author(world, commit.author);
  const committer = author(world, commit.committer);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    commit: {
      author: signatureShape(commit.author),
      committer: signatureShape(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: writer ? userShape(world, writer) : null,
    committer: committer ? userShape(world, committer) : null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

/** A commit object as the git API shows it. */
export function gitCommitShape(world: World, repository: Repository, commit: Commit) {
  const url = repositoryUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: signatureShape(commit.author),
    committer: signatureShape(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}

/** A file of a pull request, a comparison or a commit. */
export function fileShape(world: World, repository: Repository, head: string, file: FileDiff) {
  const path = file.filename.split("/").map(encodeURIComponent).join("/");
  const html = repositoryHtmlUrl(world, repository);
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${head}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousFilename === null ? {} : { previous_filename: file.previousFilename }),
  };
}

/** A commit as push and check suite webhooks carry it. */
export function webhookCommitShape(
  world: World,
  repository: Repository,
  commit: Commit,
  files: ReadonlyArray<FileDiff>,
) {
  const named = (signature: Signature) => ({ name: signature.name, email: signature.email, username: signature.name });
  const paths = (...statuses: string[]) =>
    files.filter((item) => statuses.includes(item.status)).map((item) => item.filename);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: iso(commit.committer.date),
    url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: named(commit.author),
    committer: named(commit.committer),
    added: paths("added"),
    removed: paths("removed"),
    modified: paths("modified", "renamed", "changed"),
  };
}

/** A commit as check suites carry it. */
export function simpleCommitShape(commit: Commit) {
  const person = (signature: Signature) => ({ name: signature.name, email: signature.email });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: iso(commit.committer.date),
    author: person(commit.author),
    committer: person(commit.committer),
  };
}
