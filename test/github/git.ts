import { mkdtemp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { editTree, initRepository, parseTree, writeObject, writeRef } from "./git-objects.ts";
import { git, ObjectReader, type GitObject } from "./git-process.ts";

/** A file to write: text or bytes, null deletes; or with a mode (`120000` links to `content`, `160000` names a commit). */
export type FileToWrite = string | Buffer | null | { readonly mode: string; readonly content: string | Buffer };

/** Path → what to write there. */
export type FilesToWrite = Readonly<Record<string, FileToWrite>>;

/** Who wrote a commit and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

/** One entry of a tree. */
export interface Entry {
  readonly path: string;
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  /** Bytes of a blob, null for others. */
  readonly size: number | null;
}

/** What a commit object says. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: ReadonlyArray<string>;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** Commits of at most so many files are written here; git itself takes the others. */
const smallCommit = 60;

/** Trees of at most so many entries are listed here. */
const smallTree = 300;

/** Histories are followed here over so many commits. */
const shortLine = 30;

/** What a commit is made of; `from` is its parent, null for the first one. */
interface NewCommit {
  readonly files: FilesToWrite;
  readonly message: string;
  readonly author: Signature;
  readonly from: string | null;
}

/** Larger objects are read again each time, bytes. */
const largestKept = 16 * 1024;

/** A bare repository on disk. Objects never change, so what was read of them is kept. */
export class GitRepository {
  readonly directory: string;
  readonly #reader: ObjectReader;
  readonly #objects = new Map<string, GitObject>();
  readonly #trees = new Map<string, ReadonlyArray<Entry>>();
  readonly #answers = new Map<string, Promise<Buffer>>();
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(directory: string) {
    this.directory = directory;
    this.#reader = new ObjectReader(directory);
  }

  close(): void {
    this.#reader.close();
  }

  /** Writes a commit on a branch (made if it is not there) and gives its SHA. `parent` null starts a new history. */
  async commit(
    branch: string,
    files: FilesToWrite,
    message: string,
    author: Signature,
    parent?: string | null,
  ): Promise<string> {
    const from = parent === undefined ? await this.resolve(`refs/heads/${branch}`) : parent;
    const isSmall = Object.keys(files).length <= smallCommit;
    const write = this.#lastWrite.then(() =>
      isSmall
        ? this.#write(branch, { files, message, author, from })
        : this.#import(branch, { files, message, author, from }),
    );
    this.#lastWrite = write.catch(() => undefined);
    return await write;
  }

  /** Starting git takes longer than writing some objects. */
  async #write(branch: string, { files, message, author, from }: NewCommit): Promise<string> {
    const write = async (type: GitObject["type"], bytes: Buffer): Promise<string> => {
      const object = await writeObject(this.directory, type, bytes);
      this.#keep(object);
      return object.sha;
    };
    const store = { read: (sha: string) => this.object(sha), write };
    const before = from === null ? null : ((await this.commitAt(from))?.tree ?? null);
    const tree = (await editTree(store, before, files)) ?? (await write("tree", Buffer.alloc(0)));
    const who = signed(author);
    const lines = [`tree ${tree}`, ...(from === null ? [] : [`parent ${from}`]), `author ${who}`, `committer ${who}`];
    const sha = await write("commit", Buffer.from(`${lines.join("\n")}\n\n${message}`));
    await this.point(`refs/heads/${branch}`, sha);
    return sha;
  }

  async #import(branch: string, { files, message, author, from }: NewCommit): Promise<string> {
    const input = Buffer.concat([
      header(branch, message, author, from),
      ...fileCommands(files),
      Buffer.from("get-mark :1\n"),
    ]);
    return (await git(this.directory, ["fast-import", "--quiet", "--force"], input)).toString().trim();
  }

  /** Points a ref (`refs/heads/x`) at a commit; null deletes it. */
  async point(ref: string, sha: string | null): Promise<void> {
    await writeRef(this.directory, ref, sha);
  }

  /** The commit that a SHA, branch, tag or full ref names; null when there is none. */
  async resolve(name: string): Promise<string | null> {
    if (/^[0-9a-f]{40}$/.test(name)) return (await this.object(name))?.type === "commit" ? name : null;
    if (!isRefName(name)) return null;
    for (const candidate of [name, `refs/heads/${name}`, `refs/tags/${name}`]) {
      const found = candidate.startsWith("refs/") ? await this.#reader.read(`${candidate}^{commit}`) : null;
      if (found) return found.sha;
    }
    return /^[0-9a-f]{7,39}$/.test(name) ? ((await this.#reader.read(`${name}^{commit}`))?.sha ?? null) : null;
  }

  async object(sha: string): Promise<GitObject | null> {
    const known = this.#objects.get(sha);
    if (known !== undefined || !/^[0-9a-f]{40}$/.test(sha)) return known ?? null;
    const object = await this.#reader.read(sha);
    if (object !== null) this.#keep(object);
    return object;
  }

  #keep(object: GitObject): void {
    if (object.bytes.length <= largestKept) this.#objects.set(object.sha, object);
  }

  /** The object at `commit:path` or any other expression; null when there is none. */
  expression(text: string): Promise<GitObject | null> {
    return this.#reader.read(text);
  }

  /** The entries of a tree (or of a commit's tree), in git's order; null when there is no such tree. */
  async entries(sha: string, recursive: boolean): Promise<ReadonlyArray<Entry> | null> {
    const object = await this.#reader.read(`${sha}^{tree}`);
    if (!object) return null;
    const key = `${object.sha} ${String(recursive)}`;
    const known = this.#trees.get(key);
    if (known) return known;
    const entries = (await this.#listed(object, recursive)) ?? (await this.#listedByGit(object.sha, recursive));
    this.#trees.set(key, entries);
    return entries;
  }

  /** Null for a tree that git lists sooner. */
  async #listed(root: GitObject, recursive: boolean): Promise<ReadonlyArray<Entry> | null> {
    const entries: Entry[] = [];
    const list = async (tree: GitObject, prefix: string): Promise<void> => {
      for (const { mode, name, sha } of parseTree(tree.bytes)) {
        if (entries.length > smallTree) return;
        const type = mode === "40000" ? "tree" : mode === "160000" ? "commit" : "blob";
        const object = type === "commit" ? null : await this.object(sha);
        const size = type === "blob" ? (object?.bytes.length ?? 0) : null;
        entries.push({ path: `${prefix}${name}`, mode: mode.padStart(6, "0"), type, sha, size });
        if (type === "tree" && recursive && object !== null) await list(object, `${prefix}${name}/`);
      }
    };
    await list(root, "");
    return entries.length > smallTree ? null : entries;
  }

  async #listedByGit(sha: string, recursive: boolean): Promise<ReadonlyArray<Entry>> {
    const flags = recursive ? ["-r", "-t"] : [];
    const out = await git(this.directory, ["ls-tree", "-z", "-l", ...flags, sha]);
    return out.toString().split("\0").filter(Boolean).map(parseEntry);
  }

  async commitAt(sha: string): Promise<Commit | null> {
    const object = await this.object(sha);
    return object?.type === "commit" ? parseCommit(object) : null;
  }

  /** The answer of a git command about commits that are named by their SHA, and so never changes. */
  about(args: ReadonlyArray<string>): Promise<Buffer> {
    const key = args.join("\0");
    const answer = this.#answers.get(key) ?? git(this.directory, args);
    this.#answers.set(key, answer);
    return answer;
  }

  /** Null when the two have no common history. */
  async mergeBase(a: string, b: string): Promise<string | null> {
    const line = new Set(await this.#line(a));
    const common = (await this.#line(b)).find((sha) => line.has(sha));
    if (common !== undefined) return common;
    const found = await this.about(["merge-base", a, b]).catch(() => Buffer.alloc(0));
    return found.toString().trim() || null;
  }

  /** A commit and those before it, newest first, as long as each has one parent, and not many of them. */
  async #line(head: string): Promise<ReadonlyArray<string>> {
    const line: string[] = [];
    for (let sha: string | undefined = head; sha !== undefined && line.length < shortLine;) {
      line.push(sha);
      const parents: ReadonlyArray<string> = (await this.commitAt(sha))?.parents ?? [];
      sha = parents.length === 1 ? parents[0] : undefined;
    }
    return line;
  }

  /** The commits of `head` that `base` does not have, oldest first. */
  async commitsBetween(base: string, head: string): Promise<ReadonlyArray<string>> {
    const known = new Set(await this.#line(base));
    const line = await this.#line(head);
    const common = line.findIndex((sha) => known.has(sha));
    if (common !== -1) return line.slice(0, common).toReversed();
    const out = await this.about(["rev-list", "--reverse", "--topo-order", `${base}..${head}`]);
    return out.toString().split("\n").filter(Boolean);
  }

  /** Takes over the objects of another repository's commit, named in any way, under a ref of this one. */
  async fetch(other: GitRepository, name: string, ref: string): Promise<void> {
    const sha = await other.resolve(name);
    if (sha === null) throw new Error(`${other.directory} has no ${name}`);
    if (other === this) return this.point(ref, sha);
    const carrier = `refs/transfer/${sha}`;
    await other.point(carrier, sha);
    await git(this.directory, ["fetch", "--quiet", "--no-tags", "--force", other.directory, `${carrier}:${ref}`]);
  }
}

function isRefName(name: string): boolean {
  return name !== "" && !/[\s~^:?*[\\\0]|\.\.|@\{|^-/.test(name);
}

/** Makes an empty bare repository below `parent`. */
export async function createGitRepository(parent: string, name: string): Promise<GitRepository> {
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, `${name}-`));
  await initRepository(directory, "main");
  return new GitRepository(directory);
}

function signed({ name, email, date }: Signature): string {
  return `${name} <${email}> ${Math.floor(date.getTime() / 1000)} +0000`;
}

function header(branch: string, message: string, author: Signature, from: string | null): Buffer {
  const who = signed(author);
  const text = Buffer.from(message);
  const parent = from === null ? "" : `from ${from}\n`;
  const reset = from === null ? `reset refs/heads/${branch}\n` : "";
  return Buffer.concat([
    Buffer.from(`${reset}commit refs/heads/${branch}\nmark :1\nauthor ${who}\ncommitter ${who}\ndata ${text.length}\n`),
    text,
    Buffer.from(`\n${parent}`),
  ]);
}

function fileCommands(files: FilesToWrite): ReadonlyArray<Buffer> {
  return Object.entries(files).map(([path, file]) => {
    const name = `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
    if (file === null) return Buffer.from(`D ${name}\n`);
    const isPlain = typeof file === "string" || Buffer.isBuffer(file);
    const mode = isPlain ? "100644" : file.mode;
    const content = Buffer.from(isPlain ? file : file.content);
    if (mode === "160000") return Buffer.from(`M 160000 ${content.toString()} ${name}\n`);
    return Buffer.concat([
      Buffer.from(`M ${mode} inline ${name}\ndata ${content.length}\n`),
      content,
      Buffer.from("\n"),
    ]);
  });
}

function parseEntry(line: string): Entry {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", sha = "", size = ""] = line.slice(0, tab).split(/ +/);
  return {
    path: line.slice(tab + 1),
    mode,
    type: type as Entry["type"],
    sha,
    size: type === "blob" ? Number(size) : null,
  };
}

function parseCommit(object: GitObject): Commit {
  const text = object.bytes.toString();
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end).split("\n");
  const all = (key: string): string[] =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    sha: object.sha,
    tree: all("tree")[0] ?? "",
    parents: all("parent"),
    message: text.slice(end + 2).replace(/\n$/, ""),
    author: parseSignature(all("author")[0] ?? ""),
    committer: parseSignature(all("committer")[0] ?? ""),
  };
}

function parseSignature(line: string): Signature {
  const match = /^(?<name>.*) <(?<email>[^>]*)> (?<seconds>\d+) /.exec(line);
  const { name = "", email = "", seconds = "0" } = match?.groups ?? {};
  return { name, email, date: new Date(Number(seconds) * 1000) };
}
