import { expect, it } from "vitest";
import { placeOf } from "../../src/policy/place.ts";
import { aResource } from "./builders.ts";

const resource = aResource({ lines: { "/ingress": 12, "/ingress/1/ports": 15, "/a~1b~0": 17 } });

it.each([
  ["the attribute's line", ["ingress", 1, "ports"], 15, 15],
  ["the nearest parent's line", ["ingress", 0, "cidr_blocks"], 12, 12],
  ["the line of a key with / and ~", ["a/b~"], 17, 17],
  ["the block", ["egress"], 10, 20],
  ["the block", null, 10, 20],
])("a finding belongs to %s", (_what, attribute, line, end) => {
  expect(placeOf(resource, attribute)).toEqual({ path: "envs/prod/main.tf", line, end_line: end });
});
