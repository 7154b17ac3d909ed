import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { startEngine } from "../../src/engines/engine-instance.ts";
import { moduleWithCode } from "../../src/engines/machine-code.ts";
import { codeFileName } from "../../src/engines/load-module.ts";
import { policyCodeFile } from "../../src/policy/compile-cache.ts";

const pack = join(import.meta.dirname, "../../policies/build");
const build = join(import.meta.dirname, "../../engines/build");
const bytes = readFileSync(join(build, "hcl.wasm"));
/** Of the module that lies there now: V8 breaks on another one's. */
const file = join(build, codeFileName("hcl", readFileSync(join(build, "hcl.sha256"), "utf8").trim()));

/** Made by `npm ci` for the Node and the processor at hand; without it engines start as ever, only later. */
describe.skipIf(!existsSync(file))("machine code of an earlier process", () => {
  const code = existsSync(file) ? readFileSync(file) : new Uint8Array();

  it("answers as the compiled module does", () => {
    const module = moduleWithCode(bytes, code);
    if (module === null) throw new Error("V8 refused the code that the build made; run scripts/build-code.ts again");
    const request = Buffer.from(
      JSON.stringify({
        op: "evaluate",
        blobs: { one: 'resource "terraform_data" "x" {\n  input = upper("yes")\n}\n' },
        trees: [{ files: { "main.tf": "one" }, dirs: { ".": { files: ["main.tf"], dirs: [] } } }],
        roots: [{ tree: 0, path: ".", variables: {}, variable_files: [] }],
      }),
    );
    const [withCode, without] = [module, new WebAssembly.Module(bytes)].map((each) =>
      Buffer.from(startEngine(each).call(request, 0)).toString("utf8"),
    );

    expect(withCode).toContain('"input":"YES"');
    expect(withCode).toBe(without);
  });

  it.each([
    ["another V8", 4],
    ["another processor", 8],
    ["other flags", 12],
  ])("is refused when it is of %s", (_, at) => {
    const other = Buffer.from(code); // a copy
    other.writeUInt32LE(~other.readUInt32LE(at) >>> 0, at);

    expect(moduleWithCode(bytes, other)).toBeNull();
  });
});

describe.skipIf(globSync("*.code", { cwd: pack }).length === 0)("machine code of the pack", () => {
  it("is that of its module", () => {
    const modules = globSync("*.wasm", { cwd: pack }).map((name) => readFileSync(join(pack, name)));
    const kept = modules.filter((wasm) => {
      const code = join(pack, policyCodeFile(wasm));
      return existsSync(code) && moduleWithCode(wasm, readFileSync(code)) !== null;
    });

    expect(kept).toHaveLength(1);
  });
});
