import type { GitRepository } from "./git.ts";

/** A file that differs between two commits, as GitHub lists it. */
export interface FileDiff {
  readonly filename: string;
  readonly previousFilename: string | null;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  /** The blob at the head, or at the base for a removed file. */
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Null for binary and very large files. */
  readonly patch: string | null;
}

const maxPatchBytes = 1024 * 1024;

/** The files that differ between two commits (or trees), by path; renames are found as git finds them. */
export async function diffFiles(git: GitRepository, base: string, head: string): Promise<ReadonlyArray<FileDiff>> {
  if (base === head) return [];
  // One start of git for all three: they follow one another, and only the first has lines that begin with a colon.
  const output = await git.about([
    "diff-tree",
    "-r",
    "-M",
    "--full-index",
    "--raw",
    "--numstat",
    "-p",
    "-z",
    base,
    head,
  ]);
  const text = output.toString();
  const patchStart = text.startsWith("diff --git ") ? 0 : text.indexOf("\0diff --git ") + 1;
  const listed = patchStart === 0 ? text : text.slice(0, patchStart);
  const parts = listed.split("\0");
  const counts = parseNumbers(parts.slice(rawParts(parts)));
  const hunks = parsePatches(patchStart === 0 ? "" : text.slice(patchStart));
  return parseRaw(parts).map((file, index) => ({
    ...file,
    additions: counts[index]?.additions ?? 0,
    deletions: counts[index]?.deletions ?? 0,
    patch: hunks[index] ?? null,
  }));
}

/** How many parts the list of files has: a line with one name each, or with two. */
function rawParts(parts: ReadonlyArray<string>): number {
  let index = 0;
  while (parts[index]?.startsWith(":") === true) index += / [RC]\d*$/.test(parts[index] ?? "") ? 3 : 2;
  return index;
}

function parseRaw(parts: ReadonlyArray<string>): ReadonlyArray<Omit<FileDiff, "additions" | "deletions" | "patch">> {
  const files: Omit<FileDiff, "additions" | "deletions" | "patch">[] = [];
  for (let index = 0; index < parts.length && parts[index]?.startsWith(":");) {
    const [oldMode = "", newMode = "", oldSha = "", newSha = "", letter = ""] = (parts[index] ?? "")
      .slice(1)
      .split(" ");
    const isRename = letter.startsWith("R") || letter.startsWith("C");
    const first = parts[index + 1] ?? "";
    files.push({
      filename: isRename ? (parts[index + 2] ?? "") : first,
      previousFilename: isRename ? first : null,
      status: statusOf(letter, oldMode, newMode, oldSha, newSha),
      sha: letter === "D" ? oldSha : newSha,
    });
    index += isRename ? 3 : 2;
  }
  return files;
}

function statusOf(
  letter: string,
  oldMode: string,
  newMode: string,
  oldSha: string,
  newSha: string,
): FileDiff["status"] {
  if (letter === "A") return "added";
  if (letter === "D") return "removed";
  if (letter.startsWith("R")) return "renamed";
  return letter === "T" || (oldMode !== newMode && oldSha === newSha) ? "changed" : "modified";
}

function parseNumbers(
  parts: ReadonlyArray<string>,
): ReadonlyArray<{ readonly additions: number; readonly deletions: number }> {
  const counts: { additions: number; deletions: number }[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    const [added = "", deleted = "", path] = (parts[index] ?? "").split("\t");
    if (path === undefined) continue;
    counts.push({ additions: Number(added) || 0, deletions: Number(deleted) || 0 });
    if (path === "") index += 2; // a rename: both names follow as parts of their own
  }
  return counts;
}

/** The hunks of each file; a part begins where a line begins with `diff --git`, which no hunk line does. */
function parsePatches(text: string): ReadonlyArray<string | null> {
  const patches: { readonly name: string; readonly patch: string | null }[] = [];
  for (const part of text.split(/^diff --git /m).slice(1)) {
    const name = part.slice(0, part.indexOf("\n"));
    // A change of type (file to link) is printed as a removal and an addition of one name.
    if (patches.at(-1)?.name === name) patches.pop();
    patches.push({ name, patch: hunksOf(part) });
  }
  return patches.map((item) => item.patch);
}

function hunksOf(part: string): string | null {
  const start = part.search(/^@@ /m);
  return start === -1 || part.length > maxPatchBytes ? null : part.slice(start).replace(/\n$/, "");
}
