import { describe, expect, it } from "vitest";

import { githubModules, matches, type GitHubModules } from "../../../src/changes/modules/github-modules.ts";
import type { GitHubContent } from "../../../src/model/content.ts";
import { SourceError } from "../../../src/model/failure.ts";
import { blobSha } from "../../../src/model/digest.ts";

const text = Buffer.from('resource "aws_x" "y" {}\n');
const sha = blobSha(text);

function aContent(asked: Array<string>): GitHubContent {
  return {
    compare: () => Promise.reject(new Error("nobody compares modules")),
    listTree: (ref) => {
      asked.push(ref);
      if (ref === "v9.9.9") return Promise.reject(new SourceError("Not Found", false));
      if (ref === "v8.8.8") return Promise.reject(new SourceError("GitHub is down", true));
      const entry = { path: "modules/net/main.tf", mode: "100644", type: "blob", sha, size: text.length };
      return Promise.resolve({ entries: [entry], truncated: false });
    },
    readBlobs: (blobs) => Promise.resolve(new Map(blobs.map((blob) => [blob.sha, text]))),
  };
}

function rules(
  over: Partial<GitHubModules> & { readonly asked?: Array<string>; readonly isPublic?: boolean } = {},
): GitHubModules {
  const cache = {
    readBlobs: () => Promise.resolve(new Map<string, Uint8Array>()),
    writeBlobs: () => Promise.resolve(),
    readTree: () => Promise.resolve(null),
    writeTree: () => Promise.resolve(),
  };
  return {
    sources: ["github.com/acme/*"],
    isFork: false,
    host: "github.com",
    open: (_, name) =>
      Promise.resolve(
        name === "hidden" ? null : { isPublic: over.isPublic ?? false, content: aContent(over.asked ?? []), cache },
      ),
    ...over,
  };
}

async function ask(source: string, over: Parameters<typeof rules>[0] = {}): Promise<string> {
  const answer = await githubModules(rules(over)).fetch({ source, version: "" });
  if (answer.kind === "unavailable") return answer.reason;
  const path = [...answer.package.files.entries.keys()][0] ?? "";
  const content = (await answer.package.files.read([path])).get(path);
  return `${answer.package.name} in ${answer.directory}: ${content?.kind === "text" ? content.text.trim() : "nothing"}`;
}

const found = 'github.com/acme/net@v1.2.3 in modules/net: resource "aws_x" "y" {}';

describe("the App's modules", () => {
  it.each([
    ["github.com/acme/net//modules/net?ref=v1.2.3", found],
    ["git::ssh://git@github.com/acme/net.git//modules/net?ref=v1.2.3", found],
    ["git@github.com:acme/net.git//modules/net?ref=v1.2.3", found],
    ["github.com/acme/net//none?ref=v1.2.3", 'acme/net@v1.2.3 has no directory "none"'],
    ["github.com/acme/net", "its version is not exact; expected ?ref= with a release's tag or a commit"],
    ["github.com/acme/net?ref=main", "its version is not exact; expected ?ref= with a release's tag or a commit"],
    ["github.com/evil/net?ref=v1.2.3", "evil/net is not among the organisation's module_sources"],
    ["github.com/acme/hidden?ref=v1.2.3", "the App may not read acme/hidden; install it there"],
    ["github.com/acme/net?ref=v9.9.9", "acme/net has no v9.9.9 that the App may read: Not Found"],
    ["acme/net/aws", "the App fetches modules from repositories on github.com alone"],
    [
      "git::https://gitlab.com/acme/net.git?ref=v1.2.3",
      "the App fetches modules from repositories on github.com alone",
    ],
    ["http://169.254.169.254/latest/meta-data", "the App fetches modules from repositories on github.com alone"],
    ["https://github.com/acme/net.zip", "the App fetches modules from repositories on github.com alone"],
    [
      "git::https://github.com.evil.org/acme/net.git?ref=v1.2.3",
      "the App fetches modules from repositories on github.com alone",
    ],
  ])("row 40: %s", async (source, expected) => {
    expect(await ask(source)).toBe(expected);
  });

  it("of private repositories stay closed to forks", async () => {
    const source = "github.com/acme/net//modules/net?ref=v1.2.3";
    expect(await ask(source, { isFork: true })).toBe(
      "acme/net is private, and a pull request from a fork gets public modules only",
    );
    expect(await ask(source, { isFork: true, isPublic: true })).toBe(found);
    expect(await ask(source, { sources: [] })).toBe("acme/net is not among the organisation's module_sources");
  });

  it("are listed once, and a GitHub that does not answer is no missing module", async () => {
    const asked: Array<string> = [];
    const fetcher = githubModules(rules({ asked }));
    for (const directory of ["modules/net", "none", "modules/net"]) {
      await fetcher.fetch({ source: `github.com/acme/net//${directory}?ref=v1.2.3`, version: "" });
    }
    expect(asked).toEqual(["v1.2.3"]);
    await expect(fetcher.fetch({ source: "github.com/acme/net?ref=v8.8.8", version: "" })).rejects.toThrow(SourceError);
  });
});

it.each([
  ["github.com/acme/net", true],
  ["github.com/acme", true],
  ["github.com/acme/", true],
  ["github.com/acme/n*", true],
  ["github.com/acme/*t", true],
  ["acme/net", true],
  ["git::https://github.com/acme/net.git", true],
  ["https://github.com/acme/*", true],
  ["github.com/ACME/Net", true],
  ["github.com/*/net", true],
  ["github.com/ac", false],
  ["github.com/acme/netx", false],
  ["github.com/acme/net/x", false],
  ["github.com.evil.org/acme/net", false],
  ["net", false],
  ["", false],
])("the pattern %s matches: %s", (pattern, expected) => {
  expect(matches(pattern, "github.com/acme/net")).toBe(expected);
});
