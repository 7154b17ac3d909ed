import { gunzipSync } from "node:zlib";

import { notFound, page, read, Refusal, repositoryOf, write, type Call, type Route } from "../call.ts";
import { diffFiles } from "../git-diff.ts";
import { reviewCommentShape, reviewShape } from "../shapes/pull.ts";
import type { PullRequest, ReviewComment } from "../world.ts";
import { bot } from "./commits.ts";

function pullAt(call: Call): PullRequest {
  const found = call.world.pull(repositoryOf(call), Number(call.params["pull_number"]));
  if (!found) throw notFound();
  return found;
}

interface LineComment {
  readonly body: string;
  readonly path: string;
  readonly line?: number;
  readonly start_line?: number;
  readonly side?: string;
}

async function createReviewComment(call: Call) {
  const pull = pullAt(call);
  const { commit_id, ...comment } = call.body as LineComment & { readonly commit_id: string };
  if (!(await isShown(pull, commit_id, comment))) {
    const field = "pull_request_review_thread.line";
    const error = {
      resource: "PullRequestReviewComment",
      code: "custom",
      field,
      message: `${field} must be part of the diff`,
    };
    throw new Refusal(422, "Validation Failed", { errors: [error] });
  }
  return { status: 201, body: reviewCommentShape(call.world, addComment(call, pull, commit_id, comment)) };
}

interface ReviewRequest {
  readonly commit_id?: string;
  readonly event?: string;
  readonly body?: string;
  readonly comments?: ReadonlyArray<LineComment>;
}

/** All of its comments or, where one line is not in the diff, none. */
async function createReview(call: Call) {
  const pull = pullAt(call);
  const { commit_id = pull.head.sha, event, body = "", comments = [] } = call.body as ReviewRequest;
  if (event !== "COMMENT") call.complain(`reviews with ${String(event)}: the App only comments`);
  if (body === "" && comments.length === 0) throw new Refusal(422, "Unprocessable Entity", { errors: ["no body"] });
  const shown = await Promise.all(comments.map((comment) => isShown(pull, commit_id, comment)));
  if (shown.includes(false)) {
    throw new Refusal(422, "Unprocessable Entity", { errors: ["Line could not be resolved"] });
  }
  for (const comment of comments) addComment(call, pull, commit_id, comment);
  const at = call.world.now();
  const review = { id: call.world.nextId(), author: bot(call), state: "COMMENTED" as const, body, sha: commit_id, at };
  pull.reviews.push(review);
  return { status: 200, body: reviewShape(call.world, pull, review) };
}

async function isShown(pull: PullRequest, sha: string, { path, line, start_line }: LineComment): Promise<boolean> {
  const shown = await shownLines(pull, sha, path);
  return line !== undefined && shown.has(line) && (start_line === undefined || shown.has(start_line));
}

function addComment(call: Call, pull: PullRequest, sha: string, comment: LineComment): ReviewComment {
  const { body, path, line = 0, start_line: startLine = null } = comment;
  const { repository, number } = pull;
  const id = call.world.nextId();
  const createdAt = call.world.now();
  const made = { id, repository, number, author: bot(call), path, line, startLine, sha, body, createdAt };
  call.world.reviewComments.push(made);
  return made;
}

/** Lines of the head that the pull request's diff shows: changed ones and those around them. */
async function shownLines(pull: PullRequest, head: string, path: string): Promise<ReadonlySet<number>> {
  const { git } = pull.repository;
  const base = (await git.mergeBase(pull.base.sha, head)) ?? pull.base.sha;
  const patch = (await diffFiles(git, base, head)).find(({ filename }) => filename === path)?.patch ?? "";
  const lines = new Set<number>();
  for (const { groups } of patch.matchAll(/^@@ -\S+ \+(?<start>\d+)(?:,(?<count>\d+))? @@/gm)) {
    const start = Number(groups!["start"]);
    for (let at = 0; at < Number(groups!["count"] ?? 1); at += 1) lines.add(start + at);
  }
  return lines;
}

function deleteReviewComment(call: Call) {
  const repository = repositoryOf(call);
  const at = call.world.reviewComments.findIndex(
    (item) => item.id === call.params["comment_id"] && item.repository === repository,
  );
  const found = call.world.reviewComments[at];
  if (!found) throw notFound();
  if (found.author !== bot(call)) call.complain(`deletes the review comment ${found.id} of ${found.author.login}`);
  call.world.reviewComments.splice(at, 1);
  return { status: 204 };
}

function uploadSarif(call: Call) {
  const repository = repositoryOf(call);
  const { commit_sha, ref, sarif } = call.body as { commit_sha: string; ref: string; sarif: string };
  const text = gunzipSync(Buffer.from(sarif, "base64")).toString();
  call.world.sarifs.push({ repository, sha: commit_sha, ref, text });
  const id = `sarif-${call.world.nextId()}`;
  return {
    status: 202,
    body: {
      id,
      url: `${call.world.apiUrl}/repos/${repository.owner.login}/${repository.name}/code-scanning/sarifs/${id}`,
    },
  };
}

/** Comments on lines of the diff, and code scanning. */
export const reviewCommentRoutes = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments": {
    needs: read("pull_requests"),
    answer: (call) => {
      const pull = pullAt(call);
      const all = call.world.reviewComments.filter(
        (item) => item.repository === pull.repository && item.number === pull.number,
      );
      const { items, headers } = page(call, all);
      return { status: 200, body: items.map((item) => reviewCommentShape(call.world, item)), headers };
    },
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/comments": {
    needs: write("pull_requests"),
    answer: createReviewComment,
  },
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": {
    needs: write("pull_requests"),
    answer: createReview,
  },
  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": {
    needs: write("pull_requests"),
    answer: deleteReviewComment,
  },
  "POST /repos/{owner}/{repo}/code-scanning/sarifs": { needs: write("security_events"), answer: uploadSarif },
} as const satisfies Record<string, Route>;
