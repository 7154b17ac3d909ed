import { describe, expect, it } from "vitest";

import { compareProjects } from "../../src/compare/compare-projects.ts";
import type { Declaration, JsonObject, Resource } from "../../src/model/resource.ts";
import { aDeclaration, aPair } from "./builders.ts";

function compareTwo(before: Partial<Declaration>, after: Partial<Declaration>): Resource {
  const [change] = compareProjects([aPair([aDeclaration(before)], [aDeclaration(after)])]);
  expect(change?.resources).toHaveLength(1);
  return change!.resources[0]!;
}

function compareValues(before: JsonObject, after: JsonObject, over: Partial<Declaration> = {}): Resource {
  return compareTwo({ ...over, values: before }, { ...over, values: after });
}

describe("actions", () => {
  it("creates, deletes, updates, keeps and sorts by address", () => {
    const a = (name: string, values: JsonObject) => aDeclaration({ address: `aws_s3_bucket.${name}`, name, values });
    const [change] = compareProjects([
      aPair(
        [a("gone", { x: 1 }), a("same", {}), a("b", { x: 1 })],
        [a("new", {}), a("b", { x: 2 }), a("same", {}), a("B", {})],
      ),
    ]);
    expect(change?.resources.map(({ name, action, before, after }) => ({ name, action, before, after }))).toEqual([
      { name: "B", action: "create", before: null, after: {} },
      { name: "b", action: "update", before: { x: 1 }, after: { x: 2 } },
      { name: "gone", action: "delete", before: { x: 1 }, after: null },
      { name: "new", action: "create", before: null, after: {} },
      { name: "same", action: "none", before: {}, after: {} },
    ]);
  });

  it("takes a missing base as everything created, and a missing head as everything deleted", () => {
    const only = [aDeclaration()];
    expect(compareProjects([aPair(null, only)])[0]?.resources[0]?.action).toBe("create");
    expect(compareProjects([aPair(only, null)])[0]?.resources[0]?.action).toBe("delete");
    expect(compareProjects([aPair(null, null)])[0]?.resources).toEqual([]);
  });

  it("keeps everything else of the head, and of the base what must not be shown", () => {
    const resource = compareTwo(
      { sensitive: [["password"]], tags: { a: "1" }, location: { path: "old.tf", line: 9, end_line: 9 } },
      { sensitive: [["token"], ["password"]], tags: { a: "2" }, unknown: [["id"]], references: ["aws_vpc.a"] },
    );
    expect(resource).toEqual({
      address: "aws_s3_bucket.logs",
      format: "terraform",
      type: "aws_s3_bucket",
      provider: "aws",
      region: "eu-west-1",
      module: null,
      name: "logs",
      namespace: null,
      tags: { a: "2" },
      action: "none",
      after: {},
      before: {},
      changed: [],
      unknown: [["id"]],
      sensitive: [["password"], ["token"]],
      references: ["aws_vpc.a"],
      location: { path: "main.tf", line: 1, end_line: 3 },
      called_from: [],
      lines: {},
      cost: null,
      moved_from: null,
    });
  });
});

describe("moves", () => {
  const before = aDeclaration({ address: "aws_s3_bucket.old" });
  it("follows a move", () => {
    const moved = aDeclaration({
      address: "aws_s3_bucket.new",
      moved_from: "aws_s3_bucket.old",
      values: { acl: "private" },
    });
    const [change] = compareProjects([aPair([before], [moved])]);
    expect(change?.resources).toMatchObject([
      { address: "aws_s3_bucket.new", moved_from: "aws_s3_bucket.old", action: "update", changed: [["acl"]] },
    ]);
  });
  it("is no change by itself", () => {
    const moved = aDeclaration({ address: "aws_s3_bucket.new", moved_from: "aws_s3_bucket.old" });
    expect(compareProjects([aPair([before], [moved])])[0]?.resources[0]?.action).toBe("none");
  });
  it("does not take away what is still declared, nor what is there already", () => {
    const moved = aDeclaration({ address: "aws_s3_bucket.new", moved_from: "aws_s3_bucket.old" });
    const actions = (base: ReadonlyArray<Declaration>, head: ReadonlyArray<Declaration>) =>
      compareProjects([aPair(base, head)])[0]?.resources.map(({ address, action }) => [address, action]);
    expect(actions([before], [moved, before])).toEqual([
      ["aws_s3_bucket.new", "create"],
      ["aws_s3_bucket.old", "none"],
    ]);
    expect(actions([before, aDeclaration({ address: "aws_s3_bucket.new" })], [moved])).toEqual([
      ["aws_s3_bucket.new", "none"],
      ["aws_s3_bucket.old", "delete"],
    ]);
  });
});

describe("changed attributes", () => {
  it.each<[string, JsonObject, JsonObject, ReadonlyArray<ReadonlyArray<string | number>>]>([
    ["equal", { a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }, []],
    ["deepest", { a: { b: { c: 1, d: 1 } } }, { a: { b: { c: 2, d: 1 } } }, [["a", "b", "c"]]],
    ["indices are numbers", { a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: 1 }, { b: 3 }] }, [["a", 1, "b"]]],
    [
      "longer list",
      { a: [1] },
      { a: [1, 2, null] },
      [
        ["a", 1],
        ["a", 2],
      ],
    ],
    ["shorter list", { a: [1, 2] }, { a: [1] }, [["a", 1]]],
    ["added and removed keys", { a: 1 }, { b: 1 }, [["a"], ["b"]]],
    ["another kind of value", { a: [1] }, { a: { x: 1 } }, [["a"]]],
    ["null is absent", { a: null }, {}, []],
    ["empty list is not absent", { a: [] }, {}, [["a"]]],
    ["inherited names are not attributes", {}, { constructor: "x" }, [["constructor"]]],
    ["Terraform converts", { port: "22", on: true }, { port: 22, on: "true" }, []],
  ])("%s", (_name, before, after, changed) => {
    expect(compareValues(before, after).changed).toEqual(changed);
  });

  it("sees the difference of text and number in Kubernetes", () => {
    const kind = { format: "kubernetes", type: "v1/Service" } as const;
    expect(compareValues({ port: "80" }, { port: 80 }, kind).changed).toEqual([["port"]]);
  });

  it.each<[string, Partial<Declaration>, Partial<Declaration>, number]>([
    ["same expression", { expressions: { "/a/b": "x" } }, { expressions: { "/a/b": "x" } }, 0],
    ["other expression", { expressions: { "/a/b": "x" } }, { expressions: { "/a/b": "y" } }, 1],
    ["no expression on either side", {}, {}, 0],
    ["expression of what is around", { expressions: { "/a": "x" } }, { expressions: { "/a": "y" } }, 1],
    ["only one side has one", {}, { expressions: { "/a/b": "y" } }, 1],
    ["known before", { unknown: [], values: { a: { b: "k" } } }, {}, 1],
    ["known after", {}, { unknown: [], values: { a: { b: "k" } } }, 1],
    ["absent before", { unknown: [], values: { a: {} } }, {}, 1],
  ])("unknown: %s", (_name, before, after, count) => {
    const shared = { values: { a: { b: null } }, unknown: [["a", "b"]] };
    const resource = compareTwo({ ...shared, ...before }, { ...shared, ...after });
    expect(resource.changed).toEqual(count === 0 ? [] : [["a", "b"]]);
  });
});

describe("replace", () => {
  it.each<[Declaration["format"], string, JsonObject, JsonObject, Resource["action"]]>([
    ["terraform", "aws_s3_bucket", { bucket: "a" }, { bucket: "b" }, "replace"],
    ["terraform", "aws_db_instance", { storage_encrypted: false }, { storage_encrypted: true }, "replace"],
    ["terraform", "aws_db_instance", { instance_class: "a" }, { instance_class: "b" }, "update"],
    [
      "terraform",
      "aws_instance",
      { root_block_device: [{ encrypted: false }] },
      { root_block_device: [{ encrypted: true }] },
      "replace",
    ],
    ["terraform", "aws_instance", {}, { root_block_device: [{ encrypted: true }] }, "replace"],
    ["terraform", "aws_instance", {}, { root_block_device: [{ volume_size: 10 }] }, "update"],
    ["terraform", "constructor", { a: 1 }, { a: 2 }, "update"],
    [
      "kubernetes",
      "apps/v1/StatefulSet",
      { spec: { volumeClaimTemplates: [{ a: 1 }] } },
      { spec: { volumeClaimTemplates: [{ a: 2 }] } },
      "replace",
    ],
    [
      "kubernetes",
      "apps/v1/Deployment",
      { spec: { selector: { app: "a" } } },
      { spec: { selector: { app: "b" } } },
      "replace",
    ],
    ["kubernetes", "apps/v1/Deployment", { spec: { replicas: 1 } }, { spec: { replicas: 2 } }, "update"],
    ["kubernetes", "v1/Service", { spec: { clusterIP: "None" } }, { spec: { clusterIP: "10.0.0.1" } }, "replace"],
    ["kubernetes", "batch/v1/Job", { spec: { template: { a: 1 } } }, { spec: { template: { a: 2 } } }, "replace"],
    ["kubernetes", "batch/v1/CronJob", { spec: { template: { a: 1 } } }, { spec: { template: { a: 2 } } }, "update"],
    ["cloudformation", "aws_s3_bucket", { bucket: "a" }, { bucket: "b" }, "update"],
  ])("%s %s %j → %j: %s", (format, type, before, after, action) => {
    expect(compareValues(before, after, { format, type }).action).toBe(action);
  });
});
