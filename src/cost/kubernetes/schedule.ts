/** Days of a month in every estimate: 730 hours. */
const days = 730 / 24;

/**
 * How often a cron expression of five fields comes up in a month of 730 hours; null for what is none. Days of the month
 * and of the week together mean either, as cron has it.
 */
export function runsAMonth(expression: string): number | null {
  const named: Readonly<Record<string, string>> = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
  };
  const trimmed = expression.trim().replace(/^(?:CRON_TZ|TZ)=\S+\s+/, "");
  const fields = (Object.hasOwn(named, trimmed) ? (named[trimmed] ?? "") : trimmed).split(/\s+/);
  if (fields.length !== 5) return null;
  const [minutes, hours, monthDays, months, weekDays] = fields.map(
    (field, index) => cronValues(field, index)?.size ?? null,
  );
  if (!minutes || !hours || !monthDays || !months || !weekDays) return null;
  const ofMonth = monthDays / 31;
  const ofWeek = weekDays / 7;
  const [isAnyDay, isAnyWeekDay] = [fields[2] === "*", fields[4] === "*"];
  const share = isAnyDay || isAnyWeekDay ? ofMonth * ofWeek : ofMonth + ofWeek - ofMonth * ofWeek;
  // A single day of the month comes once, whatever a month's length.
  const dayCount = isAnyWeekDay && !isAnyDay ? Math.min(monthDays, days) : share * days;
  return minutes * hours * dayCount * (months / 12);
}

/** First and last value of minutes, hours, days, months and weekdays. */
const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The values that a field lets through: of minutes, hours, days, months (from 1) and weekdays; null for none. */
export function cronValues(field: string, index: number): ReadonlySet<number> | null {
  const [first, last] = bounds[index] ?? [0, 0];
  const values = new Set<number>();
  for (const piece of field.toLowerCase().split(",")) {
    const found = /^(?:(?<any>[*?])|(?<from>[a-z\d]{1,3})(?:-(?<to>[a-z\d]{1,3}))?)(?:\/(?<step>\d{1,2}))?$/.exec(
      piece,
    )?.groups;
    if (found === undefined) return null;
    const start = found["any"] === undefined ? valueOf(found["from"], index) : first;
    const step = Number(found["step"] ?? 1);
    const isOpen = found["any"] !== undefined || (found["step"] !== undefined && found["to"] === undefined);
    const end = isOpen ? last : found["to"] === undefined ? start : valueOf(found["to"], index);
    // 7 is Sunday too.
    const top = index === 4 ? 7 : last;
    if (!(start >= first && start <= end && end <= top && step >= 1)) return null;
    for (let value = start; value <= end; value += step) values.add(index === 4 ? value % 7 : value);
  }
  return values;
}

function valueOf(text: string | undefined, index: number): number {
  const names = index === 3 ? monthNames : index === 4 ? dayNames : [];
  const name = names.indexOf(text ?? "");
  return name === -1 ? Number(text) : name + (index === 3 ? 1 : 0);
}
