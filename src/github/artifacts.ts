import type { RepositoryClient } from "./client.ts";
import { GitHubError } from "./errors.ts";
import { pageSize, readPages } from "./pages.ts";

/** What a workflow run left behind. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** Bytes of its archive. */
  readonly bytes: number;
  readonly isExpired: boolean;
}

/** Compressed bytes of an artifact that is fetched: a plan of 20,000 resources has about 2 MB. */
export const maxArtifactBytes = 20 * 1024 * 1024;

/** What is said of a larger one. */
export const tooLarge = `it is larger than ${maxArtifactBytes / (1024 * 1024)} MiB`;

/** Artifacts of a run are looked through up to so many pages. */
const maxPages = 10;

/** An archive has a minute. */
const timeout = 60_000;

/** An artifact that cannot be had, with the reason as people read it. */
export class ArtifactError extends Error {
  override readonly name = "ArtifactError";
}

/** The artifacts of a run. Throws GitHubError. */
export async function listArtifacts({ address, call }: RepositoryClient, run_id: number): Promise<Array<Artifact>> {
  const { owner, name: repo } = address;
  const { items } = await readPages(
    maxPages,
    (page) =>
      call((octokit) =>
        octokit.rest.actions.listWorkflowRunArtifacts({ owner, repo, run_id, per_page: pageSize, page }),
      ),
    (data) => data.artifacts,
  );
  return items.map(({ id, name, size_in_bytes, expired }) => {
    return { id, name, bytes: size_in_bytes, isExpired: expired };
  });
}

/** The zip archive of an artifact. Throws ArtifactError for one that is gone or too large, GitHubError at a rate limit. */
export async function downloadArtifact(client: RepositoryClient, artifact_id: number): Promise<Uint8Array> {
  const location = await locate(client, artifact_id);
  try {
    // The address carries its own short-lived right to read: our token does not go there.
    const response = await fetch(location, { signal: AbortSignal.timeout(timeout) });
    if (!response.ok || response.body === null) {
      throw new ArtifactError(`its archive is not to be had (status ${response.status})`);
    }
    return await bounded(response.body);
  } catch (error) {
    if (error instanceof ArtifactError) throw error;
    throw new ArtifactError("its archive did not arrive", { cause: error });
  }
}

async function locate({ address, call }: RepositoryClient, artifact_id: number): Promise<string> {
  const { owner, name: repo } = address;
  try {
    const { headers } = await call((octokit) =>
      octokit.rest.actions.downloadArtifact({
        owner,
        repo,
        artifact_id,
        archive_format: "zip",
        request: { redirect: "manual" },
      }),
    );
    if (headers.location !== undefined && /^https?:\/\//.test(headers.location)) return headers.location;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (error.retry_at !== null) throw error;
    throw new ArtifactError(error.trouble === "missing" ? "it has expired" : error.message, { cause: error });
  }
  throw new ArtifactError("GitHub does not say where its archive is");
}

async function bounded(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Array<Uint8Array> = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxArtifactBytes) throw new ArtifactError(tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
