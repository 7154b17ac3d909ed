/** What policies may ask of a pull request, beyond what identifies it. */
export interface PullRequestDetails {
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly draft: boolean;
  readonly labels: ReadonlyArray<string>;
  /** The base branch's tip as the event has it; the review reads the tip anew. */
  readonly base_sha: string;
  readonly head_ref: string;
  readonly default_branch: string;
}

/** What an event says of a pull request. */
export interface PullRequestFacts {
  readonly installation_id: number;
  readonly repository_id: number;
  readonly owner: string;
  readonly name: string;
  readonly number: number;
  readonly base_ref: string;
  readonly head_sha: string;
  /** The head that this push replaced; null where the event does not say. */
  readonly previous_head_sha: string | null;
  /** GitHub's time of the event's state, ISO 8601. */
  readonly updated_at: string;
  /** Who pushed or opened, as the event has it; null where it does not say. */
  readonly sender?: string | null;
  /** Whether the head lies in another repository. */
  readonly is_fork?: boolean;
  readonly details: PullRequestDetails;
}

/** What a delivery asks for. */
export type Wanted =
  | {
      readonly kind: "review";
      readonly pull_request: PullRequestFacts;
      readonly is_opening: boolean;
    }
  | {
      readonly kind: "closed";
      readonly repository_id: number;
      readonly number: number;
      /** GitHub's time of the event's state, ISO 8601. */
      readonly updated_at: string;
      /** All that the event says: what opened it may arrive later. */
      readonly pull_request?: PullRequestFacts;
    }
  | {
      readonly kind: "rerun";
      readonly installation_id: number;
      readonly repository_id: number;
      readonly owner: string;
      readonly name: string;
      readonly head_sha: string;
      /** Pull requests that the event names; empty for forks. */
      readonly numbers: ReadonlyArray<number>;
    }
  | {
      /** The installation has repositories that we may not know: its open pull requests are looked for. */
      readonly kind: "reconcile";
      readonly installation_id: number;
    }
  | { readonly kind: "uninstalled"; readonly installation_id: number }
  /** Repositories that the installation may not see any more. */
  | {
      readonly kind: "withdrawn";
      readonly installation_id: number;
      readonly repository_ids: ReadonlyArray<number>;
    }
  | GateWanted;

/** Where an event happened. */
export interface EventOrigin {
  readonly installation_id: number;
  readonly repository_id: number;
  readonly owner: string;
  readonly name: string;
}

/** One run of a workflow, as far as it tells who chose what it did. */
export interface WorkflowRun {
  readonly run_id: number;
  /** The event that started it. */
  readonly run_event: string;
  /** Name and file of the workflow. */
  readonly workflow: string;
  readonly head_sha: string;
  readonly head_branch: string;
  /** Branches that its pull requests are for; empty where GitHub does not say. */
  readonly base_refs: ReadonlyArray<string>;
}

/** What people and branches ask of the gate, beside changes themselves. */
export type GateWanted =
  | (EventOrigin & {
      readonly kind: "command";
      readonly number: number;
      readonly actor: string;
      /** The line as it was written. */
      readonly line: string;
      /** The comment to react to; null for a button. */
      readonly comment_id: number | null;
      /** Names the request: it is followed once. */
      readonly source: string;
    })
  /** Somebody's review may have given or taken consent. */
  | { readonly kind: "consent"; readonly repository_id: number; readonly number: number }
  /** A branch that pull requests are for has another tip. */
  | (EventOrigin & {
      readonly kind: "pushed";
      /** Name of the branch; of a tag the whole ref, `refs/tags/v1`. */
      readonly branch: string;
      /** Paths that differ; null where the event does not have them all. */
      readonly paths: ReadonlyArray<string> | null;
      readonly default_branch: string;
    })
  /** A workflow ended well: it may have made a plan. */
  | (EventOrigin & { readonly kind: "workflow-run"; readonly default_branch: string } & WorkflowRun)
  /** Another name, or another owner. */
  | (EventOrigin & { readonly kind: "renamed"; readonly is_transfer: boolean })
  | { readonly kind: "archived"; readonly repository_id: number }
  | (EventOrigin & {
      readonly kind: "merge-group";
      readonly action: "checks_requested" | "destroyed";
      readonly head_sha: string;
      readonly base_sha: string;
      /** Name of the branch that it is for. */
      readonly base_ref: string;
      readonly default_branch: string;
    });
