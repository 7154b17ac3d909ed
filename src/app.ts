import type { AppParts } from "./app/parts.ts";
import { perform } from "./app/perform.ts";
import { actionOf } from "./github/events.ts";
import type { IncomingEvent } from "./github/front-door.ts";
import { readWholeEvent } from "./github/whose-event.ts";
import { openInbox, type Inbox } from "./store/inbox.ts";
import type { Attempt } from "./store/queue.ts";

export type { CheckPolicies, PolicyTargets, TrialBudget } from "./app/policy-trial.ts";
export type { AppLog, AppMetrics, AppParts, ReviewContext, ReviewOutcome, ReviewPullRequest } from "./app/parts.ts";

/** The App: what arrives is kept, and what is kept is worked off. */
export interface App {
  readonly receive: (event: IncomingEvent) => Promise<string>;
  readonly perform: (attempt: Attempt) => Promise<void>;
  /** Takes up deliveries that a process which died had stored and not queued. */
  readonly recover: () => Promise<void>;
  /** Resolves when every delivery that was answered is queued. */
  readonly settled: () => Promise<void>;
}

/** Puts the App together. */
export function createApp(parts: AppParts): App {
  const inbox = openInbox(parts.store, parts.log, parts.metrics.received);
  return {
    receive: (event) => receive(parts, inbox, event),
    perform: (attempt) => perform(parts, attempt),
    recover: inbox.recover,
    settled: inbox.settled,
  };
}

async function receive({ github }: AppParts, inbox: Inbox, incoming: IncomingEvent): Promise<string> {
  const { guid, event, body_hash, payload } = incoming;
  const wanted = await readWholeEvent(github, incoming);
  return await inbox.take({ guid, event, action: actionOf(payload), body_hash, wanted });
}
