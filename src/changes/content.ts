import { createHash } from "node:crypto";

import type { EntryMode, FileContent } from "../model/change-set.ts";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** How far git looks for a NUL byte before it calls a file binary. */
const binaryProbeBytes = 8000;

/** Bytes of a file into what can be analysed: text only when it is UTF-8 without NUL (a byte order mark is dropped). */
export function decodeContent(bytes: Uint8Array): FileContent {
  if (bytes.subarray(0, binaryProbeBytes).includes(0))
    return looksUtf16(bytes) ? { kind: "not-utf8" } : { kind: "binary" };
  try {
    return { kind: "text", text: decoder.decode(bytes) };
  } catch {
    return { kind: "not-utf8" };
  }
}

function looksUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

/** git's blob SHA-1 of a content. */
export function blobSha(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** What a mode alone says about a file's content; null where it has to be read. */
export function contentByMode(mode: EntryMode): FileContent | null {
  switch (mode) {
    case "120000":
      return { kind: "symlink" };
    case "160000":
      return { kind: "submodule" };
    case "100644":
    case "100755":
      return null;
  }
}

/** git's mode text as an EntryMode; files with group bits of very old repositories count as plain files. */
export function entryMode(mode: string): EntryMode {
  return mode === "120000" || mode === "160000" || mode === "100755" ? mode : "100644";
}
