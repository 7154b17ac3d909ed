import { maxFileBytes, type EntryMode, type FileContent, type TreeEntry } from "../model/change-set.ts";

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

/** What links say, from their blobs: git keeps a link as a file with the path that it leads to. */
export async function readLinks(
  entries: ReadonlyMap<string, TreeEntry>,
  paths: ReadonlyArray<string>,
  read: (links: ReadonlyArray<TreeEntry>) => Promise<ReadonlyMap<string, Uint8Array>>,
): Promise<ReadonlyMap<string, string>> {
  const links = paths
    .flatMap((path) => entries.get(path) ?? [])
    .filter(({ mode, size }) => mode === "120000" && (size ?? 0) < maxFileBytes);
  const contents = await read(links);
  const targets = new Map<string, string>();
  for (const { path, sha } of links) {
    const bytes = contents.get(sha);
    const content = bytes === undefined ? null : decodeContent(bytes);
    if (content?.kind === "text") targets.set(path, content.text);
  }
  return targets;
}

/** git's mode text as an EntryMode; files with group bits of very old repositories count as plain files. */
export function entryMode(mode: string): EntryMode {
  return mode === "120000" || mode === "160000" || mode === "100755" ? mode : "100644";
}
