import { embeddedPriceBook } from "../src/cost/embedded-book.ts";
import { priceChanges } from "../src/cost/price-changes.ts";
import { noUsage } from "../src/cost/usage.ts";
import type { JsonObject, Resource } from "../src/model/resource.ts";
import { aChange, aResource } from "../test/cost/builders.ts";
import { median } from "./statistics.ts";

/**
 * `npm run bench:prices`: what pricing alone takes in one long-lived process, medians. Processor time stands beside the
 * clock's, because other work on the machine does not change it.
 */
const resources = 2000;
const runs = 15;

/** Kinds that a project has many of, those with ranges and those that look at others among them. */
const kinds: ReadonlyArray<readonly [type: string, values: JsonObject]> = [
  ["aws_instance", { instance_type: "t3.large", root_block_device: [{ volume_size: 8 }] }],
  ["aws_lambda_function", { memory_size: 512 }],
  ["aws_s3_bucket", { bucket: "logs" }],
  ["aws_db_instance", { engine: "mysql", instance_class: "db.t3.large", allocated_storage: 100 }],
  ["aws_dynamodb_table", { billing_mode: "PAY_PER_REQUEST" }],
  ["aws_iam_role", { name: "role" }],
  ["aws_lb", { load_balancer_type: "application" }],
];

type Shape = (values: JsonObject, index: number) => Partial<Resource>;

/** Each run has a project of its own, as each review of a server has; `salt` makes it unlike those before. */
function project(shape: Shape, salt: string): ReadonlyArray<Resource> {
  return Array.from({ length: resources }, (_, index) => {
    const [type, values] = kinds[index % kinds.length] ?? ["aws_iam_role", {}];
    const own = { ...values, tags: { name: `${salt}${index}` } };
    return aResource(type, own, { name: `r${index}`, ...shape(own, index) });
  });
}

const same: Shape = (values) => ({ before: values, action: "none" });
const one: Shape = (values, index) =>
  index === 0 ? { before: { ...values, instance_type: "t3.small" }, action: "update" } : same(values, index);

function measure(name: string, shape: Shape, isFresh: boolean): void {
  const request = { book: embeddedPriceBook(), usage: noUsage };
  const figures = Array.from({ length: runs }, (_, run) => {
    const change = aChange(project(shape, isFresh ? `${name}${run}-` : ""));
    const [start, processor] = [performance.now(), process.cpuUsage()];
    priceChanges([change], request);
    const { user, system } = process.cpuUsage(processor);
    return { clock: performance.now() - start, processor: (user + system) / 1000 };
  }).slice(3); // the first warm up
  const [clock, processor] = [figures.map((one) => one.clock), figures.map((one) => one.processor)].map(median);
  process.stdout.write(
    `${name.padEnd(58)} ${(clock ?? 0).toFixed(0).padStart(6)} ms ${(processor ?? 0).toFixed(0).padStart(6)} ms of processors\n`,
  );
}

measure(`${resources} new resources, never seen before`, () => ({}), true);
measure(`${resources} resources that stay, never seen before`, same, true);
measure(`one changed of ${resources}, the others seen in an earlier review`, one, false);
