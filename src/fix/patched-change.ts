import { createHash } from "node:crypto";
import type { ChangeSet, FileContent, Tree, TreeEntry } from "../model/change-set.ts";

/** The change from a head to the same head with the texts of some files replaced. The gate stays what it was. */
export function patchedChange(change: ChangeSet, texts: ReadonlyMap<string, string>): ChangeSet {
  return {
    ...change,
    base: change.head,
    head: withTexts(change.head, texts),
    files: [...texts.keys()].sort().map((path) => ({ path, status: "modified", previous_path: null })),
    base_sha: null,
    head_sha: null,
  };
}

function withTexts(tree: Tree, texts: ReadonlyMap<string, string>): Tree {
  const entries = new Map([...tree.entries].map(([path, entry]) => [path, replaced(entry, texts.get(path))]));
  return {
    entries,
    read: async (paths) => {
      const others = await tree.read(paths.filter((path) => !texts.has(path)));
      const own = paths.flatMap((path): ReadonlyArray<readonly [string, FileContent]> => {
        const text = texts.get(path);
        return text === undefined ? [] : [[path, { kind: "text", text }]];
      });
      return new Map([...others, ...own]);
    },
  };
}

function replaced(entry: TreeEntry, text: string | undefined): TreeEntry {
  if (text === undefined) return entry;
  const bytes = Buffer.from(text, "utf8");
  const sha = createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex"); // as git names content
  return { ...entry, sha, size: bytes.length };
}
