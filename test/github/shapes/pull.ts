import { diffFiles } from "../git-diff.ts";
import {
  fullName,
  iso,
  isoOrNull,
  nodeId,
  type PullRequest,
  type Repository,
  type Review,
  type ReviewComment,
  type World,
} from "../world.ts";
import { userShape } from "./account.ts";
import { repositoryHtmlUrl, repositoryShape, repositoryUrl } from "./repository.ts";

function side(world: World, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: userShape(world, repository.owner),
    repo: repositoryShape(world, repository),
  };
}

/** How the author stands to the repository, as GitHub says it in capitals. */
export function association(repository: Repository, login: string): string {
  if (repository.owner.login === login) return "OWNER";
  const role = repository.roles.get(login.toLowerCase()) ?? "none";
  return role === "none" ? "CONTRIBUTOR" : "COLLABORATOR";
}

/** A pull request as lists show it. */
export function simplePullShape(world: World, pull: PullRequest, head = pull.head.sha) {
  const { repository } = pull;
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(world, repository)}/issues/${pull.number}`;
  const html = `${repositoryHtmlUrl(world, repository)}/pull/${pull.number}`;
  const statuses = `${repositoryUrl(world, repository)}/statuses/${head}`;
  const links = {
    self: url,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${repositoryUrl(world, repository)}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses,
  };
  return {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(world, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.updatedAt),
    closed_at: isoOrNull(pull.closedAt),
    merged_at: isoOrNull(pull.mergedAt),
    merge_commit_sha: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, pull.head.repository, pull.head.ref, head),
    base: side(world, repository, pull.base.ref, pull.base.sha),
    _links: Object.fromEntries(Object.entries(links).map(([key, href]) => [key, { href }])),
    author_association: association(repository, pull.author.login),
    auto_merge: null,
    draft: pull.isDraft,
  };
}

/** The answer of `GET /repos/{owner}/{repo}/pulls/{pull_number}`, and what webhooks carry. */
export async function pullShape(world: World, pull: PullRequest, head = pull.head.sha) {
  const { git } = pull.repository;
  const base = (await git.mergeBase(pull.base.sha, head)) ?? pull.base.sha;
  const [files, commits] = await Promise.all([diffFiles(git, base, head), git.commitsBetween(pull.base.sha, head)]);
  const comments = world.comments.filter((item) => item.repository === pull.repository && item.number === pull.number);
  return {
    ...simplePullShape(world, pull, head),
    merged: pull.mergedAt !== null,
    // GitHub computes it later; a client must not depend on it.
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: null,
    comments: comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.head.repository !== pull.repository,
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** A pull request as check runs and suites name it. */
export function pullReferenceShape(world: World, pull: PullRequest) {
  const named = (repository: Repository) => ({
    id: repository.id,
    url: repositoryUrl(world, repository),
    name: repository.name,
  });
  return {
    url: `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`,
    id: pull.id,
    number: pull.number,
    head: { ref: pull.head.ref, sha: pull.head.sha, repo: named(pull.head.repository) },
    base: { ref: pull.base.ref, sha: pull.base.sha, repo: named(pull.repository) },
  };
}

export function reviewShape(world: World, pull: PullRequest, review: Review) {
  const html = `${world.htmlUrl}/${fullName(pull.repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: userShape(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(pull.repository, review.author.login),
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: iso(review.at),
    commit_id: review.sha,
  };
}

export function reviewCommentShape(world: World, comment: ReviewComment) {
  const { repository, number } = comment;
  const html = `${world.htmlUrl}/${fullName(repository)}/pull/${number}#discussion_r${comment.id}`;
  const pullUrl = `${repositoryUrl(world, repository)}/pulls/${number}`;
  const url = `${repositoryUrl(world, repository)}/pulls/comments/${comment.id}`;
  const { startLine } = comment;
  return {
    url,
    pull_request_review_id: comment.id,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: "@@",
    path: comment.path,
    commit_id: comment.sha,
    original_commit_id: comment.sha,
    user: userShape(world, comment.author),
    body: comment.body,
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.createdAt),
    html_url: html,
    pull_request_url: pullUrl,
    author_association: "NONE",
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl } },
    line: comment.line,
    original_line: comment.line,
    ...(startLine === null ? {} : { start_line: startLine, original_start_line: startLine, start_side: "RIGHT" }),
    side: "RIGHT",
  };
}
