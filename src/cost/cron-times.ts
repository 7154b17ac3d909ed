import { cronValues } from "./kubernetes/schedule.ts";

/** Days of each month of a year without a leap day, the year in which schedules are followed. */
const months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A schedule that comes up more often in a day than this is none of a size. */
const maxTimesADay = 48;

/**
 * The minutes of a year in which a cron expression of five fields comes up; the year begins on a Monday. Null for what
 * is no expression, or comes up all the time.
 */
export function cronTimes(expression: string): ReadonlyArray<number> | null {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minutes, hours, days, inMonths, weekDays] = fields.map((field, index) => cronValues(field, index));
  if (!minutes || !hours || !days || !inMonths || !weekDays || minutes.size * hours.size > maxTimesADay) return null;
  const isOpen = [fields[2], fields[4]].map((field) => field === "*");
  const inDay = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute));
  const times: number[] = [];
  let day = 0;
  for (const [month, length] of months.entries()) {
    for (let date = 1; date <= length; date++, day++) {
      const [byDate, byWeekDay] = [days.has(date), weekDays.has((day + 1) % 7)];
      const either = isOpen[0] === true || isOpen[1] === true ? byDate && byWeekDay : byDate || byWeekDay;
      if (either && inMonths.has(month + 1)) times.push(...inDay.map((minute) => day * 24 * 60 + minute));
    }
  }
  return times;
}
