import { describe, expect, it } from "vitest";

import { compareProjects } from "../../src/compare/compare-projects.ts";
import { destroyConflicts, withoutKeys } from "../../src/compare/destroy-conflicts.ts";
import type { ProjectPair } from "../../src/model/project.ts";
import type { Declaration } from "../../src/model/resource.ts";
import { aDeclaration, aPair } from "./builders.ts";

function aDatabase(over: Partial<Declaration> = {}): Declaration {
  return aDeclaration({
    address: "aws_db_instance.db",
    type: "aws_db_instance",
    name: "db",
    values: { engine: "mysql" },
    ...over,
  });
}

function messages(pair: ProjectPair, isProtected: ReadonlyArray<string>): ReadonlyArray<string> {
  const pairs = [pair.head === null ? pair : { ...pair, head: { ...pair.head, protected: isProtected } }];
  return destroyConflicts(pairs, compareProjects(pairs)).map(({ path, line, message, gates }) => {
    expect(gates).toBe(true);
    return `${path}:${line ?? 0} ${message}`;
  });
}

const refusal =
  "and its lifecycle has prevent_destroy: Terraform refuses to plan that; keep it, or take the protection away first";

describe("prevent_destroy", () => {
  it("conflicts with a replacement, which names what forces it", () => {
    const pair = aPair([aDatabase()], [aDatabase({ values: { engine: "postgres" } })]);
    expect(messages(pair, ["aws_db_instance.db"])).toEqual([
      `main.tf:1 aws_db_instance.db is replaced, because of engine, ${refusal}`,
    ]);
    expect(messages(pair, [])).toEqual([]);
  });

  it("conflicts with fewer instances, also of a module", () => {
    const [first, second] = ["module.a[0].aws_db_instance.db", 'module.a["b.c"].aws_db_instance.db[1]'];
    const pair = aPair([aDatabase({ address: first }), aDatabase({ address: second })], []);
    expect(messages(pair, ["module.a.aws_db_instance.db"])).toEqual([
      `main.tf:1 ${second} is deleted, ${refusal}`,
      `main.tf:1 ${first} is deleted, ${refusal}`,
    ]);
  });

  it("goes with the block that says it, and allows updates", () => {
    expect(messages(aPair([aDatabase()], []), [])).toEqual([]);
    expect(messages(aPair([aDatabase()], null), [])).toEqual([]);
    const updated = aDatabase({ values: { engine: "mysql", multi_az: true } });
    expect(messages(aPair([aDatabase()], [updated]), ["aws_db_instance.db"])).toEqual([]);
    expect(messages(aPair([], [aDatabase()]), ["aws_db_instance.db"])).toEqual([]);
  });
});

it("addresses lose their keys, not what looks like one", () => {
  expect(withoutKeys('module.m["a[0]"].x.y[*]')).toBe("module.m.x.y");
  expect(withoutKeys('x.y["q\\"]z"]')).toBe("x.y");
});

describe("ignore_changes", () => {
  const lifecycle = { prevent_destroy: false, create_before_destroy: false, ignore_all: false, ignore_changes: [] };
  it.each<[string, Partial<NonNullable<Declaration["lifecycle"]>>, string]>([
    ["nothing", {}, "replace"],
    ["the attribute", { ignore_changes: [["engine"]] }, "none"],
    ["another", { ignore_changes: [["tags"]] }, "replace"],
    ["everything", { ignore_all: true }, "none"],
  ])("leaves %s to others", (_, over, action) => {
    const head = aDatabase({ values: { engine: "postgres" }, lifecycle: { ...lifecycle, ...over } });
    const [change] = compareProjects([aPair([aDatabase()], [head])]);
    expect(change?.resources[0]?.action).toBe(action);
  });

  it("may name one key or one item", () => {
    const before = aDatabase({ values: { tags: { a: "1", b: "1" }, list: [{ x: 1 }, { x: 2 }] } });
    const after = aDatabase({
      values: { tags: { a: "2", b: "2" }, list: [{ x: 3 }, { x: 4 }] },
      lifecycle: {
        ...lifecycle,
        ignore_changes: [
          ["tags", "a"],
          ["list", 0],
        ],
      },
    });
    const [change] = compareProjects([aPair([before], [after])]);
    expect(change?.resources[0]?.changed).toEqual([
      ["list", 1, "x"],
      ["tags", "b"],
    ]);
  });
});
