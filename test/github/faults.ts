import type { Dialect } from "./dialect.ts";

/** What goes wrong. */
export type FaultKind =
  /** An error page: JSON for most, HTML for 502 as GitHub's front sends it. */
  | { readonly kind: "error"; readonly status: 500 | 502 | 503 | 504 }
  /** Never answers; the connection stays open until the client gives up or the server is closed. */
  | { readonly kind: "hang" }
  /** The secondary (abuse) limit, with `retry-after` in seconds unless null. */
  | { readonly kind: "secondary-limit"; readonly retryAfter: number | null; readonly status?: 403 | 429 }
  /** The hourly limit is used up until so many seconds from now. */
  | { readonly kind: "primary-limit"; readonly resetIn: number }
  /** A tree is cut after so many entries and says so. */
  | { readonly kind: "truncated"; readonly entries: number }
  /** What was just made is not there yet. */
  | { readonly kind: "not-found" }
  /** 422, as for the head of a fork that has not arrived yet. */
  | { readonly kind: "no-commit" }
  /** 401 although the token is good: it is new and has not arrived everywhere, or just expired. */
  | { readonly kind: "bad-credentials" }
  /** 403 although the permission is there. */
  | { readonly kind: "forbidden" }
  /** The right answer, so many milliseconds late. */
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** The request is carried out and the connection cut before the answer. */
  | { readonly kind: "lost-response" }
  /** The connection is cut before the request is looked at. */
  | { readonly kind: "reset" }
  /** A pull request as it was before the last push. */
  | { readonly kind: "stale" }
  /** The JSON ends in the middle although the connection closes well. */
  | { readonly kind: "cut-body" }
  /** GraphQL: 200 with an error and without data. */
  | { readonly kind: "graphql-error"; readonly type: string; readonly message: string };

/** A fault that a test orders. */
export interface FaultOrder {
  /** The operation, e.g. `GET /repos/{owner}/{repo}/pulls/{pull_number}`, `POST /graphql`, or `*` for all. */
  readonly on: string;
  readonly fault: FaultKind;
  /** How many requests get it; default 1, Infinity for all. */
  readonly times?: number;
  /** The share of the requests that get it, 0 to 1, drawn from a fixed seed; default all of them. */
  readonly share?: number;
  /** How many requests are spared first; default 0. */
  readonly after?: number;
  /** Only requests whose path and query contain this. */
  readonly where?: string;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Standing {
  readonly order: FaultOrder;
  spared: number;
  left: number;
}

/** The faults that are ordered and not used up. */
export class Faults {
  /** How this GitHub differs from the right one. */
  dialect: Dialect = {};
  readonly #standing: Standing[] = [];
  readonly #draw = seededDraw(1);

  order(order: FaultOrder): void {
    this.#standing.push({ order, spared: order.after ?? 0, left: order.times ?? 1 });
  }

  clear(): void {
    this.#standing.length = 0;
  }

  /** The fault for this request, null for none; counts it. */
  take(operation: string, pathAndQuery: string): FaultKind | null {
    for (const standing of this.#standing) {
      const { on, where, fault } = standing.order;
      if ((on !== "*" && on !== operation) || standing.left <= 0) continue;
      if (where !== undefined && !pathAndQuery.includes(where)) continue;
      if (standing.spared > 0) {
        standing.spared -= 1;
        continue;
      }
      if (standing.order.share !== undefined && this.#draw() >= standing.order.share) continue;
      standing.left -= 1;
      return fault;
    }
    return null;
  }
}
