import { describe, expect, it } from "vitest";

import { findDifferences } from "../../../src/formats/plan/differences.ts";
import type { JsonObject } from "../../../src/model/resource.ts";

function differ(configured: JsonObject, actual: JsonObject, over: { open?: string; isExact?: boolean } = {}) {
  const isOpen = (path: ReadonlyArray<string | number>) => path.join(".") === over.open;
  return findDifferences(configured, actual, { isOpen, isExact: over.isExact ?? false }).map(
    ({ path, configured: mine, actual: other }) => [path.join("."), mine, other],
  );
}

describe("no difference", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["equal texts", { a: "x" }, { a: "x" }],
    ["what is not configured", {}, { id: "i-1", size: 3 }],
    ["null, which configures nothing", { a: null }, { a: "x" }],
    ["a number in a text", { a: "22" }, { a: 22 }],
    ["a number of another spelling", { a: "1.50" }, { a: 1.5 }],
    ["a boolean in a text", { a: "true" }, { a: true }],
    ["an empty value that a provider leaves out", { a: "", b: [], c: false, d: {} }, { a: null, b: null }],
    ["a set in another order", { a: ["x", "y"] }, { a: ["y", "x"] }],
    [
      "blocks in another order",
      { a: [{ p: 1 }, { p: 2 }] },
      {
        a: [
          { p: 2, q: 0 },
          { p: 1, q: 3 },
        ],
      },
    ],
    ["a block that the provider fills up", { a: [{ p: 1 }] }, { a: [{ p: 1, q: "computed" }] }],
    [
      "a block that a state keeps as an object",
      { timeouts: [{ create: "1h" }] },
      { timeouts: { create: "1h", delete: null } },
    ],
    ["an object with computed parts", { a: { p: 1 } }, { a: { p: 1, q: 2 } }],
    ["a policy with other spaces and another order", { policy: '{"b":1,"a":[1]}' }, { policy: '{ "a": [1], "b": 1 }' }],
    ["a write-only attribute", { password_wo: "x" }, { password_wo: null }],
  ])("for %s", (_, configured, actual) => {
    expect(differ(configured, actual)).toEqual([]);
  });

  it("for what is open", () => {
    expect(differ({ a: [{ b: null, c: 1 }] }, { a: [{ b: "known now", c: 1 }] }, { open: "a.0.b" })).toEqual([]);
    expect(differ({ a: "x" }, { a: "y" }, { open: "a" })).toEqual([]);
  });
});

describe("a difference", () => {
  it.each<[string, JsonObject, JsonObject, ReadonlyArray<ReadonlyArray<unknown>>]>([
    ["a text", { a: "x" }, { a: "y" }, [["a", "x", "y"]]],
    ["an attribute that is gone", { a: "x" }, {}, [["a", "x", null]]],
    ["a switch", { a: true }, { a: false }, [["a", true, false]]],
    ["a tag that somebody added", { tags: { a: "1" } }, { tags: { a: "1", b: "2" } }, [["tags.b", null, "2"]]],
    ["a tag that is gone", { tags: { a: "1", b: "2" } }, { tags: { a: "1" } }, [["tags.b", "2", null]]],
    ["an item that somebody added", { a: ["x"] }, { a: ["x", "y"] }, [["a", ["x"], ["x", "y"]]]],
    ["an item twice", { a: ["x", "y"] }, { a: ["x", "x"] }, [["a", ["x", "y"], ["x", "x"]]]],
    ["a part of a block", { a: [{ p: 1 }, { p: 2 }] }, { a: [{ p: 2 }, { p: 3 }] }, [["a.0.p", 1, 3]]],
    ["a block that somebody added", { a: [{ p: 1 }] }, { a: [{ p: 2 }, { p: 1 }] }, [["a.1", null, { p: 2 }]]],
    ["a block that is gone", { a: [{ p: 1 }, { p: 2 }] }, { a: [{ p: 2 }] }, [["a.0", { p: 1 }, null]]],
    ["a policy", { p: '{"a":1}' }, { p: '{"a":2}' }, [["p", '{"a":1}', '{"a":2}']]],
  ])("is %s", (_, configured, actual, expected) => {
    expect(differ(configured, actual)).toEqual(expected);
  });

  it("is order, type and emptiness where values are kept as they are written", () => {
    const exact = { isExact: true };
    expect(differ({ a: ["x", "y"] }, { a: ["y", "x"] }, exact)).toHaveLength(2);
    expect(differ({ a: "1" }, { a: 1 }, exact)).toHaveLength(1);
    expect(differ({ a: false }, { a: null }, exact)).toHaveLength(1);
    expect(differ({ a: { b: 1 } }, { a: { b: 1, c: 2 } }, exact)).toEqual([["a.c", null, 2]]);
  });

  it("is found in long lists in bounded time", () => {
    const items = Array.from({ length: 20_000 }, (_, at) => `item-${at}`);
    const started = performance.now();
    expect(differ({ a: items }, { a: [...items.slice(1), "other"] })).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
