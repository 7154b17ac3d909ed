import type { GitHub } from "./client.ts";
import { GitHubError } from "./errors.ts";

/** What one look through GitHub's log of deliveries came to. */
export interface Redelivery {
  /** How many events GitHub was asked to deliver again. */
  readonly requested: number;
  /** False where the log is longer than one look goes back: deliveries before it were not seen. */
  readonly isComplete: boolean;
}

/** Pages of 100 deliveries that one look reads. */
const maxPages = 50;

/** Requests for another delivery in one look; the next look goes on. */
const maxRequests = 500;

/** An event that failed so often is not asked for again: what refuses it will go on refusing it. */
const maxAttempts = 5;

interface Logged {
  readonly newest: number;
  readonly attempts: number;
  readonly isDelivered: boolean;
}

/**
 * Asks GitHub to deliver again what since then reached nobody: events of which no attempt was answered with success.
 * GitHub itself never repeats a delivery; it can for three days, and its log is read newest first.
 * Throws GitHubError.
 */
export async function redeliverFailed(github: GitHub, since: Date): Promise<Redelivery> {
  const { events, isComplete } = await readLog(github, since);
  const lost = [...events.values()]
    .filter((event) => !event.isDelivered && event.attempts < maxAttempts)
    .slice(0, maxRequests);
  let requested = 0;
  for (const { newest } of lost) requested += (await requestDelivery(github, newest)) ? 1 : 0;
  return { requested, isComplete: isComplete && lost.length < maxRequests };
}

/** False where GitHub no longer has it, or finds it too old. */
async function requestDelivery(github: GitHub, id: number): Promise<boolean> {
  try {
    await github.call((octokit) => octokit.rest.apps.redeliverWebhookDelivery({ delivery_id: id }));
    return true;
  } catch (error) {
    if (error instanceof GitHubError && (error.trouble === "refused" || error.trouble === "missing")) return false;
    throw error;
  }
}

async function readLog(
  github: GitHub,
  since: Date,
): Promise<{ readonly events: ReadonlyMap<string, Logged>; readonly isComplete: boolean }> {
  const events = new Map<string, Logged>();
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const from: { cursor?: string } = cursor === null ? {} : { cursor };
    const { data, headers } = await github.call((octokit) =>
      octokit.rest.apps.listWebhookDeliveries({ per_page: 100, ...from }),
    );
    for (const { guid, id, status_code, delivered_at } of data) {
      if (new Date(delivered_at) < since) return { events, isComplete: true };
      const known = events.get(guid) ?? { newest: id, attempts: 0, isDelivered: false };
      const isDelivered = known.isDelivered || (status_code >= 200 && status_code < 300);
      events.set(guid, { newest: Math.max(known.newest, id), attempts: known.attempts + 1, isDelivered });
    }
    cursor = nextCursor(headers.link);
    if (cursor === null) return { events, isComplete: true };
  }
  return { events, isComplete: false };
}

/** The cursor of the next page, from a Link header. */
function nextCursor(link: string | undefined): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return next !== undefined && URL.canParse(next) ? new URL(next).searchParams.get("cursor") : null;
}
