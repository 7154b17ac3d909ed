import { characters, notFound, page, read, Refusal, repositoryOf, write, type Call, type Route } from "../call.ts";
import { diffFiles } from "../git-diff.ts";
import { commentShape, reactionShape } from "../shapes/comment.ts";
import { fileShape } from "../shapes/git.ts";
import { pullShape, reviewShape, simplePullShape } from "../shapes/pull.ts";
import type { Comment, PullRequest } from "../world.ts";
import { bot, plainDiff } from "./commits.ts";
import { pullCommits } from "./trees.ts";

/** GitHub lists no more files of a pull request, and does not say so. */
const maxPullFiles = 3000;
const maxCommentCharacters = 65_536;

function pullAt(call: Call): PullRequest {
  const number = Number(call.params["pull_number"] ?? call.params["issue_number"]);
  const found = call.world.pull(repositoryOf(call), number);
  if (!found) throw notFound();
  return found;
}

/** A replica that lags behind shows the head of before the last push. */
function shownHead(call: Call, pull: PullRequest): string {
  return call.fault?.kind === "stale" ? (pull.previousHead ?? pull.head.sha) : pull.head.sha;
}

async function onePull(call: Call) {
  const pull = pullAt(call);
  const head = shownHead(call, pull);
  if (/application\/vnd\.github(\.v3)?\.(diff|patch)/.test(call.accept)) {
    const base = (await pull.repository.git.mergeBase(pull.base.sha, head)) ?? pull.base.sha;
    return plainDiff(pull.repository, base, head);
  }
  return { status: 200, body: await pullShape(call.world, pull, head) };
}

function pulls(call: Call) {
  const repository = repositoryOf(call);
  const { state = "open", head, base, sort = "created", direction } = call.query;
  const matching = call.world.pulls.filter(
    (item) =>
      item.repository === repository &&
      (state === "all" || item.state === state) &&
      (base === undefined || item.base.ref === base) &&
      (head === undefined || `${item.head.repository.owner.login}:${item.head.ref}` === head),
  );
  const order = direction ?? (sort === "created" ? "desc" : "asc");
  const key = (item: PullRequest): number => (sort === "updated" ? item.updatedAt.getTime() : item.number);
  const sorted = matching.sort((a, b) => (order === "desc" ? key(b) - key(a) : key(a) - key(b)));
  const { items, headers } = page(call, sorted);
  return { status: 200, body: items.map((item) => simplePullShape(call.world, item)), headers };
}

async function files(call: Call) {
  const pull = pullAt(call);
  const head = shownHead(call, pull);
  const { git } = pull.repository;
  const base = (await git.mergeBase(pull.base.sha, head)) ?? pull.base.sha;
  const all = (await diffFiles(git, base, head)).slice(0, maxPullFiles);
  const { items, headers } = page(call, all);
  return { status: 200, body: items.map((file) => fileShape(call.world, pull.repository, head, file)), headers };
}

function comments(call: Call) {
  const pull = pullAt(call);
  const since = call.query["since"];
  const all = call.world.comments.filter(
    (item) =>
      item.repository === pull.repository &&
      item.number === pull.number &&
      (since === undefined || item.updatedAt.getTime() >= Date.parse(String(since))),
  );
  const { items, headers } = page(call, all);
  return { status: 200, body: items.map((item) => commentShape(call.world, item)), headers };
}

function checkedBody(call: Call): string {
  const { body } = call.body as { readonly body: string };
  const invalid = (message: string): Refusal =>
    new Refusal(422, "Validation Failed", {
      errors: [{ resource: "IssueComment", code: "unprocessable", field: "data", message }],
    });
  if (body.trim() === "") throw invalid("Body can't be blank");
  if (characters(body) > maxCommentCharacters)
    throw invalid(`Body is too long (maximum is ${maxCommentCharacters} characters)`);
  return body;
}

function createComment(call: Call) {
  const pull = pullAt(call);
  const now = call.world.now();
  const made: Comment = {
    id: call.world.nextId(),
    repository: pull.repository,
    number: pull.number,
    author: bot(call),
    app: call.caller.kind === "installation" ? call.caller.app : null,
    createdAt: now,
    reactions: [],
    edits: 0,
    body: checkedBody(call),
    updatedAt: now,
  };
  call.world.comments.push(made);
  call.events.emit({ kind: "issue_comment", action: "created", comment: made });
  return { status: 201, body: commentShape(call.world, made) };
}

function commentAt(call: Call): Comment {
  const repository = repositoryOf(call);
  const found = call.world.comments.find(
    (item) => item.id === call.params["comment_id"] && item.repository === repository,
  );
  if (!found) throw notFound();
  return found;
}

/** An App may write to other people's comments, as any maintainer may; a reviewing App never should. */
function ownComment(call: Call): Comment {
  const comment = commentAt(call);
  if (comment.author !== bot(call)) call.complain(`changes the comment ${comment.id} of ${comment.author.login}`);
  return comment;
}

function editComment(call: Call) {
  const comment = ownComment(call);
  const before = comment.body;
  comment.body = checkedBody(call);
  comment.edits += 1;
  comment.updatedAt = call.world.now();
  call.events.emit({ kind: "issue_comment", action: "edited", comment, before });
  return { status: 200, body: commentShape(call.world, comment) };
}

function deleteComment(call: Call) {
  const comment = ownComment(call);
  call.world.comments.splice(call.world.comments.indexOf(comment), 1);
  call.events.emit({ kind: "issue_comment", action: "deleted", comment });
  return { status: 204 };
}

function reactions(call: Call) {
  const wanted = call.query["content"];
  const all = commentAt(call).reactions.filter((item) => wanted === undefined || item.content === wanted);
  const { items, headers } = page(call, all);
  return { status: 200, body: items.map((item) => reactionShape(call.world, item)), headers };
}

function react(call: Call) {
  const comment = commentAt(call);
  const { content } = call.body as { readonly content: string };
  const user = bot(call);
  const known = comment.reactions.find((item) => item.user === user && item.content === content);
  if (known) return { status: 200, body: reactionShape(call.world, known) };
  const made = { id: call.world.nextId(), user, content, at: call.world.now() };
  comment.reactions.push(made);
  return { status: 201, body: reactionShape(call.world, made) };
}

const readComments = read("issues", "pull_requests");
const writeComments = write("issues", "pull_requests");

/** Pull requests and their conversation. */
export const pullRoutes = {
  "GET /repos/{owner}/{repo}/pulls": { needs: read("pull_requests"), answer: pulls },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": { needs: read("pull_requests"), answer: onePull },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": {
    needs: read("pull_requests"),
    answer: (call) => {
      const pull = pullAt(call);
      return pullCommits(call, pull.repository, pull.base.sha, shownHead(call, pull));
    },
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": { needs: read("pull_requests"), answer: files },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews": {
    needs: read("pull_requests"),
    answer: (call) => {
      const pull = pullAt(call);
      const { items, headers } = page(call, pull.reviews);
      return { status: 200, body: items.map((item) => reviewShape(call.world, pull, item)), headers };
    },
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": { needs: readComments, answer: comments },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": { needs: writeComments, answer: createComment },
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": {
    needs: readComments,
    answer: (call) => ({ status: 200, body: commentShape(call.world, commentAt(call)) }),
  },
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": { needs: writeComments, answer: editComment },
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": { needs: writeComments, answer: deleteComment },
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": { needs: readComments, answer: reactions },
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": { needs: writeComments, answer: react },
} as const satisfies Record<string, Route>;
