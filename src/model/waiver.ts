/** A recorded exception: it names a policy, a reason, who granted it and a day when it ends. */
export interface Waiver {
  readonly policy: string;
  readonly project: string | null;
  readonly address: string | null;
  readonly fingerprint: string | null;
  readonly reason: string;
  readonly granted_by: string;
  /** Last day that it holds, `YYYY-MM-DD`, UTC. */
  readonly until: string;
  /** How many findings it covers; null for any number. */
  readonly covers: number | null;
  /** Where it stands; null for one that was granted by a command. */
  readonly place: { readonly path: string; readonly line: number | null } | null;
}

/** Whether a text names a day of the calendar, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day so many days after the clock's, UTC, `YYYY-MM-DD`. */
export function daysLater(clock: Date, days: number): string {
  return new Date(clock.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
