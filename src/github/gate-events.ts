import * as z from "zod";

import type { EventOrigin, GateWanted, Wanted } from "../model/delivery.ts";
import { commandLine } from "./command.ts";
import {
  idSchema,
  nameSchema,
  numberSchema,
  optionalNameSchema,
  pullNumbersSchema,
  textSchema,
} from "./event-fields.ts";
import { originSchema } from "./event-origin.ts";

const personSchema = z.object({ login: nameSchema, type: z.string().nullish() });

/** No person's name has brackets, whatever an event says of its type, or leaves out. */
function isPerson({ login, type }: z.infer<typeof personSchema>): boolean {
  return (type ?? "User") === "User" && !/[[\]]/.test(login);
}

/** The action alone: most events of a kind ask for nothing. */
const actionSchema = z.object({ action: z.string().optional() });

/** What an event asks of the gate; null where it asks for nothing. */
export function readGateEvent(event: string, payload: unknown, appId: number): Wanted | null {
  const action = actionSchema.safeParse(payload).data?.action ?? "";
  switch (`${event}.${action}`) {
    case "issue_comment.created":
      return readComment(payload);
    case "pull_request_review.submitted":
    case "pull_request_review.dismissed":
      return readReview(payload);
    case "push.":
      return readPush(payload);
    case "repository.renamed":
    case "repository.transferred":
      return { kind: "renamed", ...originOf(originSchema.parse(payload)), is_transfer: action === "transferred" };
    case "repository.edited":
      return readEdited(payload);
    case "repository.archived":
    case "repository.deleted":
      return { kind: "archived", repository_id: originSchema.parse(payload).repository.id };
    case "repository.unarchived":
      return { kind: "reconcile", installation_id: originSchema.parse(payload).installation.id };
    case "merge_group.checks_requested":
    case "merge_group.destroyed":
      return readMergeGroup(payload);
    case "workflow_run.completed":
      return readWorkflowRun(payload);
    case "check_suite.rerequested":
      return readSuite(payload, appId);
    default:
      return null;
  }
}

function originOf({ installation, repository }: z.infer<typeof originSchema>): EventOrigin {
  const { id, name, owner } = repository;
  return { installation_id: installation.id, repository_id: id, owner, name };
}

const editedEvent = originSchema.extend({ changes: z.object({ default_branch: z.unknown().optional() }).nullish() });

/** Another default branch judges what is for branches that nothing gates: as if all of it had been pushed. */
function readEdited(payload: unknown): GateWanted | null {
  const event = editedEvent.parse(payload);
  const { default_branch } = event.repository;
  if ((event.changes?.default_branch ?? null) === null || default_branch === "") return null;
  return { kind: "pushed", ...originOf(event), branch: default_branch, paths: null, default_branch };
}

/** Characters of a workflow's name that matter. */
const maxText = 1024;

/** Pull requests of a workflow's run that are looked at. */
const maxPulls = 100;

const workflowRunEvent = originSchema.extend({
  workflow_run: z.object({
    id: idSchema,
    name: textSchema(maxText),
    path: textSchema(maxText),
    event: nameSchema,
    conclusion: z.string().nullish(),
    head_sha: nameSchema,
    head_branch: optionalNameSchema,
    pull_requests: z.array(z.object({ base: z.object({ ref: nameSchema }) }).nullable()).nullish(),
  }),
});

function readWorkflowRun(payload: unknown): GateWanted | null {
  const event = workflowRunEvent.parse(payload);
  const { id, name, path, event: run_event, conclusion, head_sha, head_branch, pull_requests } = event.workflow_run;
  if (conclusion !== "success") return null;
  return {
    kind: "workflow-run",
    ...originOf(event),
    default_branch: event.repository.default_branch,
    run_id: id,
    run_event,
    workflow: [name, path].filter((text) => text !== "").join(" "),
    head_sha,
    head_branch: head_branch ?? "",
    base_refs: (pull_requests ?? []).slice(0, maxPulls).flatMap((pull) => pull?.base.ref ?? []),
  };
}

/** Characters of a comment that are looked at: its first line is what matters. */
const maxComment = 65_536;

const commentEvent = originSchema.extend({
  issue: z.object({ number: numberSchema, pull_request: z.unknown().optional() }),
  comment: z.object({ id: idSchema, body: textSchema(maxComment), user: personSchema.nullish() }),
});

/** Comments of pull requests whose first line is a command; never one of a bot. */
function readComment(payload: unknown): GateWanted | null {
  const event = commentEvent.parse(payload);
  const { issue, comment } = event;
  const line = commandLine(comment.body);
  const { user = null } = comment;
  if (line === null || (issue.pull_request ?? null) === null || user === null || !isPerson(user)) return null;
  return {
    kind: "command",
    ...originOf(event),
    number: issue.number,
    actor: user.login,
    line,
    comment_id: comment.id,
    source: `comment/${comment.id}`,
  };
}

const actionEvent = originSchema.extend({
  sender: personSchema,
  requested_action: z.object({ identifier: nameSchema }),
  check_run: z.object({
    id: idSchema,
    external_id: z.string().nullish(),
    app: z.object({ id: idSchema }).nullish(),
    pull_requests: pullNumbersSchema,
  }),
});

/** A button beside a check of ours. The pull request is the one that the check was made for, or its only one. */
export function readRequestedAction(payload: unknown, appId: number): GateWanted | null {
  const event = actionEvent.parse(payload);
  const { check_run, requested_action, sender } = event;
  const [first, second] = check_run.pull_requests;
  const only = second === undefined ? first : undefined;
  const number = /^(?<number>\d{1,9})\//.exec(check_run.external_id ?? "")?.groups?.["number"] ?? only;
  const isOurs = check_run.app === undefined || check_run.app?.id === appId; // GitHub tells only whose check it is
  if (!isOurs || number === undefined || !isPerson(sender)) return null;
  return {
    kind: "command",
    ...originOf(event),
    number: Number(number),
    actor: sender.login,
    line: `/tollgate ${requested_action.identifier}`,
    comment_id: null,
    source: `button/${check_run.id}/${requested_action.identifier}/${sender.login}`,
  };
}

const reviewEvent = originSchema.extend({
  pull_request: z.object({ number: numberSchema }),
  review: z.object({ state: z.string() }),
});

/** Talk neither gives nor takes consent. */
function readReview(payload: unknown): GateWanted | null {
  const { repository, pull_request, review } = reviewEvent.parse(payload);
  if (review.state.toLowerCase() === "commented") return null;
  return { kind: "consent", repository_id: repository.id, number: pull_request.number };
}

const filesSchema = z.array(z.string()).nullish();

const pushEvent = originSchema.extend({
  ref: nameSchema,
  deleted: z.boolean().nullish(),
  created: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  commits: z.array(z.object({ added: filesSchema, modified: filesSchema, removed: filesSchema })).nullish(),
});

/** GitHub lists at most 2,048 commits of a push; fewer are taken at their word. */
const listedCommits = 2048;
const maxPaths = 5000;

function readPush(payload: unknown): GateWanted | null {
  const event = pushEvent.parse(payload);
  const branch = /^(?:refs\/heads\/)?(?<branch>.+)$/.exec(event.ref)?.groups?.["branch"];
  if (branch === undefined || event.deleted === true) return null;
  return {
    kind: "pushed",
    ...originOf(event),
    branch,
    paths: event.forced === true || event.created === true ? null : pushedPaths(event.commits ?? []),
    default_branch: event.repository.default_branch,
  };
}

/** The files that the commits of a push touch; null where the event does not say all of them. */
function pushedPaths(commits: NonNullable<z.infer<typeof pushEvent>["commits"]>): ReadonlyArray<string> | null {
  if (commits.length === 0 || commits.length >= listedCommits) return null;
  const each = commits.map(({ added, modified, removed }) =>
    [added, modified, removed].filter((list) => list !== null && list !== undefined),
  );
  const paths = new Set(each.flat(2));
  return each.every((lists) => lists.length > 0) && paths.size <= maxPaths ? [...paths].sort() : null;
}

const mergeGroupEvent = originSchema.extend({
  action: z.enum(["checks_requested", "destroyed"]),
  merge_group: z.object({ head_sha: nameSchema, base_sha: nameSchema, base_ref: nameSchema }),
});

function readMergeGroup(payload: unknown): GateWanted {
  const event = mergeGroupEvent.parse(payload);
  const { head_sha, base_sha, base_ref } = event.merge_group;
  return {
    kind: "merge-group",
    ...originOf(event),
    action: event.action,
    head_sha,
    base_sha,
    base_ref: base_ref.replace(/^refs\/heads\//, ""),
    default_branch: event.repository.default_branch,
  };
}

const suiteEvent = originSchema.extend({
  check_suite: z.object({
    head_sha: nameSchema,
    app: z.object({ id: idSchema }).nullish(),
    pull_requests: pullNumbersSchema,
  }),
});

/** "Re-run all checks" of ours. */
function readSuite(payload: unknown, appId: number): Wanted | null {
  const event = suiteEvent.parse(payload);
  const { head_sha, app, pull_requests } = event.check_suite;
  if (app !== undefined && app?.id !== appId) return null;
  return { kind: "rerun", ...originOf(event), head_sha, numbers: pull_requests };
}
