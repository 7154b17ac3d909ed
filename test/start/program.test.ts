import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { whyNotThisNode } from "../../src/start/node-version.ts";
import { bytecodeOf, loadCommand, openProgram } from "../../src/start/program.ts";

const folder = mkdtempSync(join(tmpdir(), "tollgate-program-"));
const main = join(folder, "main.js");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeEach(() => {
  rmSync(bytecodeOf(main), { force: true });
  writeFileSync(join(folder, "sum.js"), "exports.sum = (a, b) => a + b; exports.file = __filename;");
  writeFileSync(
    main,
    'const { sum, file } = require("./sum.js"); const { sep } = require("node:path");\nmodule.exports = { sum, file, sep };',
  );
});

describe("the built program", () => {
  it("loads files and packages, each once", () => {
    const program = openProgram();
    const exported = program.load(main);

    expect(exported).toMatchObject({ file: join(folder, "sum.js"), sep: "/" });
    expect(program.load(main)).toBe(exported);
  });

  it("starts with kept bytecode, which has what was called", () => {
    const first = openProgram();
    first.load(main);
    const outermost = first.keep();
    const { sum } = first.load(main) as { readonly sum: (a: number, b: number) => number };

    expect(sum(1, 2)).toBe(3);
    expect(first.keep()).toBeGreaterThan(outermost);
    expect(openProgram().load(main)).toMatchObject({ file: join(folder, "sum.js") });
  });

  it("runs without bytecode that is none, or of another source", () => {
    const program = openProgram();
    program.load(main);
    program.keep();
    truncateSync(bytecodeOf(main), 40);
    expect(openProgram().load(main)).toMatchObject({ sep: "/" });

    program.keep();
    writeFileSync(main, "module.exports = 7;");
    expect(openProgram().load(main)).toBe(7);
  });

  it("is a command where it exports one", async () => {
    writeFileSync(main, "exports.run = (argv) => Promise.resolve(argv.length);");

    expect(await loadCommand(openProgram(), main).run(["a", "b"])).toBe(2);
    expect(() => loadCommand(openProgram(), join(folder, "sum.js"))).toThrow(/sum\.js is damaged/);
  });

  it("shows where a file is wrong", () => {
    writeFileSync(main, "const;\n");

    expect(() => openProgram().load(main)).toThrow(SyntaxError);
    expect(() => openProgram().load(join(folder, "absent.js"))).toThrow(/absent\.js/);
  });

  it("keeps bytecode beside the file for this V8 alone", () => {
    expect(bytecodeOf(main)).toContain(process.versions.v8);
    expect(existsSync(bytecodeOf(main))).toBe(false);
  });
});

describe("a Node that is too old", () => {
  it.each([
    ["v20.19.2", "tollgate needs Node 24 or newer; this is v20.19.2 (npx puts the right one first)"],
    ["v24.0.0", null],
    ["v25.1.0", null],
  ])("is named: %s", (version, said) => {
    expect(whyNotThisNode(version)).toBe(said);
  });

  it("is told before anything else is loaded", () => {
    const entry = readFileSync(join(import.meta.dirname, "../../src/start/built.ts"), "utf8");

    expect(entry.match(/^import .*/gm)).toHaveLength(3);
  });
});
