import { gzipSync } from "node:zlib";

import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";

import { archiveLimits, readArchive } from "../../src/github/archive.ts";
import { blobSha } from "../../src/model/digest.ts";

type Head = Parameters<ReturnType<typeof pack>["entry"]>[0] & { readonly name: string };

async function anArchive(entries: ReadonlyArray<readonly [Head, string?]>): Promise<Buffer> {
  const tar = pack();
  for (const [header, text] of entries) tar.entry(header, text ?? "");
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

/** In small pieces, as a network has it. */
async function* arriving(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}

function wanted(...texts: ReadonlyArray<string>) {
  return texts.map((text) => ({ sha: blobSha(Buffer.from(text), "sha1"), size: Buffer.byteLength(text) }));
}

async function texts(archive: Uint8Array, want: ReturnType<typeof wanted>, limits = archiveLimits) {
  const found = await readArchive(arriving(archive), want, limits);
  return [...found.values()].map((bytes) => Buffer.from(bytes).toString("utf8"));
}

describe("an archive of a commit", () => {
  it("gives the wanted contents by their SHA, whatever they are called", async () => {
    const archive = await anArchive([
      [{ name: "acme-infra-1/", type: "directory" }],
      [{ name: "acme-infra-1/main.tf" }, "wanted"],
      [{ name: "acme-infra-1/same-size.tf" }, "foreig"],
      [{ name: "acme-infra-1/other.tf" }, "not wanted"],
    ]);
    expect(await texts(archive, wanted("wanted", "not there"))).toEqual(["wanted"]);
  });

  it("gives no content that was changed on its way", async () => {
    const archive = await anArchive([[{ name: "a/main.tf" }, "$Id: expanded$"]]);
    expect(await texts(archive, wanted("$Id$".padEnd(14)))).toEqual([]);
  });

  it("row 41: takes no name and no link for anything", async () => {
    const archive = await anArchive([
      [{ name: "../../etc/cron.d/x" }, "found"],
      [{ name: "/etc/passwd", type: "symlink", linkname: "/etc/shadow" }],
      [{ name: "hard", type: "link", linkname: "../../etc/passwd" }],
      [{ name: "pipe", type: "fifo" }],
    ]);
    expect(await texts(archive, wanted("found", "root:x:0:0"))).toEqual(["found"]);
  });

  it.each([
    ["too many entries", { entries: 5 }, /more than 5 entries/],
    ["too many bytes as they arrive", { packed: 100 }, /arrives with more than 100 bytes/],
    ["a bomb", { unpacked: 1_000_000 }, /unpacks to more than 1000000 bytes/],
  ])("row 41: is left at %s", async (_, limit, message) => {
    const entries = Array.from({ length: 8 }, (__, index) => [{ name: `f${index}` }, "0".repeat(500_000)] as const);
    const archive = await anArchive(entries);
    await expect(texts(archive, wanted("x"), { ...archiveLimits, ...limit })).rejects.toThrow(message);
  });

  it("row 41: is left where it is damaged or cut", async () => {
    const archive = await anArchive([[{ name: "f" }, "0".repeat(500_000)]]);
    await expect(texts(archive.subarray(0, archive.length / 2), wanted("x"))).rejects.toThrow(/damaged or ends early/);
    await expect(texts(Buffer.from("no archive at all"), wanted("x"))).rejects.toThrow(/damaged or ends early/);
  });
});
