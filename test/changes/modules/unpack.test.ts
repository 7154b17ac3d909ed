import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";

import { formatOf, unpack } from "../../../src/changes/modules/unpack.ts";
import { aZip } from "./archives.ts";

type Head = Parameters<ReturnType<typeof pack>["entry"]>[0] & { readonly name: string };

async function aTar(entries: ReadonlyArray<readonly [Head, string?]>): Promise<Uint8Array> {
  const tar = pack();
  for (const [header, text] of entries) tar.entry(header, text ?? "");
  tar.finalize();
  const chunks: Array<Buffer> = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function texts(archive: Uint8Array, format: "zip" | "tar.gz" | "tar"): Promise<Record<string, string | null>> {
  const files = await unpack(archive, format, { files: 5, bytes: 1000 });
  return Object.fromEntries(
    files.map(({ path, bytes }) => [path, bytes === null ? null : Buffer.from(bytes).toString("utf8")]),
  );
}

describe("archives", () => {
  it("give their files, and links without where they lead", async () => {
    const tar = await aTar([
      [{ name: "net/", type: "directory" }],
      [{ name: "net/main.tf" }, "a"],
      [{ name: "./net/b.tf" }, "b"],
      [{ name: "net/link", type: "symlink", linkname: "/etc/passwd" }],
      [{ name: "net/hard", type: "link", linkname: "net/main.tf" }],
    ]);
    const expected = { "net/main.tf": "a", "net/b.tf": "b", "net/link": null, "net/hard": null };
    expect(await texts(tar, "tar")).toEqual(expected);
    expect(await texts(gzipSync(tar), "tar.gz")).toEqual(expected);
    expect(formatOf(gzipSync(tar))).toBe("tar.gz");
    const zip = aZip([
      ["net/main.tf", "a"],
      ["net/link", { target: "/etc/passwd" }],
    ]);
    expect(formatOf(zip)).toBe("zip");
    expect(await texts(zip, "zip")).toEqual({ "net/main.tf": "a", "net/link": null });
  });

  it.each<[string, ReadonlyArray<readonly [Head, string?]>, RegExp]>([
    ["a path above", [[{ name: "../x" }, "a"]], /leaves its directory: "\.\.\/x"/],
    ["a path above, hidden", [[{ name: "a/../../x" }, "a"]], /leaves its directory/],
    ["an absolute path", [[{ name: "/etc/x" }, "a"]], /leaves its directory/],
    ["a backslash", [[{ name: "..\\x" }, "a"]], /leaves its directory/],
    ["a device", [[{ name: "x", type: "character-device" }]], /"x", which is no file, directory or link/],
    ["a pipe", [[{ name: "x", type: "fifo" }]], /no file, directory or link/],
    ["too many files", Array.from({ length: 6 }, (_, at) => [{ name: `f${at}` }, "a"] as const), /more than 5 files/],
    [
      "too many bytes",
      [
        [{ name: "x" }, "a".repeat(600)],
        [{ name: "y" }, "a".repeat(600)],
      ],
      /more than 1000 bytes/,
    ],
  ])("row 41: are refused with %s", async (_, entries, message) => {
    const tar = await aTar(entries);
    await expect(texts(tar, "tar")).rejects.toThrow(message);
    await expect(texts(gzipSync(tar), "tar.gz")).rejects.toThrow(message);
  });

  it("row 41: are refused when a small one is a bomb", async () => {
    const tar = await aTar([[{ name: "x" }, "a".repeat(5_000_000)]]);
    const bomb = gzipSync(tar);
    expect(bomb.length).toBeLessThan(10_000);
    await expect(texts(bomb, "tar.gz")).rejects.toThrow(/more than 1000 bytes/);
    await expect(texts(aZip([["x", "a".repeat(5_000_000)]]), "zip")).rejects.toThrow(/more than 1000 bytes/);
  });

  it.each(["zip", "tar.gz", "tar"] as const)("are refused when they are no %s", async (format) => {
    await expect(
      texts(Buffer.from("no archive at all, but long enough to look at".repeat(20)), format),
    ).rejects.toThrow(`the archive is no valid ${format}`);
  });

  it("are refused when a zip leaves its directory", async () => {
    await expect(texts(aZip([["../x", "a"]]), "zip")).rejects.toThrow(/\.\.\/x/);
  });
});
