import type { Tree } from "../model/change-set.ts";
import type { NotAnalysed } from "../model/problem.ts";
import { compareText } from "../model/text.ts";

interface Kind {
  readonly path: RegExp;
  /** A file of that path belongs to the kind only when its text matches. */
  readonly text: RegExp | null;
  readonly reason: string;
}

/** What is recognised and not read yet. A changed one is said; it never counts as a pass. */
const kinds: ReadonlyArray<Kind> = [
  {
    path: /\.(?:ya?ml|json|template)$/,
    text: /^\s*["']?AWSTemplateFormatVersion\b|["']?Type["']?:\s*["']?AWS::\w+::\w+/m,
    reason: "CloudFormation templates are not read yet",
  },
];

/** Recognised files among `paths` (all files of the tree when null) that no format reads, and changed submodules. */
export async function findUnsupported(
  tree: Tree,
  base: Tree | null,
  paths: ReadonlySet<string> | null,
): Promise<ReadonlyArray<NotAnalysed>> {
  const wanted = [...tree.entries.values()].filter((entry) => paths?.has(entry.path) ?? true);
  const submodules = wanted
    .filter((entry) => entry.mode === "160000")
    .map((entry) => ({ path: entry.path, reason: "a submodule; its content is not part of this repository" }));
  const candidates = wanted.filter(
    (entry) => entry.mode !== "160000" && kinds.some((kind) => kind.path.test(entry.path)),
  );
  const texts = await tree.read(candidates.filter((entry) => needsText(entry.path)).map((entry) => entry.path));
  const files = candidates.flatMap(({ path }) => {
    const content = texts.get(path);
    const text = content?.kind === "text" ? content.text : "";
    const kind = kinds.find((item) => item.path.test(path) && (item.text?.test(text) ?? true));
    return kind === undefined ? [] : [{ path, reason: kind.reason }];
  });
  return [...submodules, ...files, ...removedFrom(tree, base, paths)].sort((a, b) => compareText(a.path, b.path));
}

function needsText(path: string): boolean {
  return kinds.find((kind) => kind.path.test(path))?.text !== null;
}

/** A removed submodule or workflow changes what is deployed as much as an added one. */
function removedFrom(tree: Tree, base: Tree | null, paths: ReadonlySet<string> | null): ReadonlyArray<NotAnalysed> {
  if (base === null || paths === null) return [];
  return [...base.entries.values()]
    .filter((entry) => paths.has(entry.path) && !tree.entries.has(entry.path))
    .flatMap((entry) => {
      if (entry.mode === "160000") return [{ path: entry.path, reason: "a submodule that this change removes" }];
      const kind = kinds.find((item) => item.text === null && item.path.test(entry.path));
      return kind === undefined ? [] : [{ path: entry.path, reason: `${kind.reason} (removed here)` }];
    });
}
