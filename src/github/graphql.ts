import * as z from "zod";

import type { WantedBlob } from "../model/content.ts";
import { isContentOf } from "./blob-identity.ts";
import type { RepositoryClient } from "./client.ts";
import { GitHubError } from "./errors.ts";

/** Files of one query, and their bytes together: GitHub ends queries after ten seconds. */
const maxFiles = 80;
const maxBytes = 1024 * 1024;

/** GitHub cuts the text of larger files. */
const maxFileBytes = 384 * 1024;

/** Queries that run at the same time. */
const concurrentQueries = 4;

/** Servers without GraphQL are asked again after so many milliseconds. */
const absentFor = 10 * 60_000;

/** Answers of servers that have no GraphQL. */
const absent: ReadonlySet<number> = new Set([404, 405, 410, 501]);

/** Owner of the answer "there is no GraphQL here", by server. */
const absentUntil = new Map<string, number>();

const answerSchema = z.object({
  repository: z
    .record(z.string(), z.object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() }).nullish())
    .nullish(),
});

/**
 * Contents by SHA, many in one request. It gives only what it surely has right: the text's own SHA is compared, so
 * that a cut, a converted or a binary file is left for the caller to read otherwise. Without GraphQL it gives nothing.
 */
export async function readBlobsByGraphQl(
  client: RepositoryClient,
  blobs: ReadonlyArray<WantedBlob>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const queue = toBatches(blobs.filter(({ size }) => (size ?? 0) <= maxFileBytes)).values();
  async function drain(): Promise<void> {
    for (const batch of queue) {
      for (const [sha, bytes] of await readBatch(client, batch)) contents.set(sha, bytes);
    }
  }
  await Promise.all(Array.from({ length: concurrentQueries }, drain));
  return contents;
}

function toBatches(blobs: ReadonlyArray<WantedBlob>): ReadonlyArray<ReadonlyArray<WantedBlob>> {
  const batches: WantedBlob[][] = [];
  let bytes = 0;
  for (const blob of blobs) {
    const size = blob.size ?? 0;
    const last = batches.at(-1);
    if (last === undefined || last.length >= maxFiles || bytes + size > maxBytes) {
      batches.push([blob]);
      bytes = size;
    } else {
      last.push(blob);
      bytes += size;
    }
  }
  return batches;
}

async function readBatch(
  client: RepositoryClient,
  batch: ReadonlyArray<WantedBlob>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const fields = batch.map(({ sha }, index) => `b${index}: object(oid: "${sha}") { ...content }`).join("\n");
  const query = `query ($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      ${fields}
    }
  }
  fragment content on Blob { text isTruncated }`;
  const found = new Map<string, Uint8Array>();
  const repository = await ask(client, query);
  for (const [index, { sha }] of batch.entries()) {
    const text = repository?.[`b${index}`]?.text;
    if (typeof text !== "string") continue;
    const bytes = Buffer.from(text, "utf8");
    if (isContentOf(bytes, sha)) found.set(sha, bytes);
  }
  return found;
}

const partSchema = z.object({ name: z.literal("GraphqlResponseError"), data: z.object({}).loose() });

/** What an answer has beside its errors: one file that cannot be had leaves the others. Throws where that is nothing. */
function partOf(error: unknown): unknown {
  const part = partSchema.safeParse(error);
  if (!part.success) throw error;
  return part.data.data;
}

type Answer = NonNullable<z.infer<typeof answerSchema>["repository"]>;

/** Null when GraphQL cannot help; throws GitHubError when REST could not either. */
async function ask(client: RepositoryClient, query: string): Promise<Answer | null> {
  const { owner, name } = client.address;
  let server = "";
  try {
    const data = await client.call(async (octokit) => {
      server = octokit.request.endpoint.DEFAULTS.baseUrl;
      if ((absentUntil.get(server) ?? 0) > Date.now()) return null;
      return await octokit.graphql<unknown>(query, { owner, name }).catch(partOf);
    });
    return answerSchema.safeParse(data).data?.repository ?? null;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (error.trouble === "rate-limit") throw error;
    if (absent.has(error.status)) absentUntil.set(server, Date.now() + absentFor);
    return null;
  }
}
