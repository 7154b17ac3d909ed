import * as z from "zod";

import { readGateEvent, readRequestedAction } from "./gate-events.ts";
import { idSchema, nameSchema, numberSchema, pullNumbersSchema, textSchema, timeSchema } from "./event-fields.ts";
import { originSchema, type EventRepository } from "./event-origin.ts";
import type { PullRequestFacts, Wanted } from "../model/delivery.ts";

/** Policies see at most so many labels, and so many characters of each, of the title and of the description. */
const maxLabels = 100;
const maxTitle = 1024;
const maxBody = 65_536;

const personSchema = z.object({ login: nameSchema }).nullish();

/** The fields of a pull request that matter; everything else of the payload is let go. */
export const pullRequestSchema = z.object({
  number: numberSchema,
  title: textSchema(maxTitle),
  body: textSchema(maxBody),
  state: z.string().nullish(),
  draft: z.boolean().nullish(),
  labels: z.array(z.object({ name: textSchema(maxTitle) })).nullish(),
  updated_at: timeSchema,
  user: personSchema,
  head: z.object({ sha: nameSchema, ref: nameSchema, repo: z.object({ id: idSchema }).nullish() }),
  base: z.object({ ref: nameSchema, sha: nameSchema }),
});

const pullRequestEvent = originSchema.extend({
  action: z.string(),
  pull_request: pullRequestSchema,
  before: nameSchema.nullish(),
  sender: personSchema,
  changes: z.object({ base: z.unknown().optional() }).nullish(),
});

const checkRunEvent = originSchema.extend({
  action: z.string(),
  check_run: z.object({
    head_sha: nameSchema,
    app: z.object({ id: idSchema }).nullish(),
    pull_requests: pullNumbersSchema,
  }),
});

/** The action of an event, for the record. */
const actionSchema = z.object({ action: z.string() });

/** The action that a payload names; null where it names none. */
export function actionOf(payload: unknown): string | null {
  return actionSchema.safeParse(payload).data?.action ?? null;
}

/**
 * What an event asks of us; null where it does not matter. Throws a ZodError when an event that matters lacks
 * something that GitHub always sends.
 */
export function readEvent(event: string, payload: unknown, appId: number): Wanted | null {
  switch (event) {
    case "pull_request":
      return readPullRequestEvent(payload);
    case "check_run":
      return readCheckRunEvent(payload, appId);
    case "installation":
    case "installation_repositories":
      return readInstallationEvent(event, payload);
    default:
      return readGateEvent(event, payload, appId);
  }
}

const reviewed = new Set(["opened", "synchronize", "reopened", "ready_for_review", "converted_to_draft"]);

function readPullRequestEvent(payload: unknown): Wanted | null {
  const action = actionOf(payload);
  if (action === null || !(reviewed.has(action) || action === "edited" || action === "closed")) return null;
  const event = pullRequestEvent.parse(payload);
  const { repository, pull_request } = event;
  const origin = pullRequestOrigin(event.installation.id, repository);
  if (action === "closed") {
    const { number, updated_at } = pull_request;
    return {
      kind: "closed",
      repository_id: repository.id,
      number,
      updated_at,
      pull_request: toFacts(pull_request, origin, null),
    };
  }
  // A new title or description changes nothing that is reviewed.
  if (action === "edited" && (event.changes?.base ?? null) === null) return null;
  if (pull_request.state === "closed") return null; // what is done to it meanwhile is nobody's who may merge it
  const previous = action === "synchronize" ? (event.before ?? null) : null;
  return {
    kind: "review",
    is_opening: action === "opened",
    pull_request: {
      ...toFacts(pull_request, origin, previous),
      sender: action === "opened" || action === "synchronize" ? (event.sender?.login ?? null) : null,
    },
  };
}

function pullRequestOrigin(installation_id: number, repository: EventRepository): PullRequestOrigin {
  const { id: repository_id, owner, name, default_branch } = repository;
  return { installation_id, repository_id, owner, name, default_branch };
}

/** Where a pull request lies. */
export type PullRequestOrigin = Pick<PullRequestFacts, "installation_id" | "repository_id" | "owner" | "name"> &
  Pick<PullRequestFacts["details"], "default_branch">;

/** A pull request as GitHub describes it, in events and in answers, as what we keep of it. */
export function toFacts(
  pull: z.infer<typeof pullRequestSchema>,
  { default_branch, ...origin }: PullRequestOrigin,
  previous_head_sha: string | null,
): PullRequestFacts {
  return {
    ...origin,
    number: pull.number,
    base_ref: pull.base.ref,
    head_sha: pull.head.sha,
    previous_head_sha,
    updated_at: pull.updated_at,
    is_fork: pull.head.repo?.id !== origin.repository_id,
    details: {
      title: pull.title,
      body: pull.body,
      author: pull.user?.login ?? "ghost",
      draft: pull.draft ?? false,
      labels: (pull.labels ?? []).slice(0, maxLabels).map((label) => label.name),
      base_sha: pull.base.sha,
      head_ref: pull.head.ref,
      default_branch,
    },
  };
}

/** "Re-run" on a check of ours. The pull requests are found by the head: for forks the event names none. */
function readCheckRunEvent(payload: unknown, appId: number): Wanted | null {
  if (actionOf(payload) === "requested_action") return readRequestedAction(payload, appId);
  if (actionOf(payload) !== "rerequested") return null;
  const { installation, repository, check_run } = checkRunEvent.parse(payload);
  if (check_run.app !== undefined && check_run.app?.id !== appId) return null; // GitHub tells only whose check it is
  return {
    kind: "rerun",
    installation_id: installation.id,
    repository_id: repository.id,
    owner: repository.owner,
    name: repository.name,
    head_sha: check_run.head_sha,
    numbers: check_run.pull_requests,
  };
}

const installationEvent = z.object({
  action: z.string(),
  installation: z.object({ id: idSchema }),
  repositories_removed: z.array(z.object({ id: idSchema })).nullish(),
});

/** What makes repositories known to us that had pull requests before. */
const beginnings: Readonly<Record<string, ReadonlyArray<string>>> = {
  installation: ["created", "unsuspend", "new_permissions_accepted"],
  installation_repositories: ["added"],
};

function readInstallationEvent(event: string, payload: unknown): Wanted | null {
  const { action, installation, repositories_removed } = installationEvent.parse(payload);
  if (event === "installation" && action === "deleted")
    return { kind: "uninstalled", installation_id: installation.id };
  if (event === "installation_repositories" && action === "removed") {
    const repository_ids = (repositories_removed ?? []).map(({ id }) => id);
    return { kind: "withdrawn", installation_id: installation.id, repository_ids };
  }
  const isBeginning = beginnings[event]?.includes(action) ?? false;
  return isBeginning ? { kind: "reconcile", installation_id: installation.id } : null;
}
