import { createHash, type KeyObject } from "node:crypto";
import type { GitRepository } from "./git.ts";

/** A user, an organisation or an App's bot. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Organization" | "Bot";
}

/** What a collaborator may do, as `role_name` says it. */
export type Role = "admin" | "maintain" | "write" | "triage" | "read" | "none";

export interface Repository {
  readonly id: number;
  /** Changes when it is transferred. */
  owner: Account;
  name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly git: GitRepository;
  readonly parent: Repository | null;
  /** Login → role. */
  readonly roles: Map<string, Role>;
  readonly protectedBranches: Set<string>;
  readonly createdAt: Date;
  pushedAt: Date;
  /** Issues and pull requests share their numbers. */
  lastNumber: number;
}

export interface Review {
  readonly id: number;
  readonly author: Account;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  readonly sha: string;
  readonly at: Date;
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  readonly createdAt: Date;
  readonly head: { readonly repository: Repository; readonly ref: string; sha: string };
  readonly base: { ref: string; sha: string };
  readonly reviews: Review[];
  title: string;
  body: string | null;
  state: "open" | "closed";
  isDraft: boolean;
  mergedAt: Date | null;
  updatedAt: Date;
  closedAt: Date | null;
  /** The head before the last push, for answers that lag behind. */
  previousHead: string | null;
}

/** A run of a workflow that has ended. */
export interface WorkflowRun {
  readonly id: number;
  readonly repository: Repository;
  readonly name: string;
  readonly path: string;
  /** What started it. */
  readonly event: string;
  readonly conclusion: "success" | "failure" | "cancelled";
  readonly headSha: string;
  readonly headBranch: string;
  readonly pulls: ReadonlyArray<PullRequest>;
  readonly at: Date;
}

/** What a workflow run left behind. */
export interface Artifact {
  readonly id: number;
  readonly run: WorkflowRun;
  readonly name: string;
  /** The zip archive. */
  readonly content: Buffer;
  /** What GitHub says of its size, where that is not so. */
  readonly claimedBytes: number | null;
  isExpired: boolean;
  readonly createdAt: Date;
}

/** A comment on a line of a pull request's diff. */
export interface ReviewComment {
  readonly id: number;
  readonly repository: Repository;
  readonly number: number;
  readonly author: Account;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | null;
  readonly sha: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** What was uploaded to code scanning. */
export interface Sarif {
  readonly repository: Repository;
  readonly sha: string;
  readonly ref: string;
  readonly text: string;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckSuite {
  readonly id: number;
  readonly app: App;
  readonly repository: Repository;
  readonly sha: string;
  readonly branch: string | null;
  readonly before: string | null;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  readonly annotations: Annotation[];
  name: string;
  externalId: string;
  detailsUrl: string | null;
  status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  conclusion: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  output: { title: string | null; summary: string | null; text: string | null };
  actions: ReadonlyArray<CheckAction>;
}

export interface Reaction {
  readonly id: number;
  readonly user: Account;
  readonly content: string;
  readonly at: Date;
}

export interface Comment {
  readonly id: number;
  readonly repository: Repository;
  readonly number: number;
  readonly author: Account;
  readonly app: App | null;
  readonly createdAt: Date;
  readonly reactions: Reaction[];
  /** How often it was edited, for tests of editing in place. */
  edits: number;
  body: string;
  updatedAt: Date;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly repository: Repository;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly at: Date;
}

/** Permission name → `read` or `write`, e.g. `{checks: "write"}`. */
export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

export interface App {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly publicKey: KeyObject;
  /** PEM, PKCS #1 as GitHub hands it out. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly permissions: Permissions;
  readonly events: ReadonlyArray<string>;
  readonly createdAt: Date;
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly createdAt: Date;
  permissions: Permissions;
  /** Null means all repositories of the account. */
  repositories: Set<number> | null;
  suspendedAt: Date | null;
  isDeleted: boolean;
}

export interface Team {
  readonly id: number;
  readonly organization: Account;
  readonly slug: string;
  readonly name: string;
  readonly members: Map<string, "member" | "maintainer">;
}

/** Everything that this GitHub knows. */
export class World {
  readonly accounts = new Map<string, Account>();
  readonly repositories: Repository[] = [];
  readonly pulls: PullRequest[] = [];
  readonly apps: App[] = [];
  readonly installations: Installation[] = [];
  readonly workflowRuns: WorkflowRun[] = [];
  readonly artifacts: Artifact[] = [];
  readonly suites: CheckSuite[] = [];
  readonly runs: CheckRun[] = [];
  readonly comments: Comment[] = [];
  readonly statuses: Status[] = [];
  readonly reviewComments: ReviewComment[] = [];
  readonly sarifs: Sarif[] = [];
  readonly teams: Team[] = [];
  /** Ids (`jti`) of installation tokens that were revoked. */
  readonly revokedTokens = new Set<string>();
  /** Where the REST API answers, without a slash at the end. */
  apiUrl = "";
  /** Where the web pages would be. */
  htmlUrl = "";
  #lastId = 1000;
  readonly #clock: () => Date;
  #offset = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  now(): Date {
    return new Date(this.#clock().getTime() + this.#offset);
  }

  /** Moves this GitHub's clock forward; tokens expire, limits reset. */
  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** The account of that name, made if it is not there. */
  account(login: string, type: Account["type"] = "User"): Account {
    const known = this.accounts.get(login.toLowerCase());
    if (known) return known;
    const made: Account = { id: this.nextId(), login, type };
    this.accounts.set(login.toLowerCase(), made);
    return made;
  }

  /** Names are compared as GitHub does, without case. */
  repository(owner: string, name: string): Repository | null {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.repositories.find((item) => fullName(item).toLowerCase() === wanted) ?? null;
  }

  pull(repository: Repository, number: number): PullRequest | null {
    return this.pulls.find((item) => item.repository === repository && item.number === number) ?? null;
  }

  /** The installation of an App that sees a repository; null where there is none. */
  installationOf(app: App, repository: Repository): Installation | null {
    return this.installations.find((item) => item.app === app && seesRepository(item, repository)) ?? null;
  }
}

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

export function seesRepository(installation: Installation, repository: Repository): boolean {
  if (installation.isDeleted || installation.account !== repository.owner) return false;
  return installation.repositories === null || installation.repositories.has(repository.id);
}

export function isFork(pull: PullRequest): boolean {
  return pull.head.repository !== pull.repository;
}

/** GitHub's opaque global id. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_kwDO${Buffer.from(String(id)).toString("base64url")}`;
}

/** The same text gives the same number: for ids that nobody looks up. */
export function stableNumber(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}

/** GitHub's dates have no milliseconds. */
export function iso(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function isoOrNull(date: Date | null): string | null {
  return date === null ? null : iso(date);
}
