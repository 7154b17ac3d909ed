import { githubModules, type ModuleRepository } from "../changes/modules/github-modules.ts";
import type { GitHub, RepositoryAddress, RepositoryClient } from "../github/client.ts";
import { githubContent } from "../github/content.ts";
import { GitHubError } from "../github/errors.ts";
import type { ContentCache, GitHubContent } from "../model/content.ts";
import { SourceError } from "../model/failure.ts";
import type { ModuleSource } from "../model/module-source.ts";
import type { Settings } from "../model/settings.ts";

/** The pull request whose modules are fetched. */
export interface ModulesFor extends RepositoryAddress {
  readonly is_fork: boolean;
}

/** What the modules are read with. */
export interface ModuleParts {
  readonly github: Pick<GitHub, "moduleRepository">;
  /** Root of GitHub's pages, e.g. `https://github.com`. */
  readonly web: string;
  /** Contents of one repository, kept by their SHA. */
  readonly cacheOf: (repository_id: number) => ContentCache;
}

/**
 * Modules of a pull request, as the organisation allows: each repository is read with a token for it alone. One of another
 * owner is read with the token of the reviewed repository, which sees of others what is public.
 */
export function fetchedModules(parts: ModuleParts, change: ModulesFor): (settings: Settings) => ModuleSource {
  const open = async (owner: string, name: string): Promise<ModuleRepository | null> => {
    const isOwn = owner.toLowerCase() === change.owner.toLowerCase();
    const { call } = parts.github.moduleRepository(change.installation_id, isOwn ? name : change.name);
    const facts = await repositoryFacts(call, owner, name);
    if (facts === null) return null;
    const address = { installation_id: change.installation_id, repository_id: facts.id, owner, name };
    const content = settled(githubContent({ address, call }));
    return { isPublic: facts.isPublic, content, cache: parts.cacheOf(facts.id) };
  };
  return ({ module_sources: sources }) => ({
    installed: () => Promise.resolve(null),
    ...githubModules({ sources, isFork: change.is_fork, host: new URL(parts.web).host, open }),
  });
}

/** What a module's repository does not have will not come with another attempt, unlike the head of a pull request. */
function isSettled(error: GitHubError): boolean {
  return error.trouble === "missing" || !error.retryable;
}

function settled(content: GitHubContent): GitHubContent {
  return {
    ...content,
    listTree: async (sha, recursive) => {
      try {
        return await content.listTree(sha, recursive);
      } catch (error) {
        if (error instanceof GitHubError && isSettled(error))
          throw new SourceError(error.message, false, { cause: error });
        throw error;
      }
    },
  };
}

async function repositoryFacts(
  call: RepositoryClient["call"],
  owner: string,
  repo: string,
): Promise<{ readonly id: number; readonly isPublic: boolean } | null> {
  try {
    const { data } = await call((octokit) => octokit.rest.repos.get({ owner, repo }));
    return { id: data.id, isPublic: !data.private && (data.visibility ?? "public") === "public" };
  } catch (error) {
    if (error instanceof GitHubError && isSettled(error)) return null;
    throw error;
  }
}
