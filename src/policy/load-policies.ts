import { glob, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { load } from "js-yaml";
import { maxFileBytes } from "../model/change-set.ts";
import type { FileContent, Tree } from "../model/change-set.ts";
import { UsageError } from "../model/failure.ts";
import { policySourceName, type FetchedPolicies } from "../model/policy-source.ts";
import type { Problem } from "../model/problem.ts";
import { DataDocument, maxDataSize } from "./data-document.ts";
import { isBundle, readBundle } from "./foreign/bundle.ts";
import type { Constraint } from "./foreign/foreign.ts";
import { mentionsGatekeeper, readGatekeeper } from "./foreign/gatekeeper-files.ts";
import { packFiles } from "./pack-files.ts";
import { whyNot } from "./unreadable.ts";

export { whyNot };
import type { PolicyFile, PolicySources } from "./policy.ts";
import { compareText } from "../model/text.ts";

/** Where policies are looked for. */
export interface PolicySearch {
  /** Whether the built-in pack counts (`--no-pack` leaves it out, but for its libraries). */
  readonly pack: boolean;
  /** The trusted tree and the folders in it (`policies.paths` of the settings); null when there is none. */
  readonly repository: { readonly tree: Tree; readonly folders: ReadonlyArray<string> } | null;
  /** Files and folders of the disk (`--policies`), as the user wrote them. */
  readonly disk: ReadonlyArray<string>;
  /** The organisation's, and what was fetched for the command line. */
  readonly organisation?: ReadonlyArray<FetchedPolicies>;
  readonly found?: ReadonlyArray<FoundPolicies>;
}

/** Policies that were fetched: a repository at a commit, or files that came otherwise. */
export type FoundPolicies = FetchedPolicies | { readonly kind: "files"; readonly files: ReadonlyArray<FoundFile> };

/** A file of policies as it was found. */
export interface FoundFile {
  /** As messages show it. */
  readonly path: string;
  /** Relative to its folder of policies: gives a data document its place. */
  readonly inside: string;
  readonly content: FileContent;
  /** The version of Rego that its bundle says. */
  readonly version?: "v0" | "v1";
  /** Whether it is a data document whatever its name is. */
  readonly isData?: boolean;
  /** What is wrong with it, where it cannot be used for another reason than its content. */
  readonly refusal?: string;
}

/** Files of one repository of policies. */
const maxFiles = 5_000;
/** One folder of policies and data, characters. */
const maxFolderSize = 64 * 1024 * 1024;
const tooMuch = `the folder has more than ${maxFolderSize} characters of policies and data; this file is not read`;
const nothing: FileContent = { kind: "missing" };
const maxBundleBytes = 32 * 1024 * 1024;
const dataFile = /(?:^|\/)data\.(?:json|ya?ml)$/;
const documentFile = /\.(?:json|ya?ml)$/;

/** Reads every policy file. Throws UsageError for a `--policies` path that does not exist. */
export async function loadPolicies(search: PolicySearch): Promise<PolicySources> {
  const whole = packFiles().map(({ text, ...named }): FoundFile => ({ ...named, content: { kind: "text", text } }));
  const pack = search.pack ? whole : whole.filter(({ inside }) => isLibrary(inside)); // policies of one's own may use them
  const repository = search.repository === null ? [] : await foundInTree(search.repository);
  const disk = await Promise.all(search.disk.map((path) => foundOnDisk(path, path)));
  const collected = openCollection();
  collected.add(pack, "pack");
  for (const folder of repository) collected.add(folder, "repository");
  for (const folder of disk) collected.add(folder, "disk");
  for (const fetched of search.found ?? [])
    collected.add(fetched.kind === "files" ? fetched.files : await foundFetched(fetched), "disk");
  const above = openCollection();
  for (const fetched of search.organisation ?? []) above.add(await foundFetched(fetched), "organisation");
  const { organisation = [] } = search;
  return { ...collected.sources(), ...(organisation.length === 0 ? {} : { organisation: above.sources() }) };
}

/** The files of a repository of policies. What is not to be had, or has no policy at all, is a problem and no pass. */
export async function foundFetched(
  fetched: FetchedPolicies,
  isNeeded: (inside: string) => boolean = isWanted,
): Promise<ReadonlyArray<FoundFile>> {
  const name = policySourceName(fetched.source);
  if (fetched.kind === "unavailable") return [refused(name, `these policies are not to be had: ${fetched.reason}`)];
  const { path: folder, repository } = fetched.source;
  const { entries } = fetched.tree;
  const insideOf = (path: string): string | null =>
    folder === "." ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
  const wanted = [...entries.keys()].flatMap((path) => {
    const inside = insideOf(path);
    return inside === null || isHidden(inside) || !isNeeded(inside) ? [] : [{ path, inside }];
  });
  const size = wanted.reduce((sum, { path }) => sum + (entries.get(path)?.size ?? 0), 0);
  if (wanted.length > maxFiles || size > maxFolderSize) {
    const most = `at most ${maxFiles} files and ${maxFolderSize} bytes`;
    return [refused(name, `it has ${wanted.length} files of policies and data with ${size} bytes, expected ${most}`)];
  }
  const contents = await fetched.tree.read(wanted.map(({ path }) => path));
  const found = wanted.map(({ path, inside }) => ({
    path: `${repository}:${path}`,
    inside,
    content: contents.get(path) ?? nothing,
  }));
  if (isNeeded !== isWanted || !holdsOnlyData(found)) return found;
  const expected = "expected files that end with .rego, or templates of Gatekeeper";
  return [refused(name, `there is no policy at ${folder} of commit ${fetched.sha}; ${expected}`)];
}

function refused(path: string, refusal: string): FoundFile {
  return { path, inside: path, content: nothing, refusal };
}

/** Settings of editors and workflows beside policies are none. */
function isHidden(inside: string): boolean {
  return inside.startsWith(".") || inside.includes("/.");
}

/** Whether a file of the pack, by its path inside, only has what policies share. */
export function isLibrary(inside: string): boolean {
  return inside.startsWith("lib/");
}

/** Whether a file is a data document of policies. */
export function isDataFile(path: string): boolean {
  return dataFile.test(path);
}

function isWanted(path: string): boolean {
  return (path.endsWith(".rego") && !path.endsWith("_test.rego")) || documentFile.test(path);
}

/** The files of each folder; one that lies in several belongs to the first. */
async function foundInTree({
  tree,
  folders,
}: NonNullable<PolicySearch["repository"]>): Promise<ReadonlyArray<ReadonlyArray<FoundFile>>> {
  const inFolder = (path: string): string | undefined => folders.find((folder) => path.startsWith(`${folder}/`));
  const paths = [...tree.entries.keys()].filter((path) => isWanted(path) && inFolder(path) !== undefined);
  const contents = await tree.read(paths);
  return folders.map((folder) =>
    paths
      .filter((path) => inFolder(path) === folder)
      .map((path) => ({
        path,
        inside: path.slice(folder.length + 1),
        content: contents.get(path) ?? { kind: "missing" },
      })),
  );
}

/** Files of the disk that policies are made of; `wanted` says which by their path inside the folder. Throws UsageError. */
export async function foundOnDisk(
  path: string,
  shown: string,
  wanted: (inside: string) => boolean = isWanted,
): Promise<ReadonlyArray<FoundFile>> {
  const status = await stat(path).catch((error: unknown) => {
    throw new UsageError(`cannot read the policies in ${shown}: expected a file or folder`, { cause: error });
  });
  if (status.isFile() && isBundle(path)) {
    return foundInBundle(path, shown);
  }
  if (status.isFile()) {
    return [{ path: shown, inside: path.split(sep).at(-1) ?? path, content: await readContent(path) }];
  }
  const found: FoundFile[] = [];
  let total = 0;
  for await (const entry of glob("**/*", {
    cwd: path,
    withFileTypes: true,
    exclude: (e) => e.name === "node_modules",
  })) {
    const file = join(entry.parentPath, entry.name);
    const inside = relative(path, file).split(sep).join("/");
    if (!entry.isFile() || !wanted(inside)) continue;
    const named = { path: `${shown.replace(/\/+$/, "")}/${inside}`, inside };
    const content = total > maxFolderSize ? nothing : await readContent(file);
    total += content.kind === "text" ? content.text.length : 0;
    found.push({ ...named, content, ...(content === nothing ? { refusal: tooMuch } : {}) });
  }
  return found.sort((a, b) => compareText(a.path, b.path));
}

async function foundInBundle(path: string, shown: string): Promise<ReadonlyArray<FoundFile>> {
  const { size } = await stat(path);
  if (size > maxBundleBytes) return [{ path: shown, inside: shown, content: { kind: "oversized", size } }];
  const { files, problems } = await readBundle(await readFile(path));
  return [
    ...problems.map(({ path: inside, message }) => ({
      ...{ path: inside === "" ? shown : `${shown}/${inside}`, inside, content: nothing, refusal: message },
    })),
    ...files
      .filter(({ path: inside }) => isWanted(inside))
      .map(({ path: inside, text, version }): FoundFile => {
        const content: FileContent = { kind: "text", text };
        return { path: `${shown}/${inside}`, inside, content, ...(version === undefined ? {} : { version }) };
      }),
  ];
}

async function readContent(path: string): Promise<FileContent> {
  const { size } = await stat(path);
  if (size > maxFileBytes) {
    return { kind: "oversized", size };
  }
  const bytes = await readFile(path);
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "not-utf8" };
  }
}

interface Collection {
  /** Adds the files of one folder. */
  readonly add: (found: ReadonlyArray<FoundFile>, origin: PolicyFile["origin"]) => void;
  readonly sources: () => PolicySources;
}

function openCollection(): Collection {
  const files: PolicyFile[] = [];
  const constraints: Constraint[] = [];
  const problems: Problem[] = [];
  const data = new DataDocument();
  let size = 0; // of all data files together, characters

  function addDataFile(path: string, inside: string, text: string): void {
    size += text.length;
    const wrong =
      size > maxDataSize
        ? `the data files are more than ${maxDataSize} characters together; this one and those after it are not read`
        : addData(data, inside, text);
    if (wrong !== null) problems.push(unreadable(path, wrong));
  }

  function addDocument({ path, inside }: FoundFile, text: string, origin: PolicyFile["origin"], isData: boolean): void {
    if (mentionsGatekeeper(text)) {
      const read = readGatekeeper(text, path, origin);
      files.push(...read.files);
      constraints.push(...read.constraints);
      problems.push(...read.problems.map(({ line, message }) => ({ ...unreadable(path, message), line })));
    } else if (isData || isDataFile(inside)) {
      addDataFile(path, inside, text);
    }
  }

  return {
    add: (found, origin) => {
      const isData = holdsOnlyData(found);
      for (const file of found) {
        const { path, inside, content, version, refusal } = file;
        if (refusal !== undefined) {
          problems.push(unreadable(path, refusal));
        } else if (content.kind !== "text") {
          if (isData || !documentFile.test(inside) || isDataFile(inside)) {
            problems.push(unreadable(path, `the policy file cannot be read: ${whyNot(content)}`));
          }
        } else if (path.endsWith(".rego")) {
          files.push({ path, source: content.text, origin, ...(version === undefined ? {} : { version }) });
        } else {
          addDocument(file, content.text, origin, isData || file.isData === true);
        }
      }
    },
    sources: () => {
      const kinds = new Set(files.map(({ mount }) => mount?.[1]));
      const alone = constraints.filter(({ kind }) => !kinds.has(kind)).map(withoutTemplate);
      return { files, data: data.document, problems: [...problems, ...alone], constraints };
    },
  };
}

function withoutTemplate({ kind, name, path, line }: Constraint): Problem {
  const message = `the constraint ${name} is not checked: no ConstraintTemplate with Rego for the kind ${kind} is among the policies`;
  return { ...unreadable(path, message), line };
}

/** A folder without policies (or a file that is none) was named for its data, as Conftest's `--data` is. */
function holdsOnlyData(found: ReadonlyArray<FoundFile>): boolean {
  return !found.some(
    ({ path, content }) => path.endsWith(".rego") || (content.kind === "text" && mentionsGatekeeper(content.text)),
  );
}

/** A data file's document stands under the folders that lead to it, as OPA has it. Gives what is wrong, else null. */
export function addData(data: DataDocument, inside: string, text: string): string | null {
  try {
    const value: unknown = inside.endsWith(".json") ? JSON.parse(text) : load(text, { maxAliases: 0 });
    return data.add(inside.split("/").slice(0, -1), value);
  } catch (error) {
    return `the data file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function unreadable(path: string, message: string): Problem {
  return { path, line: null, message, project: null, hides: [path] };
}
