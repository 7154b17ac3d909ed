import type { ColumnType, Generated, Kysely, Transaction } from "kysely";

/** One webhook event as GitHub sent it, known by its GUID. */
export interface DeliveryTable {
  guid: string;
  /** SHA-256 of the raw body, hex. */
  body_hash: string;
  event: string;
  action: string | null;
  /** What was kept of the payload, as JSON text; null where the event does not matter to us. */
  payload: string | null;
  received_at: Generated<Date>;
  outcome: DeliveryOutcome;
  pull_request_id: number | null;
  generation: number | null;
}

/** What became of a delivery: `received` until it is looked at, in the moment after its answer. */
export type DeliveryOutcome = "received" | "queued" | "ignored" | "duplicate" | "outdated";

/** One pull request, and the newest thing that we know of it. */
export interface PullRequestTable {
  id: Generated<number>;
  installation_id: number;
  repository_id: number;
  owner: string;
  name: string;
  number: number;
  state: "open" | "closed";
  /** `PullRequestDetails` as JSON text. */
  details: string;
  base_ref: string;
  head_sha: string;
  /** The head before the newest one; tells a late event from a new one. */
  previous_head_sha: string | null;
  /** GitHub's own time of the newest event. */
  updated_at: ColumnType<Date, Date | string, Date | string>;
  /** Counts the events that ask for a review; only the newest generation may publish. */
  generation: number;
  /** The last generation whose report is published; 0 before the first. */
  published_generation: Generated<number>;
  /** The last generation whose job was given up; 0 for none. */
  failed_generation: Generated<number>;
  /** True where two events could not be told apart by age: the head has to be read again. */
  is_head_uncertain: Generated<boolean>;
  /** True where we saw the pull request open and never tried to comment: no comment of ours can exist. */
  is_uncommented: boolean;
  comment_id: number | null;
  /** SHA-256 of the comment's body as we wrote it, hex. */
  comment_hash: string | null;
  /** Who publishes at this moment: job id and attempt. */
  lease_holder: string | null;
  lease_until: Date | null;
  /** Logins of those who opened or pushed, as JSON text. */
  pushers: Generated<string>;
  /** Whether the head lies in another repository. */
  is_fork: Generated<boolean>;
  /** Answer to the newest command, Markdown; null without one. */
  answer: string | null;
  /** Whether the newest verdict depends on somebody's consent. */
  wants_consent: Generated<boolean>;
  /** Last day, `YYYY-MM-DD`, UTC, that the newest verdict holds; null for no end. */
  holds_until: string | null;
}

/** One exception that a command granted, for one finding of one pull request. */
export interface WaiverTable {
  id: Generated<number>;
  pull_request_id: number;
  /** The comment that granted it, and which of its findings this is. */
  source: string;
  ordinal: number;
  policy: string;
  fingerprint: string;
  reason: string;
  granted_by: string;
  /** Last day, `YYYY-MM-DD`, UTC. */
  until: string;
}

/** One consent that a command gave to one head. */
export interface ApprovalTable {
  source: string;
  pull_request_id: number;
  head_sha: string;
  login: string;
}

/** One entry of the audit log: never changed, never deleted; each holds the hash of the one before. */
export interface AuditTable {
  id: Generated<number>;
  at: Generated<Date>;
  repository_id: number;
  /** `review`, `waiver`, `approval`, `refusal`. */
  kind: string;
  /** Number of the pull request; null for a merge group. */
  number: number | null;
  head_sha: string;
  /** JSON text: who, what, on which inputs. */
  facts: string;
  /** SHA-256 over the entry before and this one, hex. */
  hash: string;
}

/** The configuration of an installation's organisation as it was last read. */
export interface OrganisationTable {
  installation_id: number;
  path: string;
  sha: string;
  /** Null where there is none. */
  text: string | null;
  /** It need not be read again before then; null where it may have changed. */
  fresh_until: Date | null;
}

/** What a ref of a repository of policies was last known to name. */
export interface PolicySourceTable {
  installation_id: number;
  /** `owner/name` in lower case. */
  repository: string;
  /** As the organisation's configuration has it. */
  ref: string;
  repository_id: number;
  commit_sha: string;
  /** It need not be asked for again before then; null where it may have moved. */
  fresh_until: Date | null;
}

/** A plan that a workflow made for a head. */
export interface PlanArtifactTable {
  repository_id: number;
  head_sha: string;
  artifact_id: number;
  run_id: number;
  name: string;
  /** As GitHub keeps it, compressed. */
  bytes: number;
  /** Why it does not count as the plan; null where it does. */
  refusal: string | null;
  found_at: Generated<Date>;
}

/** One group of the merge queue that we were asked about. */
export interface MergeGroupTable {
  repository_id: number;
  head_sha: string;
  state: "open" | "void";
  /** Numbers of the pull requests whose commits lie in it, as JSON text. */
  members: Generated<string>;
}

/** One check run that we created. */
export interface CheckRunTable {
  id: number;
  repository_id: number;
  head_sha: string;
  name: string;
  pull_request_id: number;
  generation: number;
  status: "in_progress" | "completed";
  /** What this pull request alone deserves; null while in progress. */
  conclusion: string | null;
  /** What GitHub shows: the worst of all open pull requests with this head; null while in progress. */
  shown: string | null;
  /** How many annotations it has already. */
  annotations: number;
}

/** One file content, kept by its SHA for one repository (never shared between repositories). */
export interface BlobTable {
  repository_id: number;
  sha: string;
  content: Uint8Array;
  size: number;
  used_at: Generated<Date>;
}

/** One listing of a git tree, compressed JSON. */
export interface TreeTable {
  repository_id: number;
  sha: string;
  entries: Uint8Array;
  size: number;
  used_at: Generated<Date>;
}

/** One installation, as far as the queue has to know it. */
export interface InstallationTable {
  installation_id: number;
  /** Turn of its last job; see `takeTurn`. */
  turn: number;
  /** GitHub's rate limit ends then; null where none was met. */
  paused_until: Date | null;
}

/** One recurring sweep that a single process at a time does. */
export interface SweepTable {
  name: string;
  /** Everything before this time was looked at; null before the first. */
  reached: Date | null;
  leased_until: Date;
}

/** One repository that the reconciler has looked at. */
export interface RepositoryTable {
  repository_id: number;
  installation_id: number;
  reconciled_at: Date;
}

/** The turn that the workers are at: one row. */
export interface QueueTurnTable {
  is_only: Generated<boolean>;
  turn: number;
}

/** Every table of the store. */
export interface Tables {
  delivery: DeliveryTable;
  pull_request: PullRequestTable;
  check_run: CheckRunTable;
  blob: BlobTable;
  tree: TreeTable;
  installation: InstallationTable;
  queue_turn: QueueTurnTable;
  sweep: SweepTable;
  repository: RepositoryTable;
  waiver: WaiverTable;
  approval: ApprovalTable;
  audit: AuditTable;
  organisation: OrganisationTable;
  merge_group: MergeGroupTable;
  policy_source: PolicySourceTable;
  plan_artifact: PlanArtifactTable;
}

/** A connection or an open transaction: functions that take it work in both. */
export type Database = Kysely<Tables>;

/** An open transaction. */
export type DatabaseTransaction = Transaction<Tables>;
