import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Tree } from "../../model/change-set.ts";
import { runGit, type GitResult } from "../git-command.ts";
import { gitTree } from "../git-tree.ts";
import { sha256 } from "../../model/digest.ts";
import type { PackageStore } from "./package-store.ts";

/** A repository at one commit. */
export interface GitPackage {
  readonly commit: string;
  readonly files: Tree;
}

/** What fetching may do. */
export interface GitLimits {
  readonly network: boolean;
  /** Protocols that git may speak, such as `https` and `ssh`; never `file` or `ext`. */
  readonly protocols: ReadonlyArray<string>;
  /** Bytes that one repository may take on the disk; `maxRepositoryBytes` when left out. */
  readonly bytes?: number;
}

/** One ref of one repository, and where it goes. */
interface Fetch {
  /** The bare repository that keeps what was fetched. */
  readonly directory: string;
  readonly url: string;
  /** A branch, tag or commit; `HEAD` is the default branch. */
  readonly ref: string;
  /** The ref of our own that it becomes. */
  readonly name: string;
  readonly limits: GitLimits;
}

/** More than any repository of modules has; git itself takes whatever a server sends. */
export const maxRepositoryBytes = 300 * 1024 * 1024;

/** How often a fetch under way is measured, in milliseconds. */
const measured = 100;

/** A branch moves; a commit does not, and people do not move the tag of a release. */
const fixedRef = /^(?:[0-9a-f]{40}|[0-9a-f]{64}|v?\d+(?:\.\d+)+(?:[-+][\w.-]+)?)$/;

/** Whether the same ref means the same commit tomorrow. */
export function isFixedRef(ref: string): boolean {
  return fixedRef.test(ref);
}

/**
 * The files of a repository at a branch, tag or commit (the default branch where `ref` is null), from the store or, when
 * allowed, the network. A text is the reason why they are not to be had. Throws SourceError where git cannot be started.
 */
export async function fetchGitPackage(
  url: string,
  ref: string | null,
  store: PackageStore,
  limits: GitLimits,
): Promise<GitPackage | string> {
  if (ref?.startsWith("-") === true || /\s|\.\.|[~^:?*[\\]/.test(ref ?? ""))
    return `${JSON.stringify(ref)} is no git ref`;
  const scheme = new URL(url).protocol.slice(0, -1);
  if (!limits.protocols.includes(scheme)) {
    return `git over ${scheme} is not allowed; expected ${limits.protocols.join(" or ")}`;
  }
  const directory = store.repository(url);
  const name = `refs/tollgate/${sha256(ref ?? "HEAD")}`;
  const known = await resolveCommit(directory, name);
  if (known !== null && (!limits.network || (ref !== null && isFixedRef(ref)))) {
    return { commit: known, files: await gitTree(directory, known) };
  }
  if (!limits.network) return notFetched;
  const failure = await inTurn(directory, () => fetchRef({ directory, url, ref: ref ?? "HEAD", name, limits }));
  const commit = failure === null ? await resolveCommit(directory, name) : null;
  return commit === null ? (failure ?? "it names no commit") : { commit, files: await gitTree(directory, commit) };
}

/** Why nothing is there while the network is not allowed. */
export const notFetched = "it is not in the cache of modules; --fetch-modules fetches it";

async function resolveCommit(directory: string, name: string): Promise<string | null> {
  mkdirSync(directory, { recursive: true });
  const result = await runGit(directory, ["--git-dir=.", "rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
  const commit = result.stdout.toString("latin1").trim();
  return result.code === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : null;
}

const turns = new Map<string, Promise<unknown>>();

/** One fetch at a time into one repository: git locks its files and does not wait. */
function inTurn<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(directory) ?? Promise.resolve()).then(work, work);
  turns.set(directory, mine);
  const end = (): void => {
    if (turns.get(directory) === mine) turns.delete(directory);
  };
  mine.then(end, end);
  return mine;
}

/** One commit is enough; a server that does not give it by its name gives all that it has. */
async function fetchRef(wanted: Fetch): Promise<string | null> {
  const { directory, limits } = wanted;
  const init = await runGit(directory, ["init", "--quiet", "--bare", "--template=", "."]);
  if (init.code !== 0) return said(init);
  const failure = await fetchInto(wanted);
  if (bytesOf(directory) <= (limits.bytes ?? maxRepositoryBytes)) return failure;
  rmSync(directory, { recursive: true, force: true }); // what was cut off is of no use, and would be counted again
  return tooLarge(limits);
}

function tooLarge({ bytes = maxRepositoryBytes }: GitLimits): string {
  return `the repository is larger than the ${bytes} bytes that are fetched`;
}

/** What git has written so far, also of a fetch that is under way. */
function bytesOf(directory: string): number {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true }).reduce((sum, entry) => {
      if (!entry.isFile()) return sum;
      return sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0);
    }, 0);
  } catch {
    return 0; // git removes its temporary folders while we look; the next measurement or the last one tells
  }
}

async function fetchInto({ directory, url, ref, name, limits }: Fetch): Promise<string | null> {
  const one = await runFetch(directory, limits, ["--depth=1", "--end-of-options", url, `+${ref}:${name}`]);
  if (one.code === 0 || bytesOf(directory) > (limits.bytes ?? maxRepositoryBytes)) return null;
  const all = await runFetch(directory, limits, [
    "--end-of-options",
    url,
    "+refs/heads/*:refs/all/heads/*",
    "+refs/tags/*:refs/all/tags/*",
  ]);
  if (all.code !== 0) return said(one);
  for (const candidate of [`refs/all/tags/${ref}`, `refs/all/heads/${ref}`, ref]) {
    const commit = await resolveCommit(directory, candidate);
    if (commit === null) continue;
    const kept = await runGit(directory, ["--git-dir=.", "update-ref", "--end-of-options", name, commit]);
    return kept.code === 0 ? null : said(kept);
  }
  return `the repository has no branch, tag or commit ${JSON.stringify(ref)}`;
}

async function runFetch(directory: string, limits: GitLimits, args: ReadonlyArray<string>): Promise<GitResult> {
  const { protocols, bytes = maxRepositoryBytes } = limits;
  const ended = new AbortController();
  const watch = setInterval(() => {
    if (bytesOf(directory) > bytes) ended.abort();
  }, measured);
  const quiet = [
    "--git-dir=.",
    "-c",
    "credential.interactive=false",
    "-c",
    "http.lowSpeedLimit=1000",
    "-c",
    "http.lowSpeedTime=20",
  ];
  const fetch = ["fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-gc", "--no-write-fetch-head"];
  const environment = {
    GIT_ALLOW_PROTOCOL: protocols.join(":"),
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
    GIT_SSH_COMMAND: process.env["GIT_SSH_COMMAND"] ?? "ssh -oBatchMode=yes -oConnectTimeout=20",
    GIT_DIR: join(directory, "."),
  };
  try {
    return await runGit(directory, [...quiet, ...fetch, ...args], undefined, environment, ended.signal);
  } catch (error) {
    if (!ended.signal.aborted) throw error;
    return { code: 1, stdout: Buffer.alloc(0), stderr: `fatal: ${tooLarge(limits)}` };
  } finally {
    clearInterval(watch);
  }
}

/** git's own words, without the address: it may hold a password. */
function said({ stderr }: GitResult): string {
  const line =
    stderr.split("\n").find((text) => /^(?:fatal|error|remote): /i.test(text)) ?? stderr.split("\n")[0] ?? "";
  return `git says: ${line.replaceAll(/\/\/[^/@\s]*@/g, "//").slice(0, 300)}`;
}
