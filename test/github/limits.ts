import { Refusal, type Caller } from "./call.ts";
import type { World } from "./world.ts";

/** What one installation (or App) may do in an hour, and has done. */
interface Bucket {
  used: number;
  /** Milliseconds since 1970. */
  reset: number;
}

/** Secondary limits as GitHub documents them; off unless a test wants them. */
export interface SecondaryLimits {
  /** Points a minute; a read is 1, a write 5. GitHub: 900. */
  readonly pointsPerMinute: number;
  /** Requests that create content a minute. GitHub: 80. */
  readonly contentPerMinute: number;
  /** Requests at one time. GitHub: 100. */
  readonly concurrent: number;
}

const hour = 60 * 60 * 1000;
const minute = 60 * 1000;

/** Counts requests by who makes them. */
export class Limits {
  readonly #world: World;
  readonly #perHour: number;
  readonly #secondary: SecondaryLimits | null;
  readonly #buckets = new Map<string, Bucket>();
  readonly #recent = new Map<string, { at: number; points: number; isContent: boolean }[]>();
  #underWay = 0;

  constructor(world: World, perHour: number, secondary: SecondaryLimits | null) {
    this.#world = world;
    this.#perHour = perHour;
    this.#secondary = secondary;
  }

  /** Uses up everything until so many seconds from now. */
  exhaust(caller: Caller, resource: string, resetIn: number): void {
    const bucket = this.#bucket(caller, resource);
    bucket.used = this.#perHour;
    bucket.reset = this.#world.now().getTime() + resetIn * 1000;
  }

  /** Counts one request. Throws a Refusal when the hourly limit is used up. */
  count(caller: Caller, resource: string): void {
    const bucket = this.#bucket(caller, resource);
    if (bucket.used >= this.#perHour) {
      const who = caller.kind === "installation" ? `installation ID ${caller.installation.id}` : "the app";
      throw new Refusal(
        403,
        `API rate limit exceeded for ${who}. If you reach out to GitHub Support for help, please include the request ID.`,
      );
    }
    bucket.used += 1;
  }

  /** A conditional request that was answered with 304 is free. */
  giveBack(caller: Caller, resource: string): void {
    this.#bucket(caller, resource).used -= 1;
  }

  headers(caller: Caller, resource: string): Record<string, string> {
    const status = this.status(caller, resource);
    return {
      "x-ratelimit-limit": String(status.limit),
      "x-ratelimit-remaining": String(status.remaining),
      "x-ratelimit-used": String(status.used),
      "x-ratelimit-reset": String(status.reset),
      "x-ratelimit-resource": resource,
    };
  }

  status(caller: Caller, resource: string) {
    const bucket = this.#bucket(caller, resource);
    return {
      limit: this.#perHour,
      used: bucket.used,
      remaining: this.#perHour - bucket.used,
      reset: Math.ceil(bucket.reset / 1000),
    };
  }

  /** Called when a request begins; the returned function when it has ended. Throws a Refusal over a secondary limit. */
  enter(caller: Caller, method: string): () => void {
    this.#underWay += 1;
    const leave = (): void => {
      this.#underWay -= 1;
    };
    if (!this.#secondary) return leave;
    const isWrite = method !== "GET" && method !== "HEAD";
    if (this.#underWay > this.#secondary.concurrent || this.#isOver(this.#secondary, key(caller, ""), isWrite)) {
      leave();
      throw secondaryLimit(60, 403);
    }
    return leave;
  }

  #isOver(secondary: SecondaryLimits, who: string, isWrite: boolean): boolean {
    const now = this.#world.now().getTime();
    const recent = (this.#recent.get(who) ?? []).filter((item) => item.at > now - minute);
    recent.push({ at: now, points: isWrite ? 5 : 1, isContent: isWrite });
    this.#recent.set(who, recent);
    const points = recent.reduce((sum, item) => sum + item.points, 0);
    return (
      points > secondary.pointsPerMinute || recent.filter((item) => item.isContent).length > secondary.contentPerMinute
    );
  }

  #bucket(caller: Caller, resource: string): Bucket {
    const now = this.#world.now().getTime();
    const name = key(caller, resource);
    const known = this.#buckets.get(name);
    if (known && known.reset > now) return known;
    const made = { used: 0, reset: now + hour };
    this.#buckets.set(name, made);
    return made;
  }
}

function key(caller: Caller, resource: string): string {
  if (caller.kind === "installation") return `installation ${caller.installation.id} ${resource}`;
  return caller.kind === "app" ? `app ${caller.app.id} ${resource}` : `nobody ${resource}`;
}

/** GitHub's answer to too many requests at once. */
export function secondaryLimit(retryAfter: number | null, status: 403 | 429): Refusal {
  const message =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID.";
  return new Refusal(status, message, {}, retryAfter === null ? {} : { "retry-after": String(retryAfter) });
}
