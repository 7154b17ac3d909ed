import { sql } from "kysely";

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

/** Notes that a job of this turn was begun: no later job takes an earlier one. */
export async function noteTurn(db: Database, turn: number): Promise<void> {
  await sql`update tollgate.queue_turn set turn = ${turn} where turn < ${turn}`.execute(db);
}

/** Puts off every job of an installation: GitHub has told it to wait. A shorter wait never replaces a longer one. */
export async function pauseInstallation(db: Database, installation: number, until: Date): Promise<void> {
  await sql`
    insert into tollgate.installation (installation_id, turn, paused_until) values (${installation}, 0, ${until})
    on conflict (installation_id) do update set paused_until = greatest(installation.paused_until, ${until})`.execute(
    db,
  );
}

/** Until when an installation's jobs have to wait; null where they need not. `now` is the time of the question. */
export async function readPause(db: Database, installation: number, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom("installation")
    .select("paused_until")
    .where("installation_id", "=", installation)
    .executeTakeFirst();
  const until = row?.paused_until ?? null;
  return until !== null && until > now ? until : null;
}
