import { describe, expect, it } from "vitest";

import { manyValued } from "./functions.ts";
import { regoFiles } from "./pack.ts";

describe("functions with one value", () => {
  it("are all that the pack has", () => {
    const found = [...regoFiles()].flatMap(([path, source]) => manyValued(source).map((name) => `${path}: ${name}`));
    expect(found).toEqual([]);
  });

  it.each([
    ["an iteration", 'f(x) := ["with", name] if {\n\tsome name in x\n\tname != ""\n}\n', ["f"]],
    ["what follows from one", "f(x) := value if {\n\tsome key in x\n\tvalue := x.y[key]\n}\n", ["f"]],
    ["a second choice", 'f(x) := 1 if {\n\tx == 2\n} else := $"{key}" if {\n\tsome key in x\n}\n', ["f"]],
    ["a comprehension", "f(x) := names[0] if {\n\tnames := [name | some name in x]\n}\n", []],
    ["a constant", "f(x) := 1 if {\n\tsome name in x\n}\n", []],
    ["a set", "f(x) contains name if {\n\tsome name in x\n}\n", []],
  ])("are told from others: %s", (_, source, found) => {
    expect(manyValued(source)).toEqual(found);
  });
});
