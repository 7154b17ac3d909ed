import { z } from "zod";

import { sha256 } from "../../model/digest.ts";
import { SourceError } from "../../model/failure.ts";
import type { OciAddress } from "./policy-address.ts";

/** One layer of an artifact, its content verified. */
export interface OciLayer {
  readonly mediaType: string;
  /** The file's name as whoever pushed it gave it; empty where it has none. */
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** An artifact with the digest of its manifest. */
export interface OciArtifact {
  readonly digest: string;
  readonly layers: ReadonlyArray<OciLayer>;
}

/** How a registry is reached. */
export interface OciWeb {
  readonly fetch: typeof fetch;
  /** `user:password` for a registry, as Docker's configuration has it; null without. */
  readonly credentials: (registry: string) => string | null;
}

const maxManifest = 4 * 1024 * 1024;
const maxLayer = 32 * 1024 * 1024;
const maxArtifact = 64 * 1024 * 1024;
const maxLayers = 5_000;
const timeLimit = 30_000; // milliseconds for one request

const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.oci.image.index.v1+json",
];

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "a sha256 digest");
const descriptor = z.object({
  mediaType: z.string().default(""),
  digest,
  size: z.int().min(0),
  annotations: z.record(z.string(), z.string()).nullish(),
});
const manifestSchema = z.object({
  layers: z.array(descriptor).max(maxLayers).optional(),
  manifests: z.array(descriptor).optional(),
});

/**
 * Pulls an artifact by the distribution API: its manifest, then each layer, all verified by their digests and bounded in
 * size. Throws SourceError with what the registry said.
 */
export async function pullArtifact(address: OciAddress, web: OciWeb): Promise<OciArtifact> {
  const registry = openRegistry(address, web);
  const found = await registry.manifest(address.reference);
  const single = found.manifest.manifests?.length === 1 ? found.manifest.manifests[0] : undefined;
  const { manifest, digest: pulled } =
    found.manifest.layers === undefined && single !== undefined ? await registry.manifest(single.digest) : found;
  if (manifest.layers === undefined) {
    throw refused(address, "it is no single artifact: expected what `conftest push` or `oras push` makes of policies");
  }
  const total = manifest.layers.reduce((sum, { size }) => sum + size, 0);
  if (total > maxArtifact) throw refused(address, `it has ${total} bytes, expected at most ${maxArtifact}`);
  const layers: OciLayer[] = [];
  for (const layer of manifest.layers) {
    const { mediaType, annotations } = layer;
    if (layer.size > maxLayer) throw refused(address, `a layer has ${layer.size} bytes, expected at most ${maxLayer}`);
    const bytes = await registry.blob(layer.digest, layer.size);
    layers.push({ mediaType, title: annotations?.["org.opencontainers.image.title"] ?? "", bytes });
  }
  return { digest: pulled, layers };
}

interface Registry {
  readonly manifest: (
    reference: string,
  ) => Promise<{ readonly manifest: z.infer<typeof manifestSchema>; readonly digest: string }>;
  readonly blob: (digest: string, size: number) => Promise<Uint8Array>;
}

function openRegistry(address: OciAddress, web: OciWeb): Registry {
  const base = `${isLoopback(address.registry) ? "http" : "https"}://${address.registry}/v2/${address.name}`;
  let authorization: string | null = null;
  const ask = async (path: string, headers: Record<string, string>): Promise<Response> => {
    const send = (): Promise<Response> =>
      request(address, web, `${base}${path}`, { ...headers, ...(authorization === null ? {} : { authorization }) });
    const first = await send();
    if (first.status !== 401 || authorization !== null) return first;
    await first.body?.cancel();
    authorization = await authorize(address, web, first.headers.get("www-authenticate") ?? "");
    return await send();
  };
  return {
    manifest: async (reference) => {
      const response = await ask(`/manifests/${reference}`, { accept: manifestTypes.join(", ") });
      const bytes = await bodyOf(address, response, maxManifest, `the manifest ${reference}`);
      const own = digestOf(bytes);
      if (reference.startsWith("sha256:") && reference !== own) {
        throw refused(address, `the manifest has the digest ${own}, expected ${reference}`);
      }
      return { manifest: readManifest(address, bytes), digest: own };
    },
    blob: async (wanted, size) => {
      const response = await ask(`/blobs/${wanted}`, {});
      const bytes = await bodyOf(address, response, size, `the layer ${wanted}`);
      if (digestOf(bytes) !== wanted) throw refused(address, `a layer has the digest ${digestOf(bytes)}, expected ${wanted}`);
      return bytes;
    },
  };
}

function readManifest(address: OciAddress, bytes: Uint8Array): z.infer<typeof manifestSchema> {
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (parsed.success) return parsed.data;
    throw refused(address, `the manifest cannot be read: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw refused(address, "the manifest is no JSON");
  }
}

const challengeParameter = /(?<name>\w+)="(?<value>[^"]*)"/g;

/** Answers a registry's challenge: with a token of the server that it names, or with the user's name and password. */
async function authorize(address: OciAddress, web: OciWeb, challenge: string): Promise<string> {
  const own = web.credentials(address.registry);
  const basic = own === null ? null : `Basic ${Buffer.from(own).toString("base64")}`;
  if (/^basic\b/i.test(challenge)) {
    if (basic === null) throw refused(address, "it asks for a name and a password; `docker login` keeps them");
    return basic;
  }
  const parameters = new Map([...challenge.matchAll(challengeParameter)].map(({ groups = {} }) => [groups["name"], groups["value"]]));
  const realm = parameters.get("realm") ?? "";
  const url = URL.canParse(realm) ? new URL(realm) : null;
  const isSafe = url !== null && (url.protocol === "https:" || (isLoopback(address.registry) && isLoopback(url.host)));
  if (!/^bearer\b/i.test(challenge) || !isSafe) {
    throw refused(address, `it asks for an authorization that is not understood: ${challenge.slice(0, 200)}`);
  }
  const service = parameters.get("service");
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", `repository:${address.name}:pull`);
  const response = await request(address, web, url.href, basic === null ? {} : { authorization: basic });
  const bytes = await bodyOf(address, response, maxManifest, "a token");
  const answer = z
    .object({ token: z.string().optional(), access_token: z.string().optional() })
    .safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  const token = answer.data?.token ?? answer.data?.access_token;
  if (token === undefined) throw refused(address, "it gave no token");
  return `Bearer ${token}`;
}

async function request(
  address: OciAddress,
  web: OciWeb,
  url: string,
  headers: Record<string, string>,
): Promise<Response> {
  try {
    return await web.fetch(url, { headers, signal: AbortSignal.timeout(timeLimit) });
  } catch (cause) {
    const why = cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : "unknown";
    throw new SourceError(`${shown(address)} is not to be had: ${address.registry} does not answer (${why})`, true, { cause });
  }
}

/** The whole body, at most so many bytes, whatever its headers say. */
async function bodyOf(address: OciAddress, response: Response, limit: number, what: string): Promise<Uint8Array> {
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const hint = response.status === 401 || response.status === 403 ? "; `docker login` keeps a name and a password" : "";
    throw refused(address, `${address.registry} gave the answer ${response.status} to ${what}${hint}`);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<unknown> = response.body;
  for await (const part of body) {
    if (!(part instanceof Uint8Array)) continue;
    size += part.length;
    if (size > limit) throw refused(address, `${what} is larger than ${limit} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${sha256(bytes)}`;
}

/** Registries on one's own machine speak plain HTTP, as Docker has it. */
function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d+)?$/.test(host);
}

function shown({ registry, name, reference }: OciAddress): string {
  return `oci://${registry}/${name}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`;
}

function refused(address: OciAddress, why: string): SourceError {
  return new SourceError(`${shown(address)} is not to be had: ${why}`, false);
}
