import type { PolicyLevels, Settings } from "../model/settings.ts";
import type { Waiver } from "../model/waiver.ts";

/** The last day of today's verdict: the first end of a waiver, or the day before a warning begins to deny. */
export function holdsUntil(settings: Settings, waivers: ReadonlyArray<Waiver>, clock: Date): string | null {
  const today = clock.toISOString().slice(0, 10);
  const levels: ReadonlyArray<PolicyLevels> = [
    settings.policies,
    settings.policies.organisation,
    settings.policies.floor ?? { presets: [], enforcement: {} },
  ];
  const begins = levels
    .flatMap(({ enforcement }) => Object.values(enforcement))
    .flatMap(({ deny_from }) => (deny_from !== null && deny_from > today ? [dayBefore(deny_from)] : []));
  const ends = waivers.map(({ until }) => until).filter((until) => until >= today);
  return [...begins, ...ends].sort()[0] ?? null;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
