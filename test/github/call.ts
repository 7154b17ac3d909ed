import type { FaultKind } from "./faults.ts";
import type { App, Comment, Installation, Permissions, Repository, World } from "./world.ts";

/** Who makes a request, after the credentials were checked. */
export type Caller =
  | { readonly kind: "nobody" }
  | { readonly kind: "app"; readonly app: App }
  | {
      readonly kind: "installation";
      readonly app: App;
      readonly installation: Installation;
      readonly permissions: Permissions;
      /** Ids that the token was narrowed to; null for all that the installation sees. */
      readonly repositories: ReadonlySet<number> | null;
      readonly tokenId: string;
    };

/** One request after every check that is common to all. */
export interface Call {
  readonly world: World;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string | number>>;
  readonly query: Readonly<Record<string, string | number | boolean>>;
  readonly body: unknown;
  readonly accept: string;
  /** Full URL as the client asked for it, for the `Link` header. */
  readonly url: URL;
  /** A fault that the route itself must show (a truncated tree, a stale head). */
  readonly fault: FaultKind | null;
  readonly events: Events;
  /** Remembers that the client did something that GitHub takes but that is a mistake. */
  readonly complain: (message: string) => void;
}

/** What routes tell the rest: GitHub sends webhooks for what Apps do, too. */
export interface Events {
  readonly emit: (event: GitHubEvent) => void;
  readonly redeliver: (deliveryId: number) => boolean;
  readonly deliveries: (app: App) => ReadonlyArray<Delivery>;
}

export type GitHubEvent =
  | { readonly kind: "check_run"; readonly action: "created" | "completed" | "rerequested"; readonly runId: number }
  | {
      readonly kind: "issue_comment";
      readonly action: "created" | "edited" | "deleted";
      readonly comment: Comment;
      readonly before?: string;
    };

/** One attempt to deliver a webhook. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly deliveredAt: Date;
  readonly isRedelivery: boolean;
  /** Seconds. */
  readonly duration: number;
  readonly status: string;
  readonly statusCode: number;
  readonly url: string;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly payload: unknown };
  readonly response: { readonly headers: Readonly<Record<string, string>>; readonly payload: string | null };
}

/** What a route answers. `bytes` is sent as it is, `body` as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly bytes?: { readonly type: string; readonly content: Buffer };
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub says no. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.status = status;
    this.body = { message, ...extra, documentation_url: "https://docs.github.com/rest", status: String(status) };
    this.headers = headers;
  }
}

export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

/** The permission that an operation needs, and the level; several where either is enough. */
export interface Need {
  readonly anyOf: ReadonlyArray<string>;
  readonly level: "read" | "write";
}

/** How one operation is answered. */
export interface Route {
  /** `app` needs the App's own JWT, `anybody` nothing, `token` an installation token; the rest a permission on the repository. */
  readonly needs: "app" | "anybody" | "token" | Need;
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}

export function read(...anyOf: ReadonlyArray<string>): Need {
  return { anyOf, level: "read" };
}

export function write(...anyOf: ReadonlyArray<string>): Need {
  return { anyOf, level: "write" };
}

/** The repository that the path names, if the caller may know of it. */
export function repositoryOf(call: Call): Repository {
  const repository = call.world.repository(String(call.params["owner"]), String(call.params["repo"]));
  if (!repository || !isVisible(call.caller, repository)) throw notFound();
  return repository;
}

export function isVisible(caller: Caller, repository: Repository): boolean {
  if (!repository.isPrivate) return true;
  return caller.kind === "installation" && isInstalledOn(caller, repository);
}

export function isInstalledOn(caller: Caller & { kind: "installation" }, repository: Repository): boolean {
  const { installation, repositories } = caller;
  if (installation.account !== repository.owner) return false;
  if (installation.repositories !== null && !installation.repositories.has(repository.id)) return false;
  return repositories === null || repositories.has(repository.id);
}

/** One page of a list with its `Link` header. `per_page` above 100 silently is 100, as at GitHub. */
export function page<T>(
  call: Call,
  items: ReadonlyArray<T>,
): { readonly items: ReadonlyArray<T>; readonly headers: Record<string, string> } {
  const size = Math.min(100, Math.max(1, Number(call.query["per_page"] ?? 30)));
  const number = Math.max(1, Number(call.query["page"] ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, rel: string): string => {
    const url = new URL(call.url);
    url.searchParams.set("page", String(target));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, "prev")] : []),
    ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
    ...(number > 1 ? [link(1, "first")] : []),
  ];
  return {
    items: items.slice((number - 1) * size, number * size),
    headers: links.length === 0 ? {} : { link: links.join(", ") },
  };
}

/** GitHub counts code points, not UTF-16 units. */
export function characters(text: string): number {
  return Array.from(text).length;
}
