import { notFound, page, read, Refusal, repositoryOf, type Call, type Route } from "../call.ts";
import type { Entry } from "../git.ts";
import { nodeId, type Repository } from "../world.ts";
import { commitShape, gitCommitShape } from "../shapes/git.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../shapes/repository.ts";
import { contents } from "./contents.ts";

/** GitHub's documented limits of one recursive tree. */
const maxTreeEntries = 100_000;
const maxTreeBytes = 7 * 1024 * 1024;
const maxBlobBytes = 100 * 1024 * 1024;

function treeEntryShape(url: string, entry: Entry) {
  const { path, mode, type, sha } = entry;
  const address = type === "commit" ? {} : { url: `${url}/git/${type}s/${sha}` };
  return { path, mode, type, sha, ...(entry.size === null ? {} : { size: entry.size }), ...address };
}

/** `recursive` counts whatever its value is, `0` and `false` included, as at GitHub. */
async function tree(call: Call) {
  const repository = repositoryOf(call);
  const name = String(call.params["tree_sha"]);
  const commit = await repository.git.resolve(name);
  if (commit === null && (await isEmpty(repository))) throw new Refusal(409, "Git Repository is empty.");
  const sha = commit === null ? name : (await repository.git.commitAt(commit))?.tree;
  const entries =
    sha && /^[0-9a-f]{40}$/.test(sha) ? await repository.git.entries(sha, call.query["recursive"] !== undefined) : null;
  if (!entries || !sha) throw notFound();
  const url = repositoryUrl(call.world, repository);
  const { shown, truncated } = cut(
    call,
    entries.map((entry) => treeEntryShape(url, entry)),
  );
  return { status: 200, body: { sha, url: `${url}/git/trees/${sha}`, tree: shown, truncated } };
}

function cut<T>(
  call: Call,
  entries: ReadonlyArray<T>,
): { readonly shown: ReadonlyArray<T>; readonly truncated: boolean } {
  // A fault cuts recursive answers only: a client must be able to walk instead.
  const isRecursive = call.query["recursive"] !== undefined;
  let limit = isRecursive && call.fault?.kind === "truncated" ? call.fault.entries : maxTreeEntries;
  if (JSON.stringify(entries).length > maxTreeBytes) {
    for (let bytes = 0, index = 0; index < entries.length; index += 1) {
      bytes += JSON.stringify(entries[index]).length + 1;
      if (bytes > maxTreeBytes) {
        limit = Math.min(limit, index);
        break;
      }
    }
  }
  return { shown: entries.slice(0, limit), truncated: entries.length > limit };
}

async function isEmpty(repository: Repository): Promise<boolean> {
  return (await repository.git.resolve(repository.defaultBranch)) === null;
}

/** Base64 in lines of 60 characters, as GitHub sends it. */
export function wrappedBase64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll(/.{1,60}/g, "$&\n");
}

async function blob(call: Call) {
  const repository = repositoryOf(call);
  const sha = String(call.params["file_sha"]);
  const object = await repository.git.object(sha);
  if (object?.type !== "blob") throw notFound();
  if (object.bytes.length > maxBlobBytes) {
    throw new Refusal(403, "This API returns blobs up to 100 MB in size.", {
      errors: [{ resource: "Blob", field: "data", code: "too_large" }],
    });
  }
  if (/application\/vnd\.github(\.v3)?\.raw/.test(call.accept)) {
    return { status: 200, bytes: { type: "application/vnd.github.raw+json; charset=utf-8", content: object.bytes } };
  }
  const url = `${repositoryUrl(call.world, repository)}/git/blobs/${sha}`;
  const content = wrappedBase64(object.bytes);
  return {
    status: 200,
    body: { sha, node_id: nodeId("B", sha), size: object.bytes.length, url, content, encoding: "base64" },
  };
}

async function branch(call: Call) {
  const repository = repositoryOf(call);
  const name = String(call.params["branch"]);
  const sha = await repository.git.resolve(`refs/heads/${name}`);
  const commit = sha === null ? null : await repository.git.commitAt(sha);
  if (!commit) throw new Refusal(404, "Branch not found");
  const self = `${repositoryUrl(call.world, repository)}/branches/${name}`;
  const isProtected = repository.protectedBranches.has(name);
  return {
    status: 200,
    body: {
      name,
      commit: commitShape(call.world, repository, commit),
      _links: { self, html: `${repositoryHtmlUrl(call.world, repository)}/tree/${name}` },
      protected: isProtected,
      protection: {
        enabled: isProtected,
        required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
      },
      protection_url: `${self}/protection`,
    },
  };
}

async function gitRef(call: Call) {
  const repository = repositoryOf(call);
  const ref = `refs/${String(call.params["ref"])}`;
  const sha = await repository.git.resolve(ref);
  if (sha === null) throw notFound();
  const url = repositoryUrl(call.world, repository);
  const object = { type: "commit", sha, url: `${url}/git/commits/${sha}` };
  return { status: 200, body: { ref, node_id: nodeId("REF", ref), url: `${url}/git/${ref}`, object } };
}

async function gitCommit(call: Call) {
  const repository = repositoryOf(call);
  const commit = await repository.git.commitAt(String(call.params["commit_sha"]));
  if (!commit) throw notFound();
  return { status: 200, body: gitCommitShape(call.world, repository, commit) };
}

/** The archive itself lies at another address, without credentials and for a short time. */
async function tarball(call: Call) {
  const repository = repositoryOf(call);
  const sha = await repository.git.resolve(String(call.params["ref"] || repository.defaultBranch));
  if (sha === null) throw notFound();
  const until = call.world.now().getTime() + 5 * 60 * 1000;
  const location = `${call.world.htmlUrl}/_codeload/${repository.id}/${sha}?until=${until}`;
  return { status: 302, bytes: { type: "text/html", content: Buffer.alloc(0) }, headers: { location } };
}

/** The commits of a pull request, oldest first; GitHub shows at most 250. */
export async function pullCommits(call: Call, repository: Repository, base: string, head: string) {
  const shas = (await repository.git.commitsBetween(base, head)).slice(0, 250);
  const { items, headers } = page(call, shas);
  const commits = await Promise.all(items.map((sha) => repository.git.commitAt(sha)));
  const body = commits.flatMap((commit) => (commit ? [commitShape(call.world, repository, commit)] : []));
  return { status: 200, body, headers };
}

/** Objects by SHA, and what names them. */
export const treeRoutes = {
  "GET /repos/{owner}/{repo}/branches/{branch}": { needs: read("contents"), answer: branch },
  "GET /repos/{owner}/{repo}/contents/{path}": { needs: read("contents"), answer: contents },
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": { needs: read("contents"), answer: blob },
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": { needs: read("contents"), answer: gitCommit },
  "GET /repos/{owner}/{repo}/git/ref/{ref}": { needs: read("contents"), answer: gitRef },
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": { needs: read("contents"), answer: tree },
  "GET /repos/{owner}/{repo}/tarball/{ref}": { needs: read("contents"), answer: tarball },
} as const satisfies Record<string, Route>;
