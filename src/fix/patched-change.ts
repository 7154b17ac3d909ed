import { blobSha } from "../model/digest.ts";
import type { ChangeSet, FileChange, FileContent, Tree, TreeEntry } from "../model/change-set.ts";

/**
 * A change with the texts of some files of its head replaced; where there is no base, the change from the head to that.
 * The gate stays what it was.
 */
export function patchedChange(change: ChangeSet, texts: ReadonlyMap<string, string>): ChangeSet {
  const known = new Set(change.files.map(({ path }) => path));
  const edited = [...texts.keys()].filter((path) => !known.has(path));
  return {
    ...change,
    base: change.base ?? change.head,
    head: withTexts(change.head, texts),
    files: [
      ...change.files,
      ...edited.sort().map((path): FileChange => ({ path, status: "modified", previous_path: null })),
    ],
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
  const sha = blobSha(bytes);
  return { ...entry, sha, size: bytes.length };
}
