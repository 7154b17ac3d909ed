import type { Job } from "../job.ts";
import { spanOf, type Span } from "../scenario.ts";

const bounds = { min: 0, max: 10_000_000 };

/**
 * Between which numbers Application Auto Scaling keeps a dimension of the resource, such as
 * `dynamodb:table:ReadCapacityUnits`; as many as are declared where no target says so. `named` narrows several targets
 * of one dimension (the indexes of a table) by the end of their `resource_id`.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export function scaledDimension(job: Job, dimension: string, declared: number, named = ""): Span {
  const target = job.others
    .referring(job.resource, ["aws_appautoscaling_target"])
    .find(
      ({ values }) =>
        values.text("scalable_dimension") === dimension &&
        (named === "" || values.text("resource_id")?.endsWith(named) !== false),
    )?.values;
  if (target === undefined) return spanOf(declared, declared, declared);
  const least = target.number("min_capacity", { ...bounds, otherwise: declared });
  const most = target.number("max_capacity", { ...bounds, otherwise: declared });
  return spanOf(least, Math.max(declared, least), most);
}
