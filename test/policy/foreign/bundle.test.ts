import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { readBundle } from "../../../src/policy/foreign/bundle.ts";

async function bundleOf(files: Readonly<Record<string, string>>, link?: string): Promise<Uint8Array> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name }, text);
  if (link !== undefined) archive.entry({ name: link, type: "symlink", linkname: "/etc/passwd" });
  archive.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of archive) parts.push(part as Uint8Array);
  return gzipSync(Buffer.concat(parts));
}

const rego = "package app.main\ndeny contains 1";

describe("readBundle", () => {
  it("reads policies and data with the version that the manifest says", async () => {
    const files = {
      "/.manifest": JSON.stringify({ roots: ["app"], rego_version: 1, file_rego_versions: { "/old/*.rego": 0 } }),
      "/a.rego": rego,
      "/old/b.rego": rego,
      "/data.json": "{}",
      "/policy.wasm": "x",
      "/.signatures.json": "{}",
    };
    expect(await readBundle(await bundleOf(files))).toEqual({
      files: [
        { path: "a.rego", text: rego, version: "v1" },
        { path: "data.json", text: "{}", version: "v1" },
        { path: "old/b.rego", text: rego, version: "v0" },
      ],
      problems: [],
    });
  });

  it("refuses what leaves the bundle or its roots, and links", async () => {
    const files = {
      ".manifest": '{"roots": ["other"]}',
      "../../evil.rego": rego,
      "a.rego": rego,
      "b.rego": "package other.x",
    };
    const { files: read, problems } = await readBundle(await bundleOf(files, "c.rego"));

    expect(read.map(({ path }) => path)).toEqual(["b.rego"]);
    expect(problems.map(({ message }) => message)).toEqual([
      "the path ../../evil.rego leaves the bundle; it is not read",
      "c.rego is a link, which is never followed",
      "the package app.main lies outside the roots of the bundle (other)",
    ]);
  });

  it.each([
    ["no archive", Buffer.from("x"), /cannot be read/],
    ["a bomb", gzipSync(Buffer.alloc(80 * 1024 * 1024)), /cannot be read|no Rego files/],
  ])("says what is wrong with %s", async (_, bytes, message) => {
    const { files, problems } = await readBundle(bytes);
    expect(files).toEqual([]);
    expect(problems[0]?.message).toMatch(message);
  });

  it("says of a compiled module alone that it is not run", async () => {
    const { problems } = await readBundle(await bundleOf({ "policy.wasm": "\0asm" }));
    expect(problems).toEqual([
      { path: "", message: "the bundle has no Rego files; a compiled module alone is not run" },
    ]);
  });

  it("refuses a data document that is too large, and the rest counts", async () => {
    const { files, problems } = await readBundle(
      await bundleOf({ "a.rego": rego, "data.json": `"${"x".repeat(17 * 1024 * 1024)}"` }),
    );
    expect(files.map(({ path }) => path)).toEqual(["a.rego"]);
    expect(problems[0]?.message).toMatch(/^data.json has \d+ bytes, expected at most 16777216$/);
  });
});
