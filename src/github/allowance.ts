import { LRUCache } from "lru-cache";

/** What an installation has left of GitHub's hourly limit. */
export interface Allowance {
  /** Requests until `reset`. */
  readonly remaining: number;
  /** Requests an hour. */
  readonly limit: number;
  /** When the limit begins anew. */
  readonly reset: Date;
}

/** What GitHub's answers say about limits, by installation; in memory, for every answer says it again. */
export interface Allowances {
  /** `fetch` that notes what the answers to this installation say. */
  readonly noting: (installation: number, send: typeof fetch) => typeof fetch;
  /** What an installation has left; null where nothing is known, or the limit has begun anew since. */
  readonly of: (installation: number, now: Date) => Allowance | null;
}

/**
 * Requests kept back, as a share of the hour's limit and at least, but never more than a tenth of it: they tell pull
 * requests how long they wait.
 */
const reservedShare = 0.02;
const reservedLeast = 50;
const reservedMost = 0.1;

/** Nothing is sent any more below this many, or this share of a small limit: requests that are under way may use them. */
const lastRequests = 10;
const lastShare = 0.02;

/** Remembers the newest answer of each installation. */
export function createAllowances(): Allowances {
  const known = new LRUCache<number, Allowance>({ max: 10_000 });
  return {
    noting: (installation, send) => async (url, init) => {
      const response = await send(url, init);
      const allowance = readAllowance(response.headers);
      if (allowance !== null) known.set(installation, allowance);
      return response;
    },
    of: (installation, now) => {
      const allowance = known.get(installation) ?? null;
      return allowance !== null && allowance.reset > now ? allowance : null;
    },
  };
}

/** Only the limit of REST counts: GraphQL has one of its own, and its work can be done by REST. */
function readAllowance(headers: Headers): Allowance | null {
  const [remaining, limit, reset] = ["remaining", "limit", "reset"].map((name) =>
    Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN),
  );
  if ((headers.get("x-ratelimit-resource") ?? "core") !== "core") return null;
  if (remaining === undefined || limit === undefined || reset === undefined) return null;
  if (![remaining, limit, reset].every(Number.isFinite)) return null;
  return { remaining, limit, reset: new Date(reset * 1000) };
}

function reserveOf({ limit }: Allowance): number {
  return Math.min(Math.max(reservedLeast, limit * reservedShare), limit * reservedMost);
}

/** Until when work has to wait because only the reserve is left; null where there is more. */
export function reserveUntil(allowance: Allowance | null): Date | null {
  if (allowance === null || allowance.remaining > reserveOf(allowance)) return null;
  return new Date(allowance.reset.getTime() + 1000);
}

/** Whether the reserve still allows telling a pull request that it waits. */
export function canTell(allowance: Allowance | null): boolean {
  if (allowance === null || reserveUntil(allowance) === null) return false;
  return allowance.remaining > Math.min(lastRequests, allowance.limit * lastShare);
}
