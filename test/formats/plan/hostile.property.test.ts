import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { compareProjects } from "../../../src/compare/compare-projects.ts";
import { declarePlan } from "../../../src/formats/plan/declare-plan.ts";
import { readShown } from "../../../src/formats/plan/document.ts";
import { aChange, aPlan } from "./builders.ts";

const project = { name: "p", path: ".", format: "terraform" } as const;

function declare(text: string) {
  const shown = readShown(text);
  if (shown.kind !== "plan") return [];
  const file = { path: "tfplan.json", text, plan: shown.plan };
  return compareProjects([declarePlan(file, project, null).pair])[0]?.resources ?? [];
}

const value = fc.jsonValue({ maxDepth: 4 });
const address = fc.constantFrom("aws_x.y", "aws_x.y[0]", 'module.m["a.b"].aws_x.y', "module.m", "", "[", "a.b.c");

const change = fc
  .record({ address, actions: fc.array(fc.constantFrom("create", "delete", "no-op", "strange")), value, mask: value })
  .map(({ address: at, actions, value: values, mask }) =>
    aChange(at, {
      actions,
      before: values as never,
      after: values as never,
      after_unknown: mask as never,
      after_sensitive: mask as never,
    }),
  );

describe("what a forger writes", () => {
  it("is read without throwing, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(change), value, (changes, configuration) => {
        const text = aPlan(changes, {
          configuration: { root_module: { resources: configuration, module_calls: configuration } } as never,
        });
        const resources = declare(text);
        expect(new Set(resources.map((resource) => resource.address)).size).toBe(resources.length);
        JSON.stringify(resources);
      }),
      { numRuns: 300 },
    );
  });

  it("is cut anywhere without throwing, and a cut plan is never a plan", () => {
    const text = aPlan([aChange("aws_x.y", { after: { a: '\\\u2028"[{' } })]);
    for (let length = 0; length < text.length; length += 1) {
      expect(readShown(text.slice(0, length)).kind).toBe("other");
    }
  });

  it.each<[string, () => string]>([
    ["references", () => configured({ a: { references: Array.from({ length: 200_000 }, (_, at) => `aws_x.y${at}`) } })],
    ["expressions", () => configured({ a: Array.from({ length: 300_000 }, () => ({})) })],
    ["brackets in addresses", () => aPlan([aChange("aws_x.y", { address: `["`.repeat(900) })])],
    [
      "unknown items",
      () => aPlan([aChange("aws_x.y", { after_unknown: { a: Array.from({ length: 300_000 }, () => true) } })]),
    ],
    ["repeated addresses", () => aPlan(Array.from({ length: 20_000 }, () => aChange("aws_x.y")))],
  ])("with very many %s takes bounded time", (_, text) => {
    const started = performance.now();
    expect(declare(text()).length).toBeLessThanOrEqual(1);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

function configured(expressions: Readonly<Record<string, unknown>>): string {
  const root_module = { resources: [{ address: "aws_x.y", expressions }] };
  return aPlan([aChange("aws_x.y")], { configuration: { root_module } as never });
}
