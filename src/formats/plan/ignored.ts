import type { Tree } from "../../model/change-set.ts";
import type { AttributePath, Declaration } from "../../model/resource.ts";

/** Which paths of a declaration its `ignore_changes` leaves to others. */
export type Ignored = (declaration: Declaration) => (path: AttributePath) => boolean;

const ignoreChanges = /\bignore_changes"?\s{0,20}[=:]\s{0,20}(?:"?(?<all>all)\b|\[(?<names>(?:[^[\]]|\[[^[\]]*\])*)\])/;

/**
 * Reads what the blocks of the declarations ignore, from their lines: an ignored attribute is configured and yet no
 * drift when it differs.
 */
export async function readIgnored(tree: Tree, declarations: ReadonlyArray<Declaration>): Promise<Ignored> {
  const paths = [...new Set(declarations.map(({ location }) => location.path))].filter((path) =>
    tree.entries.has(path),
  );
  const contents = await tree.read(paths);
  const lines = new Map(
    [...contents].map(([path, content]) => [path, content.kind === "text" ? content.text.split("\n") : []]),
  );
  return ({ location }) => {
    const block = (lines.get(location.path) ?? []).slice(location.line - 1, location.end_line);
    return ignores(block.map(withoutComment).join("\n"));
  };
}

/** A comment that stands on a line of its own. */
function withoutComment(line: string): string {
  return /^\s*(?:#|\/\/)/.test(line) ? "" : line;
}

function ignores(block: string): (path: AttributePath) => boolean {
  const found = ignoreChanges.exec(block)?.groups;
  if (found === undefined) return () => false;
  if (found["all"] !== undefined) return () => true;
  const names = new Set((found["names"] ?? "").split(",").map((name) => spelled(stepsOf(name))));
  return (path) => path.some((_, at) => names.has(spelled(path.slice(0, at + 1))));
}

/** `tags["Name"]` and `root_block_device[0].size` as paths. */
function stepsOf(name: string): AttributePath {
  const steps =
    name
      .trim()
      .replaceAll(/^"|"$/g, "")
      .match(/[\w-]+/g) ?? [];
  return steps;
}

function spelled(path: AttributePath): string {
  return path.map(String).join("\u0000");
}
