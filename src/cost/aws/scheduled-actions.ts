import { cronTimes } from "../cron-times.ts";
import type { Job } from "../job.ts";
import { spanOf, type Span } from "../scenario.ts";

/** Bounds and wish of an auto scaling group. */
export interface GroupSize {
  readonly least: number;
  readonly desired: number;
  readonly most: number;
}

/** A size that comes into force again and again; null leaves what is. */
interface PlannedSize {
  readonly least: number | null;
  readonly desired: number | null;
  readonly most: number | null;
  /** Minutes of the year. */
  readonly times: ReadonlyArray<number>;
}

/** More scheduled actions than this are not followed. */
const maxActions = 50;

const minutesAYear = 365 * 24 * 60;

/**
 * What scheduled actions make of a group's size: the average over a year, the least and the most. Null where there are
 * none. Actions without a recurrence happen once: they count for the bounds and not for the average.
 */
export function scheduledSpan(job: Job, size: GroupSize): { readonly span: Span; readonly told: string } | null {
  const name = job.values.text("name");
  const actions = job.others.referring(job.resource, ["aws_autoscaling_schedule"]);
  const named = job.others
    .ofTypes(["aws_autoscaling_schedule"])
    .filter(
      ({ resource, raw }) =>
        name !== null && raw["autoscaling_group_name"] === name && !actions.some((one) => one.resource === resource),
    );
  if (named.length > 0) job.notes.assume("Scheduled actions that name the group in plain text are not followed.");
  if (actions.length === 0) return null;
  if (actions.length > maxActions) {
    job.notes.assume(`Its ${actions.length} scheduled actions are not followed; at most ${maxActions} are.`);
    return null;
  }
  const planned = actions.map(({ resource, values }): PlannedSize => {
    const figure = (attribute: string): number | null => {
      const found = values.number(attribute, { min: -1, max: 10_000, otherwise: -1 });
      return found === -1 ? null : found;
    };
    const recurrence = values.text("recurrence");
    const times = recurrence === null ? [] : cronTimes(recurrence);
    if (times === null)
      job.notes.assume(`The recurrence of ${resource.address} is not understood; it counts for the bounds alone.`);
    return {
      least: figure("min_size"),
      desired: figure("desired_capacity"),
      most: figure("max_size"),
      times: times ?? [],
    };
  });
  return { span: spanUnder(size, planned), told: toldOf(averageOf(size, planned), planned) };
}

function toldOf(average: number, planned: ReadonlyArray<PlannedSize>): string {
  const recurring = planned.filter(({ times }) => times.length > 0).length;
  return recurring === 0
    ? `desired_capacity = ${average}`
    : `${average}, the average of ${recurring} scheduled actions`;
}

function spanUnder(size: GroupSize, planned: ReadonlyArray<PlannedSize>): Span {
  const least = Math.min(size.least, ...planned.flatMap((one) => one.least ?? one.desired ?? []));
  const most = Math.max(size.most, ...planned.flatMap((one) => one.most ?? one.desired ?? []));
  return spanOf(least, averageOf(size, planned), most);
}

/** The desired size over a year, which begins as it ends; with four decimals. */
function averageOf(size: GroupSize, planned: ReadonlyArray<PlannedSize>): number {
  const events = planned
    .flatMap((plan, order) => plan.times.map((time) => ({ time, plan, order })))
    .sort((a, b) => a.time - b.time || a.order - b.order);
  if (events.length === 0) return size.desired;
  let now = size;
  for (const { plan } of events) now = after(now, plan);
  let [total, since] = [0, 0];
  for (const { time, plan } of events) {
    total += now.desired * (time - since);
    since = time;
    now = after(now, plan);
  }
  total += now.desired * (minutesAYear - since);
  return Math.round((total / minutesAYear) * 10_000) / 10_000;
}

/** A wish outside of the bounds is moved into them, as the group does it. */
function after(now: GroupSize, plan: PlannedSize): GroupSize {
  const least = plan.least ?? now.least;
  const most = Math.max(least, plan.most ?? now.most);
  return { least, most, desired: Math.min(most, Math.max(least, plan.desired ?? now.desired)) };
}
