import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join, normalize, relative, resolve } from "node:path";
import { UsageError } from "../../model/failure.ts";
import type { FetchedPolicies } from "../../model/policy-source.ts";
import type { JsonObject } from "../../model/resource.ts";
import { DataDocument } from "../data-document.ts";
import {
  addData,
  foundFetched,
  foundOnDisk,
  isDataFile,
  isLibrary,
  loadPolicies,
  whyNot,
  type FoundFile,
} from "../load-policies.ts";
import { packageRoot } from "../../engines/package-root.ts";
import type { PolicyFile, PolicySources } from "../policy.ts";
import { compareText } from "../../model/text.ts";

/** One Rego file of an author, tests included. */
export interface AuthorFile {
  /** As the author named its folder. */
  readonly path: string;
  /** Relative to the folder that was named, for the rule that package and folder are equal. */
  readonly inside: string;
  readonly source: string;
}

/** What an author works on, and what of the built-in pack it may refer to. */
export interface AuthorSources {
  /** Sorted by path. */
  readonly files: ReadonlyArray<AuthorFile>;
  /** The built-in pack with its builders for tests; empty where the pack itself is worked on. */
  readonly context: ReadonlyArray<AuthorFile>;
  readonly data: JsonObject;
  /** Files that cannot be read, each with its path. */
  readonly unreadable: ReadonlyArray<{ readonly path: string; readonly message: string }>;
}

/** Where policies are when nobody says so. */
export const usualFolders: ReadonlyArray<string> = [".github/tollgate/policies", "policies"];

const packFolder = fileURLToPath(new URL("policies/", packageRoot));

/** Reads policies, tests and data below the paths. Throws UsageError where there is nothing. */
export async function readAuthorSources(
  paths: ReadonlyArray<string>,
  options: { readonly pack: boolean },
): Promise<AuthorSources> {
  const named = paths.length > 0 ? paths : [usualPolicyFolder()];
  const isWanted = (inside: string): boolean => inside.endsWith(".rego") || isDataFile(inside);
  const found = (await Promise.all(named.map((path) => foundOnDisk(path, path, isWanted)))).flat();
  const sources = gatherSources(found);
  const { files } = sources;
  if (files.length === 0) {
    throw new UsageError(`there is no policy in ${named.join(", ")}; expected files that end with .rego`);
  }
  const isPack = files.some(({ path }) => resolve(path).startsWith(packFolder));
  return { ...sources, context: options.pack && !isPack ? await readPack() : [] };
}

function gatherSources(found: ReadonlyArray<FoundFile>): Omit<AuthorSources, "context"> {
  const files = new Map<string, AuthorFile>();
  const data = new DataDocument();
  const unreadable: { path: string; message: string }[] = [];
  for (const { path: shown, inside, content, refusal } of found) {
    const path = normalize(shown); // without "./"
    if (refusal !== undefined) {
      unreadable.push({ path, message: refusal });
    } else if (content.kind !== "text") {
      unreadable.push({ path, message: `it cannot be read: ${whyNot(content)}` });
    } else if (path.endsWith(".rego")) {
      files.set(resolve(path), { path, inside, source: content.text });
    } else {
      const wrong = addData(data, inside, content.text);
      if (wrong !== null) {
        unreadable.push({ path, message: wrong });
      }
    }
  }
  return { files: [...files.values()].sort((a, b) => compareText(a.path, b.path)), data: data.document, unreadable };
}

/** The same of a repository at one commit; paths are those of the repository. */
export async function authorSourcesOf(fetched: ReadonlyArray<FetchedPolicies>): Promise<AuthorSources> {
  const isWanted = (inside: string): boolean => inside.endsWith(".rego") || isDataFile(inside);
  const found = await Promise.all(fetched.map((one) => foundFetched(one, isWanted)));
  const shown = found.flat().map((file) => ({ ...file, path: file.path.slice(file.path.indexOf(":") + 1) }));
  return { ...gatherSources(shown), context: await readPack() };
}

/** The examples beside policies: files whose name begins with `bad.` or `good.`. */
export async function readExamples(
  paths: ReadonlyArray<string>,
): Promise<ReadonlyArray<{ readonly path: string; readonly text: string }>> {
  const named = paths.length > 0 ? paths : [usualPolicyFolder()];
  const isExample = (inside: string): boolean => /(?:^|\/)(?:bad|good)\.[\w.]+$/.test(inside);
  const found = (await Promise.all(named.map((path) => foundOnDisk(path, path, isExample)))).flat();
  return found.flatMap(({ path, content }) =>
    content.kind === "text" ? [{ path: normalize(path), text: content.text }] : [],
  );
}

/** Policies of one path for evaluation, with the pack's libraries. A path inside the pack selects from it. */
export async function readEvalSources(path: string): Promise<PolicySources> {
  const absolute = resolve(path);
  const isPack = `${absolute}/`.startsWith(packFolder);
  const sources = await loadPolicies({ pack: isPack, repository: null, disk: isPack ? [] : [path] });
  if (isPack) {
    const inside = relative(packFolder, absolute);
    const isSelected = (file: PolicyFile): boolean => file.path.startsWith(join("policies", inside));
    const needed = sources.files.filter((file) => isSelected(file) || file.path.startsWith("policies/lib/"));
    return { ...sources, files: needed };
  }
  if (!sources.files.some((file) => file.origin === "disk")) {
    throw new UsageError(`there is no policy in ${path}; expected files that end with .rego`);
  }
  return sources;
}

/** Where policies are here, when nobody says so. Throws UsageError. */
export function usualPolicyFolder(): string {
  const folder = usualFolders.find((path) => existsSync(path));
  if (folder === undefined) {
    throw new UsageError(`name the policies: neither ${usualFolders.join(" nor ")} is here`);
  }
  return folder;
}

async function readPack(): Promise<ReadonlyArray<AuthorFile>> {
  const isWanted = (inside: string): boolean =>
    inside.endsWith(".rego") && (isLibrary(inside) || !inside.endsWith("_test.rego"));
  const found = await foundOnDisk(packFolder, "<built in>", isWanted);
  return found.flatMap(({ path, inside, content }) =>
    content.kind === "text" ? [{ path, inside, source: content.text }] : [],
  );
}
