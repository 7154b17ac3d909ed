import { z } from "zod";

/** Asks the web; what `fetch` of the platform does. */
export type WebFetch = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal },
) => Promise<Response>;

/** How registries and archives are asked. */
export interface Web {
  readonly fetch: WebFetch;
  /** The token for a registry's host; null where there is none. */
  readonly token: (host: string) => string | null;
  /** Bytes of the largest answer. */
  readonly maxBytes: number;
}

/** An answer that cannot be used, as people read it. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
}

const discovery = z.object({ "modules.v1": z.string() });
const versionList = z.object({
  modules: z.array(z.object({ versions: z.array(z.object({ version: z.string() })).default([]) })).default([]),
});
const location = z.object({ location: z.string() });

const answerLimitMs = 30_000;

/** Bytes at an address, up to the limit. Throws RegistryError for anything but an answer with status 200. */
export async function download(web: Web, url: string): Promise<Uint8Array> {
  const response = await ask(web, url, {});
  return readBody(response, web.maxBytes, url);
}

/** Where a host's module registry is: its service discovery says so. Throws RegistryError. */
export async function discover(web: Web, host: string): Promise<string> {
  const url = `https://${host}/.well-known/terraform.json`;
  const answer = discovery.safeParse(await json(web, url, host));
  if (!answer.success) throw new RegistryError(`${host} says of no module registry`);
  const base = new URL(answer.data["modules.v1"], url).href;
  return base.endsWith("/") ? base : `${base}/`;
}

/** All versions of a module. Throws RegistryError. */
export async function listVersions(web: Web, host: string, base: string, name: string): Promise<ReadonlyArray<string>> {
  const answer = versionList.safeParse(await json(web, `${base}${name}/versions`, host));
  if (!answer.success) throw new RegistryError(`the registry ${host} gives no list of versions of ${name}`);
  return answer.data.modules.flatMap(({ versions }) => versions.map(({ version }) => version));
}

/** The source that the registry says a version is at, such as a git address. Throws RegistryError. */
export async function locate(web: Web, host: string, base: string, name: string, version: string): Promise<string> {
  const url = `${base}${name}/${version}/download`;
  const response = await ask(web, url, authorization(web, host));
  const header = response.headers.get("x-terraform-get");
  if (header !== null && header !== "") return absolute(header, url);
  const body = location.safeParse(parseJson(await readBody(response, web.maxBytes, url)));
  if (body.success) return absolute(body.data.location, url);
  throw new RegistryError(`the registry ${host} does not say where ${name} ${version} is`);
}

function absolute(source: string, url: string): string {
  return /^\.{0,2}\//.test(source) ? new URL(source, url).href : source;
}

function authorization(web: Web, host: string): Record<string, string> {
  const token = web.token(host);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

async function json(web: Web, url: string, host: string): Promise<unknown> {
  const response = await ask(web, url, authorization(web, host));
  return parseJson(await readBody(response, web.maxBytes, url));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}

async function ask(web: Web, url: string, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await web.fetch(url, { headers, signal: AbortSignal.timeout(answerLimitMs) });
  } catch (cause) {
    throw new RegistryError(`${hostOf(url)} does not answer`, { cause });
  }
  if (response.status === 200 || response.status === 204) return response;
  await response.body?.cancel();
  throw new RegistryError(`${hostOf(url)} answers ${response.status} to ${new URL(url).pathname}`);
}

function hostOf(url: string): string {
  return new URL(url).host;
}

async function readBody(response: Response, maxBytes: number, url: string): Promise<Uint8Array> {
  const chunks: Array<Uint8Array> = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | ReadonlyArray<Uint8Array> = response.body ?? [];
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) throw new RegistryError(`${hostOf(url)} gives more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof RegistryError) throw cause;
    throw new RegistryError(`the answer of ${hostOf(url)} breaks off`, { cause });
  }
  return Buffer.concat(chunks);
}
