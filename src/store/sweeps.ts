import { sql } from "kysely";

import type { Database } from "./tables.ts";

/** A recurring task that one process at a time does. */
export type SweepName = "redelivery" | "reconciliation";

/** A sweep that this process has begun. */
export interface Sweep {
  /** Everything before this time was looked at by an earlier one; null before the first. */
  readonly reached: Date | null;
}

/** Begins a sweep for so many seconds; null while another process does it or has just done it. */
export async function beginSweep(db: Database, name: SweepName, seconds: number): Promise<Sweep | null> {
  const { rows } = await sql<Sweep>`
    insert into tollgate.sweep (name, leased_until) values (${name}, now() + make_interval(secs => ${seconds}))
    on conflict (name) do update set leased_until = excluded.leased_until where sweep.leased_until <= now()
    returning reached`.execute(db);
  return rows[0] ?? null;
}

/** Notes that everything before this time was looked at. */
export async function noteSweep(db: Database, name: SweepName, reached: Date): Promise<void> {
  await db.updateTable("sweep").set({ reached }).where("name", "=", name).execute();
}
