import { compileDescription } from "./description.ts";
import { diffFiles } from "./git-diff.ts";
import { pullShape } from "./shapes/pull.ts";
import type { PullRequest, World } from "./world.ts";

/** Asks git everything about a pull request once (its answers are kept), and compiles every check. */
export async function warm(world: World, pull: PullRequest): Promise<void> {
  compileDescription();
  const { git } = pull.repository;
  const { base, head } = pull;
  await pullShape(world, pull);
  const mergeBase = (await git.mergeBase(base.sha, head.sha)) ?? base.sha;
  const trees = [base.sha, head.sha, mergeBase].flatMap((sha) => [git.entries(sha, true), git.entries(sha, false)]);
  const range = [git.commitsBetween(base.sha, head.sha), git.commitsBetween(head.sha, base.sha)];
  await Promise.all([diffFiles(git, mergeBase, head.sha), ...range, ...trees]);
  const blobs = ((await git.entries(head.sha, true)) ?? []).filter(({ type }) => type === "blob");
  for (const { sha } of blobs) await git.object(sha);
}
