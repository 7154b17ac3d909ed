import { describe, expect, it } from "vitest";

import { fetchedModules } from "../../src/gate/fetched-modules.ts";
import type { GitHub, RepositoryClient } from "../../src/github/client.ts";
import { GitHubError } from "../../src/github/errors.ts";
import type { ContentCache } from "../../src/model/content.ts";
import { defaultSettings } from "../../src/config/settings.ts";

const cache: ContentCache = {
  readBlobs: () => Promise.resolve(new Map()),
  writeBlobs: () => Promise.resolve(),
  readTree: () => Promise.resolve(null),
  writeTree: () => Promise.resolve(),
};

const missing = new GitHubError("Not Found", { trouble: "missing", status: 404, retry_at: null });

/** A GitHub that knows two repositories; `tokens` has for which one each token was asked. */
function aGitHub(tokens: Array<string>): Pick<GitHub, "moduleRepository"> {
  const repositories: Readonly<Record<string, { id: number; private: boolean; visibility: string }>> = {
    "acme/net": { id: 7, private: true, visibility: "private" },
    "other/open": { id: 8, private: false, visibility: "public" },
  };
  const entry = { path: "main.tf", mode: "100644", type: "blob", sha: "a".repeat(40), size: 3 };
  const octokit = {
    rest: {
      repos: {
        get: ({ owner, repo }: { owner: string; repo: string }) => {
          const data = repositories[`${owner}/${repo}`];
          return data === undefined ? Promise.reject(missing) : Promise.resolve({ data });
        },
      },
      git: {
        getTree: ({ tree_sha }: { tree_sha: string }) =>
          tree_sha === "v1.0.0"
            ? Promise.resolve({ data: { truncated: false, tree: [entry] } })
            : Promise.reject(missing),
      },
    },
  };
  const call = ((send: (kit: never) => Promise<unknown>) => send(octokit as never)) as RepositoryClient["call"];
  return {
    moduleRepository: (installation, name) => {
      tokens.push(`${installation} ${name}`);
      return { call };
    },
  };
}

describe("modules of a pull request", () => {
  const change = { installation_id: 1, repository_id: 2, owner: "acme", name: "infra", is_fork: false };

  async function ask(source: string, tokens: Array<string> = [], is_fork = false): Promise<string> {
    const parts = { github: aGitHub(tokens), web: "https://github.com", cacheOf: () => cache };
    const settings = { ...defaultSettings(), module_sources: ["github.com/acme/*", "github.com/other/open"] };
    const answer = await fetchedModules(parts, { ...change, is_fork })(settings).fetch?.({ source, version: "" });
    return answer?.kind === "fetched" ? answer.package.name : (answer?.reason ?? "");
  }

  it("are read with a token for their repository alone", async () => {
    const tokens: Array<string> = [];
    expect(await ask("github.com/acme/net?ref=v1.0.0", tokens)).toBe("github.com/acme/net@v1.0.0");
    expect(await ask("github.com/other/open?ref=v1.0.0", tokens)).toBe("github.com/other/open@v1.0.0");
    expect(tokens).toEqual(["1 net", "1 infra"]);
  });

  it("that are not there are named, and asked for no more", async () => {
    expect(await ask("github.com/acme/gone?ref=v1.0.0")).toBe("the App may not read acme/gone; install it there");
    expect(await ask("github.com/acme/net?ref=v2.0.0")).toBe("acme/net has no v2.0.0 that the App may read: Not Found");
  });

  it("of private repositories stay closed to forks", async () => {
    expect(await ask("github.com/acme/net?ref=v1.0.0", [], true)).toContain(
      "a pull request from a fork gets public modules only",
    );
    expect(await ask("github.com/other/open?ref=v1.0.0", [], true)).toBe("github.com/other/open@v1.0.0");
  });
});
