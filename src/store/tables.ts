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

/** What became of a delivery when it arrived. */
export type DeliveryOutcome = "queued" | "ignored" | "duplicate" | "outdated";

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

/** Every table of the store. */
export interface Tables {
  delivery: DeliveryTable;
  pull_request: PullRequestTable;
  check_run: CheckRunTable;
  blob: BlobTable;
  tree: TreeTable;
  installation: InstallationTable;
  sweep: SweepTable;
  repository: RepositoryTable;
}

/** A connection or an open transaction: functions that take it work in both. */
export type Database = Kysely<Tables>;

/** An open transaction. */
export type DatabaseTransaction = Transaction<Tables>;
