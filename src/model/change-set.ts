/** git's mode of a tree entry: file, executable, symbolic link, submodule. */
export type EntryMode = "100644" | "100755" | "120000" | "160000";

/** One file of a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: EntryMode;
  /** Content identity: git's blob SHA (or, for files outside git, the same hash computed here). */
  readonly sha: string;
  /** Bytes; null where the source does not say before the content is read. */
  readonly size: number | null;
}

/** What reading one path gives. Only `text` can be analysed; each other kind is said, never skipped. */
export type FileContent =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" }
  | { readonly kind: "not-utf8" }
  | { readonly kind: "oversized"; readonly size: number }
  | { readonly kind: "symlink" }
  | { readonly kind: "submodule" }
  | { readonly kind: "missing" };

/** One side of a change: its files by path, and a way to read them. Never follows symbolic links. */
export interface Tree {
  /** Every file, link and submodule, keyed and sorted by path (relative, `/`-separated, code-unit order). */
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** Reads many files at once; the answer has every path that was asked for. */
  readonly read: (paths: ReadonlyArray<string>) => Promise<ReadonlyMap<string, FileContent>>;
  /** What symbolic links say, by path; absent where the source cannot tell. What it says may lead anywhere. */
  readonly links?: (paths: ReadonlyArray<string>) => Promise<ReadonlyMap<string, string>>;
}

/** How a file differs between base and head. */
export type FileStatus = "added" | "modified" | "deleted" | "renamed" | "mode-changed" | "type-changed";

/** One file that differs. `previous_path` is set for renames. */
export interface FileChange {
  readonly path: string;
  readonly status: FileStatus;
  readonly previous_path: string | null;
}

/** Base and head of one change: which files differ, and both trees. */
export interface ChangeSet {
  /** Null for `scan`, where everything counts as new. */
  readonly base: Tree | null;
  readonly head: Tree;
  /** The trusted tree that configuration, policies, waivers and usage are read from. */
  readonly gate: Tree;
  readonly files: ReadonlyArray<FileChange>;
  readonly base_sha: string | null;
  readonly head_sha: string | null;
}

/** Files above this many bytes are not read (a GitHub blob may be 100 MB; no configuration file is). */
export const maxFileBytes = 5 * 1024 * 1024;
