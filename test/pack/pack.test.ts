import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

import { openEngines } from "../../src/engines/open-engines.ts";
import { compilePolicies } from "../../src/policy/compile-policies.ts";
import { inputSchemas } from "../../src/policy/input-schemas.ts";
import { loadPolicies } from "../../src/policy/load-policies.ts";
import type { CompiledPolicies, PolicySources } from "../../src/policy/policy.ts";
import { exampleFormat, packPolicies, regoFiles } from "./pack.ts";

const engines = openEngines({ clock: new Date("2026-01-02T03:04:05Z") });
const opa = engines.engine("opa");
const modules = [...regoFiles()].map(([path, source]) => ({ path, source }));
const policies = packPolicies();
const bounds = { columns: 120, lines: 180 };

afterAll(() => engines.close());

describe("the pack", () => {
  let sources: PolicySources;
  let compiled: CompiledPolicies;
  beforeAll(async () => {
    sources = await loadPolicies({ pack: true, repository: null, disk: [] });
    compiled = await compilePolicies(sources, { engines, cacheDirectory: null });
  }, 300_000); // without policies/build it is compiled here

  it("compiles with the schema of the input, every folder to one policy", () => {
    expect(compiled.problems).toEqual([]);
    expect(compiled.modules.flatMap((module) => module.policies.map(({ id }) => id))).toEqual(
      policies.map(({ id }) => id),
    );
  });

  it("holds no test in what is built", () => {
    expect(sources.files.filter(({ path }) => path.includes("_test"))).toEqual([]);
  });

  it("asks nothing of the host", () => {
    for (const { wasm } of compiled.modules) expect(wantedBuiltins(wasm)).toEqual({});
  });

  it("has tests that pass and cover it", async () => {
    const answer = await opa.call(
      { op: "test", modules, schemas: inputSchemas(), data: {}, run: "", coverage: true },
      { timeLimit: 280_000 },
    );
    const { results, errors, coverage } = testAnswer.parse(answer);
    expect(errors).toEqual([]);
    expect(results.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(results.length).toBeGreaterThan(180);
    expect(coverage.coverage).toBeGreaterThan(98);
  }, 300_000);

  it("is formatted", async () => {
    const { modules: formatted } = formatAnswer.parse(await opa.call({ op: "format", modules }));
    expect(formatted).toEqual(Object.fromEntries(modules.map(({ path, source }) => [path, source])));
  }, 300_000);
});

const testAnswer = z.object({
  results: z.array(z.object({ package: z.string(), name: z.string(), outcome: z.string() })),
  errors: z.array(z.unknown()),
  coverage: z.object({ coverage: z.number() }),
});

const formatAnswer = z.object({ modules: z.record(z.string(), z.string()) });

/** The built-ins that a module would call back for, as its own export lists them. */
function wantedBuiltins(wasm: Uint8Array): unknown {
  const memory = new WebAssembly.Memory({ initial: 200 });
  const nothing = (): number => 0;
  const names = [
    "opa_abort",
    "opa_println",
    "opa_builtin0",
    "opa_builtin1",
    "opa_builtin2",
    "opa_builtin3",
    "opa_builtin4",
  ];
  const env = { memory, ...Object.fromEntries(names.map((name) => [name, nothing])) };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), { env });
  const { builtins, opa_json_dump: dump } = instance.exports as Record<
    string,
    (...args: ReadonlyArray<number>) => number
  >;
  const start = dump!(builtins!());
  const bytes = new Uint8Array(memory.buffer, start);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
}

const metadata = z.strictObject({
  title: z.string().min(10).max(80),
  description: z.string().min(40),
  related_resources: z.array(z.strictObject({ ref: z.url(), description: z.string().min(3) })).min(1),
  schemas: z.tuple([z.strictObject({ input: z.literal("schema.review") })]),
  custom: z.strictObject({
    severity: z.enum(["critical", "high", "medium", "low", "info"]),
    enforcement: z.enum(["deny", "warn", "shadow"]).optional(),
    remediation: z.string().min(10),
    resources: z.array(z.string()).min(1).optional(),
    topics: z.array(z.string().regex(/^[a-z0-9-]+$/)).optional(),
    frameworks: z.record(z.string(), z.array(z.string()).min(1)).optional(),
    aliases: z.array(z.string()).min(1).optional(),
  }),
});

describe.each(policies)("$id", ({ id, folder, files }) => {
  const name = folder.slice(folder.lastIndexOf("/") + 1);
  const source = regoFiles().get(`${folder}/${name}.rego`) ?? "";
  const tests = regoFiles().get(`${folder}/${name}_test.rego`) ?? "";

  it("is one folder, one package, four files", () => {
    const format = exampleFormat(id);
    expect(files.filter((file) => file !== "base.tf")).toEqual(
      [`bad.${format}`, `good.${format}`, `${name}.rego`, `${name}_test.rego`].sort(),
    );
    expect(source).toMatch(new RegExp(`^package policies\\.${id}$`, "m"));
    expect(tests).toMatch(new RegExp(`^package policies\\.${id}_test$`, "m"));
  });

  it("has the METADATA that the catalogue needs, and no other", () => {
    const block = /^# METADATA\n((?:#.*\n)+)package /.exec(source)?.[1] ?? "";
    expect(metadata.safeParse(load(block.replaceAll(/^# ?/gm, ""))).error).toBeUndefined();
  });

  it("tests what is wrong, what is right and what is unknown, and a whole finding", () => {
    expect(tests).toMatch(/^test_deny_/m);
    expect(tests).toMatch(/^test_allow/m);
    expect(tests).toMatch(/^test_(?:warn|allow)_unknown/m);
    expect(tests).toMatch(/policy\.deny == \{/);
    expect(/^warn contains/m.test(source)).toBe(/^test_warn_/m.test(tests));
  });

  it("is short and narrow", () => {
    const lines = source.split("\n");
    expect(lines.length).toBeLessThanOrEqual(bounds.lines);
    expect(lines.filter((line) => line.length > bounds.columns && !line.startsWith("#   - ref: "))).toEqual([]);
  });
});
