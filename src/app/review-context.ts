import { collectFromGitHub } from "../changes/github.ts";
import { consentsTo, waiversFor } from "../gate/consents.ts";
import { fetchedModules } from "../gate/fetched-modules.ts";
import { fetchedPolicies } from "../gate/fetched-policies.ts";
import { attachedPlans } from "../gate/plan-artifacts.ts";
import { organisationFor } from "../gate/organisation.ts";
import type { RepositoryClient } from "../github/client.ts";
import { githubContent } from "../github/content.ts";
import type { ContentCache } from "../model/content.ts";
import { SourceError } from "../model/failure.ts";
import type { StoredPullRequest } from "../store/pull-requests.ts";
import type { AppParts, ReviewContext } from "./parts.ts";
import { bareContext } from "./pull-request-context.ts";

/** What a review is told, or why nothing can be decided. */
export interface Prepared {
  readonly context: ReviewContext;
  /** Why it is not known what gates: nothing may be decided then. */
  readonly obstacle: SourceError | null;
}

/** Reads what gates besides the repository itself; that it cannot be had is an obstacle, never a pass. */
export async function prepareContext(
  parts: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  cache: ContentCache,
): Promise<Prepared> {
  try {
    return { context: await toContext(parts, client, row, cache), obstacle: null };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { context: bareContext(parts, row), obstacle: error };
  }
}

async function toContext(
  parts: AppParts,
  client: RepositoryClient,
  row: StoredPullRequest,
  cache: ContentCache,
): Promise<ReviewContext> {
  const bare = bareContext(parts, row);
  const { base_ref, head_sha } = row;
  const { default_branch } = bare.repository;
  const byDefault = { base_ref: default_branch, head_sha };
  const [organisation, waivers, plans] = await Promise.all([
    organisationFor(parts, row),
    waiversFor(parts, row),
    attachedPlans(parts, row),
  ]);
  const cacheOf = (id: number): ContentCache => parts.memory.over(id, parts.store.contents(id));
  return {
    ...bare,
    organisation,
    waivers,
    plans,
    modules: fetchedModules({ github: parts.github, web: parts.web, cacheOf }, row),
    fetch_policies: fetchedPolicies({ ...parts, cacheOf }, row),
    consents: (wanted, rules) => consentsTo(parts, row, wanted, rules),
    ...(default_branch === "" || default_branch === base_ref
      ? {}
      : { default_change: () => collectFromGitHub(byDefault, githubContent(client), cache) }),
  };
}
