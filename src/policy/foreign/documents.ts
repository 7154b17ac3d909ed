import { posix } from "node:path";
import { z } from "zod";
import type { Engines } from "../../engines/engines.ts";
import type { ChangeSet, Tree } from "../../model/change-set.ts";
import { EngineError } from "../../model/failure.ts";
import type { NotAnalysed, Problem } from "../../model/problem.ts";
import type { DocumentSettings } from "../../model/settings.ts";
import { compareText } from "../../model/text.ts";
import { whyNot } from "../unreadable.ts";
import type { CompiledPolicies } from "../policy.ts";

const anchor = z.object({ text: z.string(), line: z.number(), end_line: z.number() });
const document = z.object({
  content: z.unknown(),
  line: z.number(),
  end_line: z.number(),
  anchors: z.array(anchor),
});
const answer = z.union([
  z.object({
    files: z.array(z.object({ path: z.string(), documents: z.array(document), error: z.string().optional() })),
  }),
  z.object({ error: z.string() }),
]);

/** One document of a file, as Conftest gives it to policies, with its lines and those of what it names. */
export type FileDocument = z.infer<typeof document>;

/** One file that policies see. */
export interface DocumentFile {
  readonly path: string;
  readonly documents: ReadonlyArray<FileDocument>;
}

/** One side of a change as policies on files see it. */
export interface DocumentSide {
  readonly files: ReadonlyArray<DocumentFile>;
  readonly problems: ReadonlyArray<Problem>;
}

/** The files that policies see at base and head; the base is null for a scan. */
export interface Documents {
  readonly base: DocumentSide | null;
  readonly head: DocumentSide;
  /** Files that Conftest reads and we do not, sorted by path: no policy saw them. */
  readonly not_analysed: ReadonlyArray<NotAnalysed>;
  /** Whether all files were read, which policies on all of them together need. */
  readonly isWhole: boolean;
}

/** Endings that the engine has a parser for. */
const endings: ReadonlySet<string> = new Set(
  (
    "dockerfile dockerignore edn env gitignore hcl hcl1 hcl2 hocon ini json jsonc jsonnet properties tf tfvars toml vcl " +
    "xml yaml yml"
  ).split(" "),
);

/** What Conftest has a parser for and we have none: by the file's whole name, and by its ending. */
const unreadNames: Readonly<Record<string, string>> = { jenkinsfile: "a Jenkinsfile", codeowners: "a CODEOWNERS file" };
const unreadEndings: Readonly<Record<string, string>> = {
  codeowners: "a CODEOWNERS file",
  cue: "CUE",
  cyclonedx: "a CycloneDX document",
  groovy: "Groovy",
  spdx: "an SPDX document",
  textpb: "a text protobuf",
  textproto: "a text protobuf",
};

const maxFiles = 20_000;
const maxBatchBytes = 2 * 1024 * 1024;
const fileTimeLimit = 5_000; // milliseconds

/** Whether Conftest would read a file of this name. */
export function isDocument(path: string): boolean {
  const name = posix.basename(path).toLowerCase();
  const ending = name.slice(name.lastIndexOf(".") + 1);
  return (
    /^(?:dockerfile|\.env|nginx\.conf)$|^(?:dockerfile|\.env)\./.test(name) ||
    (name.includes(".") && endings.has(ending))
  );
}

/** What a file is that Conftest reads and we do not; null for every other. */
export function unreadKind(path: string): string | null {
  const name = posix.basename(path).toLowerCase();
  const stem = /^jenkinsfile\./.test(name) ? "jenkinsfile" : name;
  const ending = name.slice(name.lastIndexOf(".") + 1);
  return unreadNames[stem] ?? (name.includes(".") ? (unreadEndings[ending] ?? null) : null);
}

/** What has to be read for the policies: nothing, the files of the change, or all of them. */
export function wantedDocuments(compiled: CompiledPolicies, settings: DocumentSettings): "none" | "changed" | "all" {
  const kinds = compiled.modules.flatMap(({ policies }) =>
    policies.flatMap(({ foreign }) => foreign?.input.kind ?? []),
  );
  if (kinds.includes("files") || (settings.combine && kinds.includes("file"))) return "all";
  return kinds.includes("file") ? "changed" : "none";
}

/** Reads the files that policies see. Nothing is read where no policy asks. Throws EngineError when it is unavailable. */
export async function readDocuments(
  { base, head, files }: ChangeSet,
  wanted: "changed" | "all",
  where: {
    readonly under: string;
    readonly settings: DocumentSettings;
    readonly engines: Engines;
    readonly own: ReadonlyArray<string>;
  },
): Promise<Documents> {
  const changed = new Set(
    files.flatMap(({ path, previous_path }) => (previous_path === null ? [path] : [path, previous_path])),
  );
  const isWhole = wanted === "all" || base === null;
  const isShown = (path: string): boolean =>
    (isWhole || changed.has(path)) &&
    isSelected(path, where.settings) &&
    !isOwn(path, where.own) &&
    (where.under === "." || path.startsWith(`${where.under}/`));
  const isWanted = (path: string): boolean => isDocument(path) && isShown(path);
  const isUnread = (path: string): boolean => isShown(path) && (base === null || changed.has(path));
  return {
    isWhole,
    not_analysed: unreadFiles([...head.entries.keys()].filter(isUnread)),
    head: await readSide(head, isWanted, where.engines),
    base: base === null ? null : await readSide(base, isWanted, where.engines),
  };
}

function unreadFiles(paths: ReadonlyArray<string>): ReadonlyArray<NotAnalysed> {
  return paths.flatMap((path) => {
    const kind = unreadKind(path);
    return kind === null ? [] : [{ path, reason: `policies on files do not see it: ${kind} is not read` }];
  });
}

function isSelected(path: string, { include, exclude }: DocumentSettings): boolean {
  const matches = (pattern: string): boolean => posix.matchesGlob(path, pattern);
  return (include.length === 0 || include.some(matches)) && !exclude.some(matches);
}

/** Our own files are no infrastructure: configuration and policies. */
function isOwn(path: string, folders: ReadonlyArray<string>): boolean {
  return (
    /^\.github\/tollgate\b/.test(path) || folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}

interface Source {
  readonly path: string;
  readonly text: string;
}

async function readSide(tree: Tree, isWanted: (path: string) => boolean, engines: Engines): Promise<DocumentSide> {
  const all = [...tree.entries.keys()].filter(isWanted);
  const paths = all.slice(0, maxFiles);
  const contents = await tree.read(paths);
  const problems: Problem[] = [];
  const sources: Source[] = [];
  for (const path of paths) {
    const content = contents.get(path) ?? { kind: "missing" };
    if (content.kind === "text") sources.push({ path, text: content.text });
    else if (content.kind !== "symlink") problems.push(unread(path, whyNot(content)));
  }
  if (all.length > maxFiles) {
    problems.push(
      unread(
        all[maxFiles] ?? ".",
        `it and ${all.length - maxFiles - 1} more come after the ${maxFiles} files that are read`,
      ),
    );
  }
  const read = await Promise.all(batches(sources).map((batch) => readBatch(batch, engines)));
  return {
    files: read.flatMap((one) => one.files),
    problems: [...problems, ...read.flatMap((one) => one.problems)].sort((a, b) => compareText(a.path, b.path)),
  };
}

function batches(sources: ReadonlyArray<Source>): ReadonlyArray<ReadonlyArray<Source>> {
  const all: Source[][] = [];
  let bytes = maxBatchBytes;
  for (const source of sources) {
    bytes += source.text.length;
    if (bytes > maxBatchBytes) {
      all.push([]);
      bytes = source.text.length;
    }
    all.at(-1)?.push(source);
  }
  return all;
}

async function readBatch(sources: ReadonlyArray<Source>, engines: Engines): Promise<DocumentSide> {
  try {
    return await askEngine(sources, engines);
  } catch (error) {
    if (!(error instanceof EngineError) || error.reason === "unavailable") throw error;
    const [only] = sources;
    if (sources.length === 1 && only !== undefined) {
      return { files: [], problems: [unread(only.path, `it takes too much time or memory (${error.message})`)] };
    }
    const middle = Math.ceil(sources.length / 2);
    const first = await readBatch(sources.slice(0, middle), engines);
    const second = await readBatch(sources.slice(middle), engines);
    return { files: [...first.files, ...second.files], problems: [...first.problems, ...second.problems] };
  }
}

async function askEngine(sources: ReadonlyArray<Source>, engines: Engines): Promise<DocumentSide> {
  const timeLimit = fileTimeLimit + sources.length * 10;
  const read = answer.parse(await engines.engine("documents").call({ files: sources }, { timeLimit }));
  if ("error" in read) throw new EngineError("documents", "refused", read.error);
  return {
    files: read.files.filter(({ error }) => error === undefined).map(({ path, documents }) => ({ path, documents })),
    problems: read.files.flatMap(({ path, error }) => (error === undefined ? [] : [unread(path, firstLine(error))])),
  };
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}

function unread(path: string, why: string): Problem {
  const message = `no policy on files sees this one: ${why}`;
  return { path, line: lineIn(why), message, project: null, hides: [path] };
}

/** Parsers say the line in their own ways: `line 3`, `:3,5-6`. */
function lineIn(message: string): number | null {
  const line = /\bline:? (?<named>\d{1,7})\b|:(?<place>\d{1,7})[,:]\d/.exec(message)?.groups;
  const found = line?.["named"] ?? line?.["place"];
  return found === undefined ? null : Number(found);
}
