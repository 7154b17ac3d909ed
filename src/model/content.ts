/** A commit and the tree that it names. */
export interface CommitTree {
  readonly sha: string;
  readonly tree: string;
}

/** One entry of a tree as GitHub lists it; directories are entries too. */
export interface ListedEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | null;
}

/** A listing, and whether GitHub cut it. */
export interface TreeListing {
  readonly entries: ReadonlyArray<ListedEntry>;
  readonly truncated: boolean;
}

/** A blob that is wanted; `size` null where the listing does not say. */
export interface WantedBlob {
  readonly sha: string;
  readonly size: number | null;
}

/** What GitHub is asked for. Each function throws SourceError when GitHub does not answer. */
export interface GitHubContent {
  /** Tip of the base and its merge base with the head. Throws BaseMissingError without a common history. */
  readonly compare: (
    base: string,
    head: string,
  ) => Promise<{ readonly tip: CommitTree; readonly mergeBase: CommitTree }>;
  /** Lists a tree by the SHA of the tree or of a commit. */
  readonly listTree: (sha: string, recursive: boolean) => Promise<TreeListing>;
  /** Contents by SHA, verified; the answer has every SHA that was asked for. */
  readonly readBlobs: (blobs: ReadonlyArray<WantedBlob>) => Promise<ReadonlyMap<string, Uint8Array>>;
  /**
   * Those of the wanted contents that a commit's archive has, verified; none where there is no archive to be had.
   * Left out where contents come in batches alone.
   */
  readonly readArchive?: (
    commit: string,
    wanted: ReadonlyArray<WantedBlob>,
  ) => Promise<ReadonlyMap<string, Uint8Array>>;
}

/** One entry of a cached tree listing; `size` null where the source does not say. */
export interface CachedEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
  readonly size: number | null;
}

/** A whole listing, as git has it: files, links and submodules. */
export type CachedTree = ReadonlyArray<CachedEntry>;

/** Contents and trees of one repository by their SHA: both never change, so nothing here is ever out of date. */
export interface ContentCache {
  /** Those that are there; the others have to be read. */
  readonly readBlobs: (shas: ReadonlyArray<string>) => Promise<ReadonlyMap<string, Uint8Array>>;
  readonly writeBlobs: (blobs: ReadonlyMap<string, Uint8Array>) => Promise<void>;
  readonly readTree: (sha: string) => Promise<CachedTree | null>;
  readonly writeTree: (sha: string, tree: CachedTree) => Promise<void>;
}
