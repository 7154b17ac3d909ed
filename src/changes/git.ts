import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

import type { ChangeSet, Tree } from "../model/change-set.ts";
import { BaseMissingError, UsageError } from "../model/failure.ts";
import { diffTrees } from "./diff.ts";
import { directoryTree, workingTree } from "./disk-tree.ts";
import { runGit } from "./git-command.ts";
import { gitTree } from "./git-tree.ts";

/** A directory that was named on the command line, and the tree that it lies in. */
export interface Workplace {
  /** Real path of the tree's top: the git repository's, else the directory itself. */
  readonly root: string;
  /** The directory relative to the root, `.` for the root. */
  readonly under: string;
  readonly isGit: boolean;
}

/** Finds the tree that a directory lies in. Throws UsageError when it is no directory. */
export async function openWorkplace(directory: string): Promise<Workplace> {
  const path = resolve(directory);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${directory} is not a directory; name a directory that exists`);
  }
  const real = realpathSync.native(path);
  if (!mayBeInGit(real)) return { root: real, under: ".", isGit: false }; // starting git takes as long as a small scan
  const result = await runGit(real, ["rev-parse", "--show-toplevel"]);
  const isOwnedByOther = result.stderr.includes("dubious ownership");
  if (isOwnedByOther) throw new UsageError(`git does not trust ${real}: ${result.stderr}`);
  if (result.code !== 0) return { root: real, under: ".", isGit: false };
  const root = realpathSync.native(result.stdout.toString("utf8").replace(/\n$/, ""));
  return { root, under: relative(root, real).split(sep).join("/") || ".", isGit: true };
}

/** Whether git would look at anything at all: a repository is named from outside, or lies at or above the directory. */
function mayBeInGit(directory: string): boolean {
  if (process.env["GIT_DIR"] !== undefined || existsSync(join(directory, ".git"))) return true;
  const above = dirname(directory);
  return above !== directory && mayBeInGit(above);
}

/** The tree on the disk: in git what git does not ignore, elsewhere everything but tools' downloads. */
export function openDisk(workplace: Workplace): Promise<Tree> {
  return workplace.isGit ? workingTree(workplace.root) : Promise.resolve(directoryTree(workplace.root));
}

/** The whole tree as if all of it were new. */
export async function collectScan(workplace: Workplace): Promise<ChangeSet> {
  const head = await openDisk(workplace);
  return { base: null, head, gate: head, files: [], base_sha: null, head_sha: null };
}

/**
 * The change from the merge base of `base` and `head` to `head` (the working tree where `head` is null).
 * Throws BaseMissingError when a ref names no commit or the two have no common history.
 */
export async function collectChanges(workplace: Workplace, base: string, head: string | null): Promise<ChangeSet> {
  if (!workplace.isGit) throw new UsageError(`${workplace.root} is not in a git repository; use "tollgate scan" there`);
  const { root } = workplace;
  const tip = await resolveCommit(root, base, "base");
  const headCommit =
    head === null ? await resolveCommit(root, "HEAD", "head") : await resolveCommit(root, head, "head");
  const mergeBase = await findMergeBase(
    root,
    { name: base, commit: tip },
    { name: head ?? "HEAD", commit: headCommit },
  );
  const baseTree = await gitTree(root, mergeBase);
  const gate = tip === mergeBase ? baseTree : await gitTree(root, tip);
  const headTree = head === null ? await workingTree(root) : await gitTree(root, headCommit);
  const files = await diffTrees(baseTree, headTree);
  return {
    base: baseTree,
    head: headTree,
    gate,
    files,
    base_sha: mergeBase,
    head_sha: head === null ? null : headCommit,
  };
}

async function resolveCommit(root: string, ref: string, role: "base" | "head"): Promise<string> {
  const result = await runGit(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  const commit = result.stdout.toString("latin1").trim();
  if (result.code === 0 && commit !== "") return commit;
  const hint =
    role === "base"
      ? `fetch it first (git fetch origin ${ref}) or name another with --base`
      : "name a commit that exists";
  throw new BaseMissingError(`the ${role} "${ref}" names no commit in ${root}; ${hint}`);
}

interface NamedCommit {
  readonly name: string;
  readonly commit: string;
}

async function findMergeBase(root: string, base: NamedCommit, head: NamedCommit): Promise<string> {
  const result = await runGit(root, ["merge-base", "--end-of-options", base.commit, head.commit]);
  const commit = result.stdout.toString("latin1").split("\n")[0] ?? "";
  if (result.code === 0 && commit !== "") return commit;
  throw new BaseMissingError(
    `"${base.name}" and "${head.name}" have no common history in ${root}; a shallow clone needs more of it (git fetch --unshallow)`,
  );
}
