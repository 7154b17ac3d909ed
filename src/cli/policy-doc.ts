import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "../model/failure.ts";
import { readAuthorSources, readExamples } from "../policy/authoring/author-sources.ts";
import { catalogueOf } from "../policy/authoring/catalogue.ts";
import { catalogueHtml } from "./catalogue-html.ts";
import { catalogueMarkdown, generated, type CataloguePage } from "./catalogue-markdown.ts";

/** Options of `tollgate policy doc`. */
export interface DocOptions {
  readonly format: "markdown" | "html" | "json";
  readonly output?: string;
  readonly check?: boolean;
}

/** `tollgate policy doc`: writes the catalogue; with `--check` 1 where what is there is another. */
export async function runPolicyDoc(paths: ReadonlyArray<string>, options: DocOptions): Promise<number> {
  const sources = await readAuthorSources(paths, { pack: false });
  const entries = catalogueOf(sources.files, await readExamples(paths));
  if (options.format === "json") return emit([{ path: "", text: `${JSON.stringify(entries, null, 2)}\n` }], options);
  if (options.format === "html") return emit([{ path: "", text: catalogueHtml(entries) }], options);
  const pages = catalogueMarkdown(entries);
  if (options.output !== undefined) return emit(pages, options);
  process.stdout.write(pages.map(({ text }) => text).join("\n"));
  return 0;
}

function emit(pages: ReadonlyArray<CataloguePage>, { output, check }: DocOptions): number {
  if (output === undefined) {
    process.stdout.write(pages.map(({ text }) => text).join(""));
    return 0;
  }
  const differing = pages.filter(({ path, text }) => textAt(join(output, path)) !== text);
  const stale = pages.length > 1 ? stalePages(output, new Set(pages.map(({ path }) => join(output, path)))) : [];
  if (check === true) {
    const names = [...differing.map(({ path }) => join(output, path)), ...stale].slice(0, 10);
    if (names.length === 0) return 0;
    process.stderr.write(`${names.join(", ")} differ from the policies; run the command without --check\n`);
    return 1;
  }
  for (const path of stale) rmSync(path);
  for (const { path, text } of differing) write(join(output, path), text);
  return 0;
}

/** Pages that were written for policies which are gone. */
function stalePages(output: string, wanted: ReadonlySet<string>): ReadonlyArray<string> {
  if (!existsSync(output)) return [];
  const files = readdirSync(output, { recursive: true, encoding: "utf8" }).map((path) => join(output, path));
  return files
    .filter((file) => file.endsWith(".md") && !wanted.has(file) && textAt(file)?.startsWith(generated) === true)
    .sort();
}

function textAt(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    throw new UsageError(`${file} cannot be written; name a folder for markdown and a file for html`, { cause });
  }
}
