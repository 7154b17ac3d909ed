import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Review } from "../../src/model/review.ts";
import { review, reviewOf } from "../../src/review.ts";
import { testEnginesClock, aTree } from "./builders.ts";
import { openReviewing } from "./foreign/reviewing.ts";

const megabyte = 1_000_000;
const reviewing = openReviewing();
let folder = "";

const policy = `package main

import rego.v1

deny contains sprintf("%s is known", [input.name]) if {
	some name, _ in data.names
	name == input.name
}
`;

/** An object of so many bytes. */
function names(prefix: string, bytes: number): string {
  const entry = (at: number): string => `"${prefix}${String(at).padStart(9, "0")}":[1,"${"x".repeat(78)}"]`;
  const count = Math.floor(bytes / (entry(0).length + 1));
  return `{${Array.from({ length: count }, (_, at) => entry(at)).join(",")}}`;
}

async function bundle(files: Readonly<Record<string, Buffer>>): Promise<Uint8Array> {
  const archive = pack();
  const parts: Uint8Array[] = [];
  const read = (async () => {
    for await (const part of archive) parts.push(part as Uint8Array);
  })();
  for (const [name, content] of Object.entries(files)) {
    await new Promise((resolve) => archive.entry({ name }, content, resolve));
  }
  archive.finalize();
  await read;
  return gzipSync(Buffer.concat(parts), { level: 1 });
}

function scan(disk: ReadonlyArray<string>, file: string): Promise<Review> {
  const head = aTree({ "a.yaml": file });
  const change = { base: null, head, gate: head, files: [], base_sha: null, head_sha: null };
  const request = reviewOf(() => Promise.resolve(change), testEnginesClock);
  return review({ ...request, policies: { pack: false, disk } }, reviewing.tools);
}

describe("row 42: a data document of 200 MB", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tollgate-data-"));
    writeFileSync(join(folder, "a.rego"), policy);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await reviewing.close();
  });

  it("in a file is named and gates, and the other policies run", async () => {
    const large = join(folder, "data.json");
    writeFileSync(large, "{");
    truncateSync(large, 200 * megabyte);
    const { problems, verdict } = await scan([folder], "name: n\n");
    rmSync(large);
    expect(problems).toMatchObject([{ path: large, gates: true }]);
    expect(problems[0]?.message).toContain("200000000 bytes, expected at most");
    expect(verdict.conclusion).toBe("undecided");
  });

  it("in forty files of 5 MB is read as far as an evaluation can hold it", { timeout: 120_000 }, async () => {
    const many = mkdtempSync(join(folder, "many-"));
    writeFileSync(join(many, "a.rego"), policy);
    writeFileSync(join(many, "data.json"), `{"names": ${names("n", 4.9 * megabyte)}}`);
    for (let at = 10; at < 50; at += 1) {
      mkdirSync(join(many, `part${at}`));
      writeFileSync(join(many, `part${at}`, "data.json"), names("p", 4.9 * megabyte));
    }
    const { findings, problems } = await scan([many], "name: n000000001\n");
    expect(findings.map(({ message }) => message)).toEqual(["n000000001 is known"]);
    expect(problems.length).toBe(35); // 41 files, of which six are below 32 MiB together
    expect(problems.every(({ gates }) => gates)).toBe(true);
    const said = (text: string) => problems.filter(({ message }) => message.startsWith(text)).length;
    expect(said("the data files are more than 33554432 characters together")).toBe(8);
    expect(said("the folder has more than 67108864 characters of policies and data")).toBe(27);
  });

  it("in a bundle is passed over without being held", { timeout: 60_000 }, async () => {
    const file = join(folder, "bundle.tar.gz");
    const data = Buffer.alloc(200 * megabyte, "x");
    writeFileSync(file, await bundle({ "data.json": data, "a.rego": Buffer.from(policy) }));
    const { problems, verdict } = await scan([file], "name: n\n");
    rmSync(file);
    expect(problems.map(({ message }) => message)).toEqual([
      "data.json has 200000000 bytes, expected at most 16777216",
    ]);
    expect(verdict.conclusion).toBe("undecided");
  });
});
