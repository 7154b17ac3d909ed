import type { GitHubStandIn } from "./stand-in.ts";
import type { Installation, Permissions, PullRequest, Repository } from "./world.ts";

/** What a raw request got back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed JSON; null where there is none. */
  readonly json: unknown;
}

/** A request with nothing between: tests of the stand-in must be able to send wrong ones. */
export async function ask(
  github: GitHubStandIn,
  credential: string | null,
  operation: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const [method = "", path = ""] = operation.split(" ");
  const response = await fetch(path.startsWith("http") ? path : `${github.url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      "user-agent": "tests",
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A repository with the App installed and a pull request open. */
export interface Scene {
  readonly installation: Installation;
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly token: string;
}

/** Sets up `acme/infra` with pull request 1, which changes one file and adds another. */
export async function setScene(github: GitHubStandIn, permissions?: Permissions): Promise<Scene> {
  const installation = await github.install("acme", permissions ? { permissions } : {});
  const repository = await github.people.createRepository("acme/infra", {
    files: { "main.tf": 'variable "a" {}\n', "modules/vpc/main.tf": "locals {}\n", "README.md": "# infra\n" },
  });
  await github.people.push(repository, "change", {
    "main.tf": 'variable "b" {}\n',
    "new.tf": "locals {\n  a = 1\n}\n",
  });
  const pull = await github.people.openPullRequest(repository, { head: "change", title: "Change a variable" });
  return { installation, repository, pull, token: github.token(installation) };
}
