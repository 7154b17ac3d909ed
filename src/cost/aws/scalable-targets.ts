import type { Job } from "../job.ts";
import type { Neighbour } from "../neighbourhood.ts";
import { spanOf, type Span } from "../scenario.ts";

const bounds = { min: 0, max: 10_000_000 };

/** What a target keeps a dimension at, where the usage file says it of the target itself. */
const capacityKey = "capacity";

/**
 * Between which numbers Application Auto Scaling keeps a dimension of the resource, such as
 * `dynamodb:table:ReadCapacityUnits`; as many as are declared where no target says so. `named` narrows several targets
 * of one dimension (the indexes of a table) by the end of their `resource_id`. Expected is what the usage file tells of
 * the target, else the least; a service runs at least what it declares.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function scaledDimension(job: Job, dimension: string, declared: number, named = ""): Span {
  const target = targetOf(job, dimension, named);
  if (target === undefined) return spanOf(declared, declared, declared);
  const least = target.values.number("min_capacity", { ...bounds, otherwise: declared });
  const most = target.values.number("max_capacity", { ...bounds, otherwise: declared });
  const told = job.usageOf(target.resource).number(capacityKey);
  return spanOf(least, told ?? (dimension.startsWith("ecs:") ? Math.max(declared, least) : least), most);
}

/** Whether a target scales one of these dimensions of the resource. */
export function isScaled(job: Job, dimensions: ReadonlyArray<string>): boolean {
  return dimensions.some((dimension) => targetOf(job, dimension, "") !== undefined);
}

function targetOf(job: Job, dimension: string, named: string): Neighbour | undefined {
  return job.others
    .referring(job.resource, ["aws_appautoscaling_target"])
    .find(
      ({ values }) =>
        values.text("scalable_dimension") === dimension &&
        (named === "" || values.text("resource_id")?.endsWith(named) !== false),
    );
}
