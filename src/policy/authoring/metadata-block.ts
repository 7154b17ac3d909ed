import { load } from "js-yaml";
import { isRecord } from "../../model/json.ts";

/** The METADATA of a package: its comment read as YAML, and where each key stands. */
export interface MetadataBlock {
  /** The line of `# METADATA`. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** `title` or `custom.severity` → its line. */
  readonly lines: ReadonlyMap<string, number>;
}

/** The METADATA right above the package clause, null where there is none or where it is no YAML. */
export function packageMetadata(source: string): MetadataBlock | null {
  const lines = source.split(/\r?\n/);
  const clause = lines.findIndex((line) => /^package\s/.test(line));
  let first = clause;
  while (first > 0 && /^#/.test(lines[first - 1] ?? "")) {
    first -= 1;
  }
  const comment = lines.slice(Math.max(first, 0), Math.max(clause, 0));
  const start = comment.findLastIndex((line) => /^#\s*METADATA\s*$/.test(line));
  if (start < 0) {
    return null;
  }
  const body = comment.slice(start + 1).map((line) => line.slice(1));
  const values = readYaml(body.join("\n"));
  return values === null ? null : { line: first + start + 1, values, lines: keyLines(body, first + start + 2) };
}

function readYaml(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = load(text, { maxAliases: 0 });
    return isRecord(value) ? { ...value } : null;
  } catch {
    return null; // the engine says why
  }
}

/** Keys of the first level, and those of `custom`, by their indentation. */
function keyLines(body: ReadonlyArray<string>, firstLine: number): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  let top = "";
  let outer: number | null = null;
  let inner: number | null = null;
  for (const [index, text] of body.entries()) {
    const { indent = "", key } = /^(?<indent>\s*)(?<key>[A-Za-z_][\w-]*)\s*:(?:\s|$)/.exec(text)?.groups ?? {};
    if (key === undefined) {
      continue;
    }
    outer ??= indent.length;
    if (indent.length === outer) {
      top = key;
      inner = null;
      lines.set(key, firstLine + index);
    } else if (top === "custom" && indent.length === (inner ??= indent.length)) {
      lines.set(`custom.${key}`, firstLine + index);
    }
  }
  return lines;
}
