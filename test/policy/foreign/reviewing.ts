import { openEngines } from "../../../src/engines/open-engines.ts";
import type { ChangeSet, FileChange, Tree } from "../../../src/model/change-set.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { Review } from "../../../src/model/review.ts";
import { embeddedPriceBook } from "../../../src/cost/embedded-book.ts";
import { openPolicyRunner, type RunnerOptions } from "../../../src/policy/policy-runner.ts";
import { review, reviewOf, type GivenPlan } from "../../../src/review.ts";
import { aTree, testEnginesClock } from "../builders.ts";

export type Files = Readonly<Record<string, string>>;

/** Where the policies of these tests lie. */
export const folder = ".github/tollgate/policies";

/** Opens what reviews need; close it after the tests. */
export function openReviewing(bounds: RunnerOptions = {}) {
  const engines = openEngines({ clock: testEnginesClock });
  const runner = openPolicyRunner(bounds);
  const tools = { engines, runner, book: embeddedPriceBook(), cacheDirectory: null };
  const run = (changeSet: ChangeSet, plans: ReadonlyArray<GivenPlan> = []): Promise<Review> =>
    review(
      {
        ...reviewOf(() => Promise.resolve(changeSet), testEnginesClock),
        policies: { pack: false, disk: [] },
        plans,
      },
      tools,
    );
  return {
    tools,
    /** The whole tree as if all of it were new. Policies are named inside their folder. */
    scan: (policies: Files, files: Files, plans: ReadonlyArray<GivenPlan> = []) => {
      const head = treeOf(policies, files);
      return run({ base: null, head, gate: head, files: [], base_sha: null, head_sha: null }, plans);
    },
    /** A change from some files to others. */
    change: (policies: Files, base: Files, head: Files) => {
      const [from, to] = [treeOf(policies, base), treeOf(policies, head)];
      return run({ base: from, head: to, gate: from, files: differences(base, head), base_sha: null, head_sha: null });
    },
    close: async () => {
      await runner.close();
      await engines.close();
    },
  };
}

function treeOf(policies: Files, files: Files): Tree {
  const own = Object.entries(policies).map(([path, text]) => [
    path.startsWith(".github/") ? path : `${folder}/${path}`,
    text,
  ]);
  const tree = aTree({ ...files, ...(Object.fromEntries(own) as Files) });
  const all: Files = { ...files, ...(Object.fromEntries(own) as Files) };
  const entries = [...tree.entries].map(
    ([path, entry]) => [path, { ...entry, sha: `${path} ${all[path] ?? ""}` }] as const,
  );
  return { ...tree, entries: new Map(entries) };
}

function differences(base: Files, head: Files): ReadonlyArray<FileChange> {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(head)])].sort();
  return paths
    .filter((path) => base[path] !== head[path])
    .map((path) => ({
      path,
      status: base[path] === undefined ? "added" : head[path] === undefined ? "deleted" : "modified",
      previous_path: null,
    }));
}

/** `policy path:line message`, for comparing whole lists. */
export function shown({ findings }: Pick<Review, "findings">): ReadonlyArray<string> {
  return findings.map(
    ({ policy, path, line, status, enforcement, message }: Finding) =>
      `${policy} ${path ?? "-"}:${line ?? "-"} ${status} ${enforcement}: ${message}`,
  );
}
