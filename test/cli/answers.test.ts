import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { openAnswerFile } from "../../src/cli/answer-file.ts";
import { scanTree } from "../../src/cli/reports.ts";
import { openEngines } from "../../src/engines/open-engines.ts";
import { makeDirectory } from "../support/repository.ts";

const bucket = (name: string): string => `resource "aws_s3_bucket" "${name}" {}\n`;
const deployment = (image: string): string =>
  "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n" +
  `spec: {template: {spec: {containers: [{name: web, image: "${image}"}]}}}\n`;
const place = makeDirectory({
  "tree/a/main.tf": bucket("first"),
  "tree/b/web.yaml": deployment("web:latest"),
  "timed/clock.rego":
    'package policies.acme.clock\n\ndeny contains {"message": "late", "address": r.address} if {\n' +
    "  some r in input.resources\n  time.now_ns() > 0\n}\n",
});
const tree = join(place.root, "tree");
const cache = join(place.root, "cache");
const folder = join(cache, "tollgate", "answers");

beforeAll(() => {
  vi.stubEnv("XDG_CACHE_HOME", cache);
});
afterAll(() => {
  vi.unstubAllEnvs();
  place.remove();
});

interface Counted {
  readonly report: string;
  /** Questions that an earlier run had answered, and answers that this run wrote. */
  readonly known: number;
  readonly written: number;
}

/** A scan as the command line does it, with what it took from the run before. */
async function scan(options: { readonly policies?: ReadonlyArray<string> } = {}): Promise<Counted> {
  const output = join(place.root, "report.json");
  const file = openAnswerFile("scan", tree);
  const counted = { known: 0, written: 0 };
  const answers = {
    ...file,
    read: async (key: string) => {
      const answer = await file.read(key);
      if (answer !== null) counted.known += 1;
      return answer;
    },
    write: (key: string, answer: Uint8Array) => {
      counted.written += 1;
      file.write(key, answer);
    },
  };
  const clock = new Date("2026-03-04T05:06:07Z");
  const asked = { clock, engines: openEngines({ clock, answers }), answers };
  await scanTree(tree, { format: "json", pack: true, cache: true, output, ...options }, asked);
  return { report: readFileSync(output, "utf8"), ...counted };
}

function onlyFile(): string {
  const [name] = readdirSync(folder);
  return join(folder, name ?? "there is none");
}

describe("a command's second run in a directory", () => {
  it("gives the same bytes from the answers of the first", async () => {
    const first = await scan();
    const second = await scan();

    expect(first).toMatchObject({ known: 0 });
    expect(first.written).toBeGreaterThan(2); // the evaluation, and each project's policies
    expect(second).toEqual({ report: first.report, known: first.written, written: 0 });
  });

  it("asks anew what a change concerns, and nothing else", async () => {
    const before = await scan();
    writeFileSync(join(tree, "b", "web.yaml"), deployment("web:1.2.3"));
    const after = await scan();

    expect(after.written).toBe(1);
    expect(after.known).toBe(before.known - 1);
    expect(before.report).toContain("web:latest");
    expect(after.report).not.toContain("web:latest");
    writeFileSync(join(tree, "a", "main.tf"), bucket("second"));
    expect((await scan()).report).toContain("aws_s3_bucket.second");
  });

  it("asks again what calls a function of the host, the clock for instance", async () => {
    const policies = [join(place.root, "timed")];
    const first = await scan({ policies });
    const second = await scan({ policies });

    expect(second.report).toBe(first.report);
    expect(second.report).toContain('"message": "late"');
    expect(second.known).toBe(first.known + first.written); // those of the pack; none of the clock's was kept
  });

  it.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ["changed", (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 40 ? byte ^ 1 : byte)))],
    ["something else", () => Buffer.from("not compressed")],
    ["empty", () => Buffer.alloc(0)],
  ])("answers from nothing where the file is %s", async (_what, broken) => {
    const { report } = await scan();
    writeFileSync(onlyFile(), broken(readFileSync(onlyFile())));
    const again = await scan();

    expect(again).toMatchObject({ report, known: 0 });
    expect((await scan()).known).toBe(again.written);
  });
});

describe("kept answers", () => {
  it("are those of the directories that were looked at last", async () => {
    const timed = new Set<string>();
    for (let at = 0; at < 70; at += 1) {
      const file = openAnswerFile("scan", `/somewhere/${at}`);
      file.write("key", new Uint8Array([at]));
      await file.save();
      const time = new Date(Date.UTC(2026, 0, 1, 0, at));
      for (const name of readdirSync(folder).filter((each) => !timed.has(each))) {
        utimesSync(join(folder, name), time, time);
        timed.add(name);
      }
    }

    expect(readdirSync(folder)).toHaveLength(64);
    expect(await openAnswerFile("scan", "/somewhere/0").read("key")).toBeNull();
    expect(await openAnswerFile("scan", "/somewhere/69").read("key")).toEqual(Buffer.from([69]));
    expect(await openAnswerFile("review", "/somewhere/69").read("key")).toBeNull();
  });
});
