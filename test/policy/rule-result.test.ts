import { describe, expect, it } from "vitest";
import { maxFindings } from "../../src/policy/policy-worker-protocol.ts";
import { readRuleResult } from "../../src/policy/rule-result.ts";

const plain = { message: "m", address: null, attribute: null, place: null };

describe("readRuleResult", () => {
  it.each([
    ["undefined as nothing", undefined, []],
    ["an empty set", [], []],
    ["strings", ["m"], [plain]],
    [
      "objects",
      [{ message: "m", address: "a.b", attribute: ["x", 0], fix: [] }],
      [{ ...plain, address: "a.b", attribute: ["x", 0] }],
    ],
    ["msg as message", [{ msg: "m", details: {} }], [plain]],
    ["an attribute as text", [{ message: "m", attribute: "x[0].y" }], [{ ...plain, attribute: ["x", 0, "y"] }]],
    ["nulls", [{ message: "m", address: null, attribute: null }], [plain]],
    [
      "a stated place",
      [{ msg: "m", _loc: { file: "f.tf", line: 3 } }],
      [{ ...plain, place: { path: "f.tf", line: 3 } }],
    ],
    ["a long message, clipped", ["x".repeat(5_000)], [{ ...plain, message: `${"x".repeat(4_000)}…` }]],
  ])("reads %s", (_what, value, findings) => {
    expect(readRuleResult(value)).toEqual({ ok: true, findings });
  });

  it.each([
    ["an object instead of a set", { a: "m" }, "it is an object, expected a set of messages"],
    ["true", true, "it is a boolean"],
    ["a number in the set", [1], "it has a number that is no finding"],
    ["a finding without a message", [{ address: "a.b" }], "it has a finding without a message"],
    ["an empty message", [{ message: " " }], "it has a finding without a message"],
    ["an address that is a number", [{ message: "m", address: 1 }], "it has an object that is no finding at address"],
    ["a negative index", [{ message: "m", attribute: [-1] }], "at attribute"],
    [
      "too many",
      new Array(maxFindings + 1).fill("m"),
      "it has more findings than can be shown, expected at most 10000",
    ],
  ])("refuses %s", (_what, value, message) => {
    expect(readRuleResult(value)).toEqual({ ok: false, message: expect.stringContaining(message) as string });
  });
});

describe("the fix of a finding", () => {
  const fixOf = (fix: unknown): unknown => {
    const read = readRuleResult([{ message: "m", fix }]);
    return read.ok ? read.findings[0]?.fix : read.message;
  };

  it("is a JSON patch", () => {
    const patch = [
      { op: "replace", path: "/a/0", value: { b: null } },
      { op: "remove", path: "/c" },
    ];
    expect(fixOf(patch)).toEqual(patch);
    expect(fixOf(null)).toBeUndefined();
  });

  it.each([
    ["text", "set it", "the policy's fix is no JSON patch of at most 20 operations: "],
    ["another operation", [{ op: "move", path: "/a", from: "/b" }], "at 0.op"],
    ["no pointer", [{ op: "remove", path: "a" }], "at 0.path"],
    ["no value", [{ op: "add", path: "/a" }], "at 0.value"],
    ["too much", Array.from({ length: 21 }, () => ({ op: "remove", path: "/a" })), "no JSON patch"],
  ])("that is none costs the finding nothing else: %s", (_, fix, why) => {
    expect(fixOf(fix)).toContain(why);
  });
});
