import { createHash } from "node:crypto";

import type { Engines } from "../../../src/engines/engines.ts";
import type { FileContent, Tree, TreeEntry } from "../../../src/model/change-set.ts";
import type { FormatRequest, FormatResult } from "../../../src/formats/format.ts";
import { readKubernetes } from "../../../src/formats/kubernetes/read-kubernetes.ts";

/** Files of a tree in memory; a content that is no text is given by its kind. */
export type Files = Readonly<Record<string, string | FileContent>>;

/** A tree in memory that writes down what is read from it. */
export function aTree(files: Files, reads: Array<string> = []): Tree {
  const entries = new Map<string, TreeEntry>();
  for (const [path, content] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const sha = createHash("sha1").update(JSON.stringify(content)).digest("hex");
    entries.set(path, { path, mode: "100644", sha, size: null });
  }
  const contentOf = (path: string): FileContent => {
    const content = files[path];
    if (content === undefined) return { kind: "missing" };
    return typeof content === "string" ? { kind: "text", text: content } : content;
  };
  return {
    entries,
    read: (paths) => {
      reads.push(...paths);
      return Promise.resolve(new Map(paths.map((path) => [path, contentOf(path)])));
    },
  };
}

/** No engine: reading manifests asks for none. */
export const engines: Engines = {
  engine: () => {
    throw new Error("Kubernetes needs no engine");
  },
  close: () => Promise.resolve(),
};

/** Reads a tree as `scan` does. */
export function scan(files: Files, over: Partial<FormatRequest> = {}): Promise<FormatResult> {
  return readKubernetes({ base: null, head: aTree(files), changed: null, under: ".", projects: [], engines, ...over });
}

/** Reads both sides as `review` does: what differs is what is changed. */
export function review(base: Files, head: Files, over: Partial<FormatRequest> = {}): Promise<FormatResult> {
  const paths = new Set([...Object.keys(base), ...Object.keys(head)]);
  const changed = new Set([...paths].filter((path) => JSON.stringify(base[path]) !== JSON.stringify(head[path])));
  return readKubernetes({ base: aTree(base), head: aTree(head), changed, under: ".", projects: [], engines, ...over });
}
