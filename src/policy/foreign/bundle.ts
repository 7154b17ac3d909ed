import { posix } from "node:path";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { z } from "zod";
import { compareText } from "../../model/text.ts";

/** One file of a bundle. */
export interface BundleFile {
  /** Relative to the bundle's top. */
  readonly path: string;
  readonly text: string;
  /** The version of Rego that the manifest says; undefined where it says none. */
  readonly version?: "v0" | "v1";
}

/** What a bundle has, and what is wrong with it: each with the path inside. */
export interface Bundle {
  readonly files: ReadonlyArray<BundleFile>;
  readonly problems: ReadonlyArray<{ readonly path: string; readonly message: string }>;
}

const maxBundleBytes = 64 * 1024 * 1024; // of what is read, everything together
const maxUnpackedBytes = 1024 * 1024 * 1024; // what is passed over takes time all the same
const maxFileBytes = 16 * 1024 * 1024;
const maxFiles = 20_000;
const version = z.union([z.literal(0), z.literal(1)]);
const manifest = z.looseObject({
  roots: z.array(z.string()).optional(),
  rego_version: version.optional(),
  file_rego_versions: z.record(z.string(), version).optional(),
});
type Manifest = z.infer<typeof manifest>;
type Wrong = Bundle["problems"][number];

/** Whether a file is a bundle by its name. */
export function isBundle(path: string): boolean {
  return /\.(?:tar\.gz|tgz)$/.test(path);
}

/** Reads a bundle of OPA (`opa build`), bounded in size. What cannot be used is named; never throws. */
export async function readBundle(bytes: Uint8Array): Promise<Bundle> {
  const texts = new Map<string, string>();
  const problems: Wrong[] = [];
  try {
    await unpack(bytes, texts, problems);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { files: [], problems: [{ path: "", message: `the bundle cannot be read: ${said}` }] };
  }
  const described = readManifest(texts.get(".manifest"));
  if (typeof described === "string")
    return { files: [], problems: [...problems, { path: ".manifest", message: described }] };
  const files: BundleFile[] = [];
  for (const [path, text] of [...texts].sort(([a], [b]) => compareText(a, b))) {
    const wrong = path.endsWith(".rego") ? outsideRoots(text, described.roots ?? [""]) : null;
    if (wrong !== null) problems.push({ path, message: wrong });
    else if (path !== ".manifest") files.push({ path, text, ...versionOf(path, described) });
  }
  if (!files.some(({ path }) => path.endsWith(".rego"))) {
    problems.push({ path: "", message: "the bundle has no Rego files; a compiled module alone is not run" });
  }
  return { files, problems };
}

async function unpack(bytes: Uint8Array, texts: Map<string, string>, problems: Wrong[]): Promise<void> {
  const archive = extract();
  const unpacked = Readable.from([bytes]).pipe(createGunzip());
  const fail = (error: Error): void => {
    archive.destroy(error);
  };
  unpacked.on("error", fail).pipe(archive);
  let total = 0;
  let kept = 0;
  let seen = 0;
  for await (const entry of archive) {
    const { header } = entry;
    seen += 1;
    if (seen > maxFiles) throw new Error(`it has more than ${maxFiles} files`);
    const path = insidePath(header);
    const wrong = path === null ? `the path ${header.name} leaves the bundle; it is not read` : refusal(header);
    const isRead = path !== null && wrong === null && isWanted(path, header);
    if (wrong !== null) problems.push({ path: path ?? "", message: wrong });
    const parts: Buffer[] = [];
    for await (const part of entry) {
      if (!Buffer.isBuffer(part)) continue;
      total += part.length;
      kept += isRead ? part.length : 0;
      const limit = kept > maxBundleBytes ? maxBundleBytes : maxUnpackedBytes;
      if (kept > limit || total > maxUnpackedBytes) throw new Error(`it has more than ${limit} bytes unpacked`);
      if (isRead) parts.push(part);
    }
    if (isRead) texts.set(path, new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)));
  }
}

/** Bundles of OPA begin their paths with a slash; null for one that leads out. */
function insidePath({ name }: Header): string | null {
  const path = posix.normalize(name.replace(/^\/+/, ""));
  return path === ".." || path.startsWith("../") || name.includes("\\") || name.split("/").includes("..") ? null : path;
}

function refusal({ type, name, size }: Header): string | null {
  if (type === "symlink" || type === "link") return `${name} is a link, which is never followed`;
  return size > maxFileBytes ? `${name} has ${size} bytes, expected at most ${maxFileBytes}` : null;
}

function isWanted(path: string, { type }: Header): boolean {
  return (
    type === "file" && (path === ".manifest" || /\.(?:rego|json|ya?ml)$/.test(path)) && !path.startsWith(".signatures")
  );
}

function readManifest(text: string | undefined): Manifest | string {
  if (text === undefined) return {};
  try {
    const parsed = manifest.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : `the manifest cannot be read: ${z.prettifyError(parsed.error)}`;
  } catch (error) {
    return `the manifest is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function versionOf(path: string, { rego_version, file_rego_versions }: Manifest): Pick<BundleFile, "version"> {
  const own = Object.entries(file_rego_versions ?? {}).find(([pattern]) =>
    posix.matchesGlob(`/${path}`, `/${pattern.replace(/^\/+/, "")}`),
  );
  const stated = own?.[1] ?? rego_version;
  return stated === undefined ? {} : { version: stated === 0 ? "v0" : "v1" };
}

/** A bundle owns only what lies below its roots. */
function outsideRoots(text: string, roots: ReadonlyArray<string>): string | null {
  const name = /^\s*package\s+(?<name>[\w.]+)/m.exec(text)?.groups?.["name"]?.replaceAll(".", "/");
  if (name === undefined) return null; // the compiler says what is wrong with it
  const isInside = roots.some((root) => {
    const own = root.replace(/^\/+|\/+$/g, "");
    return own === "" || name === own || name.startsWith(`${own}/`);
  });
  return isInside
    ? null
    : `the package ${name.replaceAll("/", ".")} lies outside the roots of the bundle (${roots.join(", ")})`;
}
