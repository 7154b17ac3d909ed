import { maxFileBytes, type FileContent, type Tree, type TreeEntry } from "../model/change-set.ts";
import { SourceError } from "../model/failure.ts";
import { contentByMode, decodeContent, entryMode, readLinks } from "./content.ts";
import { requireGit } from "./git-command.ts";
import { compareText } from "../model/text.ts";

const listing = /^(?<mode>\d{6}) (?<type>blob|commit) (?<sha>[0-9a-f]{40,64}) +(?<size>\d+|-)\t(?<path>[^]*)$/;

/** The tree of a commit, read from the object database without a checkout. Throws SourceError when git fails. */
export async function gitTree(repository: string, commit: string): Promise<Tree> {
  const output = await requireGit(repository, ["ls-tree", "-r", "-z", "-l", "--full-tree", "--end-of-options", commit]);
  const entries = parseListing(output.toString("utf8"));
  return {
    entries,
    read: (paths) => readBlobs(repository, entries, paths),
    links: (paths) =>
      readLinks(entries, paths, (links) => readObjects(repository, [...new Set(links.map(({ sha }) => sha))])),
  };
}

function parseListing(output: string): ReadonlyMap<string, TreeEntry> {
  const entries = output
    .split("\0")
    .map((line) => listing.exec(line)?.groups)
    .filter((groups) => groups !== undefined)
    .map(({ mode = "", sha = "", size = "-", path = "" }): TreeEntry => {
      return { path, mode: entryMode(mode), sha, size: size === "-" ? null : Number(size) };
    });
  return new Map(entries.sort((a, b) => compareText(a.path, b.path)).map((entry) => [entry.path, entry]));
}

async function readBlobs(
  repository: string,
  entries: ReadonlyMap<string, TreeEntry>,
  paths: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, FileContent>> {
  const contents = new Map<string, FileContent>();
  const wanted: TreeEntry[] = [];
  for (const path of paths) {
    const entry = entries.get(path);
    if (entry === undefined) contents.set(path, { kind: "missing" });
    else {
      const known = contentByMode(entry.mode) ?? oversized(entry.size);
      if (known === null) wanted.push(entry);
      else contents.set(path, known);
    }
  }
  const bytes = await readObjects(repository, [...new Set(wanted.map((entry) => entry.sha))]);
  for (const entry of wanted) {
    const content = bytes.get(entry.sha);
    if (content === undefined) throw new SourceError(`git has no object ${entry.sha} for ${entry.path}`, false);
    contents.set(entry.path, decodeContent(content));
  }
  return contents;
}

function oversized(size: number | null): FileContent | null {
  return size !== null && size > maxFileBytes ? { kind: "oversized", size } : null;
}

/** Blob contents by SHA through one `cat-file --batch`. */
export async function readObjects(
  repository: string,
  shas: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  if (shas.length === 0) return contents;
  const output = await requireGit(repository, ["cat-file", "--batch", "--buffer"], Buffer.from(`${shas.join("\n")}\n`));
  let offset = 0;
  for (const sha of shas) {
    const end = output.indexOf(0x0a, offset);
    if (end < 0) break;
    const [name, type, size] = output.toString("latin1", offset, end).split(" ");
    offset = end + 1;
    if (type !== "blob" || size === undefined) {
      // A partial clone lacks it; asking the network for a pull request's content is not ours to do.
      throw new SourceError(
        `git has no content for object ${name ?? sha}; fetch it first (git fetch --refetch)`,
        false,
      );
    }
    contents.set(sha, output.subarray(offset, offset + Number(size)));
    offset += Number(size) + 1;
  }
  return contents;
}
