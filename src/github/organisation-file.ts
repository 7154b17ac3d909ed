import * as z from "zod";

import { GitHubError } from "./errors.ts";
import type { RepositoryClient } from "./client.ts";

/** The organisation's configuration as its `.github` repository has it. */
export interface FoundOrganisationFile {
  /** Path in that repository. */
  readonly path: string;
  /** The blob's SHA. */
  readonly sha: string;
  readonly text: string;
}

/** Where it may lie; two of them are an error, which the text then is. */
const paths: ReadonlyArray<string> = ["tollgate.yml", "tollgate.yaml"];

/** Largest file that is read, bytes. */
const maxBytes = 1024 * 1024;

const entriesSchema = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string(), size: z.int().optional() })),
});

/**
 * Reads `tollgate.yml` of the `.github` repository that the client is for. `none` where the repository has no such
 * file; `unseen` where GitHub does not show us the repository, which is not the same as there being none.
 */
export async function readOrganisationFile(
  client: Pick<RepositoryClient, "call">,
  owner: string,
  known: FoundOrganisationFile | null,
): Promise<FoundOrganisationFile | "none" | "unseen"> {
  try {
    const repository = await client.call((octokit) => octokit.rest.repos.get({ owner, repo: ".github" }));
    const { data } = await client.call((octokit) =>
      octokit.rest.git.getTree({ owner, repo: ".github", tree_sha: repository.data.default_branch }),
    );
    const files = entriesSchema.parse(data).tree.filter(({ path, type }) => type === "blob" && paths.includes(path));
    const [file, other] = files;
    if (file === undefined) return "none";
    if (other !== undefined) return unusable(file.path, `two files, ${file.path} and ${other.path}; remove one`);
    if (file.sha === known?.sha) return known;
    if ((file.size ?? 0) > maxBytes) return unusable(file.path, `more than ${maxBytes} bytes`);
    const blob = await client.call((octokit) =>
      octokit.rest.git.getBlob({ owner, repo: ".github", file_sha: file.sha }),
    );
    const { content, encoding } = blob.data;
    const text = Buffer.from(content, encoding === "utf-8" ? "utf8" : "base64").toString("utf8");
    return { path: file.path, sha: file.sha, text };
  } catch (error) {
    if (isUnseen(error)) return "unseen";
    throw error;
  }
}

/** A text that no schema takes, so that what is wrong gates everywhere and says why. */
function unusable(path: string, why: string): FoundOrganisationFile {
  return { path, sha: "", text: `${JSON.stringify(`the organisation's configuration cannot be used: ${why}`)}: 0\n` };
}

/** 422: the repository is not part of the installation, or does not exist; 409: it is empty. */
function isUnseen(error: unknown): boolean {
  return error instanceof GitHubError && (error.trouble === "missing" || error.status === 422 || error.status === 409);
}
