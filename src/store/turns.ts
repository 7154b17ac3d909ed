import { sql } from "kysely";

import type { StoredPullRequest } from "./pull-requests.ts";
import type { Database } from "./tables.ts";

/**
 * Fairness between installations: start-time fair queueing. Each job takes the turn after its installation's last one,
 * but none before the turn that the workers are at; the lowest turn is worked first. So an organisation with ten
 * thousand jobs takes as many turns, and another's first job stands beside the next of them, not behind the last.
 */
export async function takeTurn(db: Database, installation: number): Promise<number> {
  const { rows } = await sql<{ readonly turn: number }>`
    insert into tollgate.installation (installation_id, turn)
    values (${installation}, (select turn + 1 from tollgate.queue_turn))
    on conflict (installation_id) do update
    set turn = greatest(installation.turn, (select turn from tollgate.queue_turn)) + 1
    returning turn`.execute(db);
  return rows[0]?.turn ?? 0;
}

/** Puts off every job of an installation: GitHub has told it to wait. A shorter wait never replaces a longer one. */
export async function pauseInstallation(db: Database, installation: number, until: Date): Promise<void> {
  await sql`
    insert into tollgate.installation (installation_id, turn, paused_until) values (${installation}, 0, ${until})
    on conflict (installation_id) do update set paused_until = greatest(installation.paused_until, ${until})`.execute(
    db,
  );
}

/** For whom a job works: a pull request, or an installation alone. */
export type TurnOf = { readonly pull_request_id: number } | { readonly installation_id: number };

/** What has to be known when a job's turn has come. */
export interface BegunTurn {
  /** Undefined where the job is for none, or the store has lost it. */
  readonly row: StoredPullRequest | undefined;
  /** Until when the installation's jobs have to wait; null where they need not. */
  readonly pause: Date | null;
}

/**
 * Notes that a job of this turn was begun, so that no later job takes an earlier one, and reads what it works for. `now`
 * is the time of the question.
 */
export async function beginTurn(db: Database, turn: number, of: TurnOf, now: Date): Promise<BegunTurn> {
  const noting = db.with("noted", (note) => note.updateTable("queue_turn").set({ turn }).where("turn", "<", turn));
  if ("installation_id" in of) {
    const found = await noting
      .selectFrom("installation")
      .select("paused_until")
      .where("installation_id", "=", of.installation_id)
      .executeTakeFirst();
    return { row: undefined, pause: later(found?.paused_until, now) };
  }
  const found = await noting
    .selectFrom("pull_request")
    .leftJoin("installation", "installation.installation_id", "pull_request.installation_id")
    .selectAll("pull_request")
    .select("installation.paused_until")
    .where("pull_request.id", "=", of.pull_request_id)
    .executeTakeFirst();
  if (found === undefined) return { row: undefined, pause: null };
  const { paused_until, ...row } = found;
  return { row, pause: later(paused_until, now) };
}

function later(until: Date | null | undefined, now: Date): Date | null {
  return until !== null && until !== undefined && until > now ? until : null;
}
