import * as z from "zod";

const repositoryFields = {
  installation_id: z.int(),
  repository_id: z.int(),
  owner: z.string(),
  name: z.string(),
};

const commandFields = {
  ...repositoryFields,
  number: z.int(),
  actor: z.string(),
  line: z.string(),
  comment_id: z.int().nullable(),
  source: z.string(),
};

/** Our own record in the queue; a version that is older than the job's does not know its kind. */
export const workSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("review"),
    pull_request_id: z.int(),
    generation: z.int(),
    /** How often it was put off by a rate limit. */
    deferrals: z.int().default(0),
  }),
  z.strictObject({
    kind: z.literal("lookup"),
    installation_id: z.int(),
    repository_id: z.int(),
    owner: z.string(),
    name: z.string(),
    head_sha: z.string(),
  }),
  z.strictObject({
    kind: z.literal("command"),
    ...commandFields,
    pull_request_id: z.int(),
    /** The newest head when it was given. */
    head_sha: z.string(),
  }),
  z.strictObject({ kind: z.literal("adopt"), ...commandFields }),
  z.strictObject({
    kind: z.literal("policies"),
    ...repositoryFields,
    pull_request_id: z.int(),
    generation: z.int(),
  }),
  z.strictObject({
    kind: z.literal("workflow-run"),
    ...repositoryFields,
    default_branch: z.string(),
    run_id: z.int(),
    run_event: z.string(),
    workflow: z.string(),
    head_sha: z.string(),
    head_branch: z.string(),
    base_refs: z.array(z.string()).readonly(),
  }),
  z.strictObject({
    kind: z.literal("merge-group"),
    ...repositoryFields,
    action: z.enum(["checks_requested", "destroyed"]),
    head_sha: z.string(),
    base_sha: z.string(),
    base_ref: z.string(),
    default_branch: z.string(),
  }),
  z.strictObject({
    kind: z.literal("reconcile"),
    installation_id: z.int(),
    /** Repositories that were looked at since then are left out; ISO 8601. */
    since: z.iso.datetime(),
  }),
]);

/**
 * Work that waits: a review of one generation of a pull request, the search for the pull requests of a head, a command,
 * one on a pull request that was never heard of, the check of a change of policies, the plan that a workflow may have
 * made, a group of the merge queue, or the search for pull requests of an installation that were forgotten.
 */
export type QueuedWork = z.infer<typeof workSchema>;

/** Names what one thing at a time is done with: jobs of one group never run together. */
export function groupOf(work: QueuedWork): string {
  switch (work.kind) {
    case "review":
      return `pull-request-${work.pull_request_id}`;
    case "lookup":
      return `lookup-${work.repository_id}-${work.head_sha}`;
    case "reconcile":
      return `reconcile-${work.installation_id}`;
    case "command":
      return `pull-request-${work.pull_request_id}`;
    case "adopt":
      return `adopt-${work.repository_id}-${work.number}`;
    case "policies":
      return `policies-${work.pull_request_id}`;
    case "workflow-run":
      return `workflow-run-${work.repository_id}-${work.run_id}`;
    case "merge-group":
      return `merge-group-${work.repository_id}-${work.head_sha}`;
  }
}
