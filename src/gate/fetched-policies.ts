import { treeFromGitHub } from "../changes/github.ts";
import type { GitHub } from "../github/client.ts";
import { resolveRef } from "../github/commits.ts";
import { githubContent } from "../github/content.ts";
import { GitHubError } from "../github/errors.ts";
import type { ContentCache } from "../model/content.ts";
import type { FetchedPolicies, FetchPolicies, PolicySource } from "../model/policy-source.ts";
import { policyRepositoryKey, readPolicySource, savePolicySource } from "../store/policy-sources.ts";
import type { Store } from "../store/store.ts";

/** Whose policies are fetched. */
export interface PoliciesFor {
  readonly installation_id: number;
  readonly owner: string;
  /** Name of the reviewed repository. */
  readonly name: string;
}

/** What they are read with. */
export interface PolicyParts {
  readonly store: Store;
  readonly github: Pick<GitHub, "moduleRepository">;
  readonly clock: () => Date;
  /** Contents of one repository, kept by their SHA. */
  readonly cacheOf: (repository_id: number) => ContentCache;
}

/** What a ref named is taken for so many milliseconds, unless a push says that it has moved. */
const freshMilliseconds = 60_000;

const fullSha = /^[0-9a-f]{40}$/;

/**
 * The organisation's policies as its configuration names them: each repository is read with a token for it alone, and
 * one of another owner with the token of the reviewed repository, which sees of others what is public. Contents are kept
 * by their SHA. What is not there is told; the review that asks must not pass.
 */
export function fetchedPolicies(parts: PolicyParts, change: PoliciesFor): FetchPolicies {
  return async (source) => {
    const [owner, name] = ownerAndName(source, change.owner);
    const isOwn = owner.toLowerCase() === change.owner.toLowerCase();
    const { call } = parts.github.moduleRepository(change.installation_id, isOwn ? name : change.name);
    const commit = await commitOf(parts, change.installation_id, { owner, name, call }, source.ref);
    if (commit === null)
      return unavailable(
        source,
        `the App may not read ${owner}/${name} at ${source.ref}; install it there, or mend policy_sources`,
      );
    const { repository_id, commit_sha: sha } = commit;
    const address = { installation_id: change.installation_id, repository_id, owner, name };
    try {
      const tree = await treeFromGitHub(sha, githubContent({ address, call }), parts.cacheOf(repository_id));
      return { kind: "fetched", source: { ...source, repository: `${owner}/${name}` }, sha, tree };
    } catch (error) {
      if (!(error instanceof GitHubError) || (error.retryable && error.trouble !== "missing")) throw error;
      return unavailable(source, `commit ${sha} of ${owner}/${name} cannot be read: ${error.message}`);
    }
  };
}

/** Whether a source names this repository. */
export function isSourceOf({ repository }: PolicySource, owner: string, name: string): boolean {
  const [itsOwner, itsName] = repository.includes("/") ? repository.split("/") : [owner, repository];
  return policyRepositoryKey(itsOwner ?? "", itsName ?? "") === policyRepositoryKey(owner, name);
}

function ownerAndName({ repository }: PolicySource, owner: string): readonly [string, string] {
  const [first = "", second] = repository.split("/");
  return second === undefined ? [owner, first] : [first, second];
}

function unavailable(source: PolicySource, reason: string): FetchedPolicies {
  return { kind: "unavailable", source, reason };
}

type Commit = Pick<NonNullable<Awaited<ReturnType<typeof readPolicySource>>>, "repository_id" | "commit_sha">;

/** A full SHA is asked for once; a branch or tag again when it may have moved. */
async function commitOf(
  { store, clock }: PolicyParts,
  installation_id: number,
  { owner, name, call }: { owner: string; name: string; call: ReturnType<GitHub["moduleRepository"]>["call"] },
  ref: string,
): Promise<Commit | null> {
  const key = { installation_id, repository: policyRepositoryKey(owner, name), ref };
  const known = await readPolicySource(store.db, key);
  const now = clock();
  const isFresh = known?.fresh_until != null && known.fresh_until > now;
  if (known !== undefined && (isFresh || fullSha.test(ref))) return known;
  const found = await resolveRef({ call }, owner, name, ref);
  if (found === null) return null;
  const fresh_until = new Date(now.getTime() + freshMilliseconds);
  const commit = { repository_id: found.repository_id, commit_sha: found.sha };
  await savePolicySource(store.db, { ...key, ...commit, fresh_until });
  return commit;
}
