import { describe, expect, it } from "vitest";

import { readShown, resourcesOf } from "../../../src/formats/plan/document.ts";
import { aChange, aPlan, aState } from "./builders.ts";

describe("readShown", () => {
  it("tells a plan from a state", () => {
    expect(readShown(aPlan([])).kind).toBe("plan");
    expect(readShown(aState({})).kind).toBe("state");
    expect(readShown('{"format_version":"1.0"}').kind).toBe("state"); // what an empty state gives
    expect(readShown('{"format_version":"1.1","planned_values":{}}').kind).toBe("plan");
  });

  it.each([
    ["nothing", "", "is empty"],
    ["a word", "plan", "is not JSON"],
    ["a list", "[]", "is JSON, but no plan"],
    ["other JSON", '{"a":1}', "has no format_version"],
    ["a cut plan", aPlan([aChange("aws_x.y")]).slice(0, 120), "it was cut off"],
    ["a plan cut within a text", '{"format_version":"1.', "it was cut off"],
    [
      "a plan of another form",
      '{"format_version":"2.0","planned_values":{}}',
      'has the format_version "2.0"; expected 1.x',
    ],
    [
      "a plan of an old form",
      '{"format_version":"0.1","planned_values":{}}',
      'has the format_version "0.1"; expected 1.x',
    ],
    ["a format_version of another type", '{"format_version":1,"planned_values":{}}', "has the format_version no text"],
    ["a raw state", '{"version":4,"serial":3,"lineage":"a"}', "is a raw state file"],
    ["a saved plan", "PK\u0003\u0004rest", "binary form"],
    ["the log of a plan", '{"@level":"info"}\n{"@level":"info"}', 'is a log of "terraform plan -json"'],
    ["one line of that log", '{"@level":"info"}', 'is a log of "terraform plan -json"'],
    ["neither", '{"format_version":"1.0","provider_schemas":{}}', "neither planned_values nor values"],
    ["changes that are none", '{"format_version":"1.2","resource_changes":{}}', "but resource_changes is wrong"],
    [
      "a change without actions",
      aPlan([{ address: "a.b", mode: "managed", type: "a", name: "b", change: {} }]),
      "but resource_changes.0.change.actions is wrong",
    ],
    [
      "bottomless nesting",
      `{"format_version":"1.2","planned_values":${"[".repeat(1_000_000)}`,
      "nested deeper than 400",
    ],
  ])("says what is wrong with %s and what to do", (_, text, message) => {
    const shown = readShown(text);
    expect(shown).toMatchObject({ kind: "other", message: expect.stringContaining(message) as string });
    expect(shown.kind === "other" && shown.message).toContain("terraform show -json");
  });

  it("names the line where JSON breaks, and never quotes it", () => {
    const shown = readShown('{\n  "format_version": "1.2",\n  "password": s3cret\n}');
    expect(shown).toMatchObject({ kind: "other", line: 3 });
    expect(JSON.stringify(shown)).not.toContain("s3cret");
  });

  it("takes brackets in texts for text", () => {
    expect(readShown(aPlan([aChange("aws_x.y", { after: { a: `${"[{".repeat(1000)}\\"` } })])).kind).toBe("plan");
  });
});

describe("resourcesOf", () => {
  it("finds resources in modules at any depth, in order", () => {
    const resource = (address: string) => ({ address, mode: "managed", type: "a", name: "b", values: {} });
    const inner = { address: "module.a.module.b", resources: [resource("module.a.module.b.a.b")] };
    const root_module = {
      resources: [resource("a.b")],
      child_modules: [{ address: "module.a", resources: [resource("module.a.a.b")], child_modules: [inner] }],
    };
    expect(resourcesOf({ root_module }).map(({ address, module }) => [address, module])).toEqual([
      ["a.b", null],
      ["module.a.a.b", "module.a"],
      ["module.a.module.b.a.b", "module.a.module.b"],
    ]);
  });
});
