import { gunzipSync } from "node:zlib";

import { notFound, page, read, Refusal, repositoryOf, write, type Call, type Route } from "../call.ts";
import { diffFiles } from "../git-diff.ts";
import { reviewCommentShape } from "../shapes/pull.ts";
import type { PullRequest, ReviewComment } from "../world.ts";
import { bot } from "./commits.ts";

function pullAt(call: Call): PullRequest {
  const found = call.world.pull(repositoryOf(call), Number(call.params["pull_number"]));
  if (!found) throw notFound();
  return found;
}

interface CommentRequest {
  readonly body: string;
  readonly commit_id: string;
  readonly path: string;
  readonly line?: number;
  readonly start_line?: number;
  readonly side?: string;
}

async function createReviewComment(call: Call) {
  const pull = pullAt(call);
  const { body, commit_id, path, line, start_line = null } = call.body as CommentRequest;
  const shown = await shownLines(pull, commit_id, path);
  if (line === undefined || !shown.has(line) || (start_line !== null && !shown.has(start_line))) {
    const field = "pull_request_review_thread.line";
    const error = {
      resource: "PullRequestReviewComment",
      code: "custom",
      field,
      message: `${field} must be part of the diff`,
    };
    throw new Refusal(422, "Validation Failed", { errors: [error] });
  }
  const now = call.world.now();
  const made: ReviewComment = {
    id: call.world.nextId(),
    repository: pull.repository,
    number: pull.number,
    author: bot(call),
    path,
    line,
    startLine: start_line,
    sha: commit_id,
    body,
    createdAt: now,
  };
  call.world.reviewComments.push(made);
  return { status: 201, body: reviewCommentShape(call.world, made) };
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
  "DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}": {
    needs: write("pull_requests"),
    answer: deleteReviewComment,
  },
  "POST /repos/{owner}/{repo}/code-scanning/sarifs": { needs: write("security_events"), answer: uploadSarif },
} as const satisfies Record<string, Route>;
