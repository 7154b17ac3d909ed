import { posix } from "node:path";

import type { FileContent } from "../../model/change-set.ts";
import type { FoundFile } from "../load-policies.ts";
import { readBundle } from "./bundle.ts";
import { compareText } from "../../model/text.ts";

/** One layer of an artifact. */
export interface ArtifactLayer {
  readonly mediaType: string;
  readonly title: string;
  readonly bytes: Uint8Array;
}

const bundleType = /\btar\+gzip$|\.tar\.gzip$/;
const policyType = "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego";
const dataType = "application/vnd.cncf.openpolicyagent.data.layer.v1+json";
const manifestType = "application/vnd.cncf.openpolicyagent.manifest.layer.v1+json";

/**
 * The policies and data of an artifact, as Conftest pushes it (a layer for each file) or as a bundle of OPA (a layer
 * with an archive). A layer of any other kind is named; so is one whose name leads out. `shown` is how messages name it.
 */
export async function filesOfArtifact(
  shown: string,
  layers: ReadonlyArray<ArtifactLayer>,
): Promise<ReadonlyArray<FoundFile>> {
  const files: FoundFile[] = [];
  for (const layer of layers) files.push(...(await filesOfLayer(shown, layer)));
  if (!files.some(({ path, refusal }) => refusal === undefined && path.endsWith(".rego")))
    files.push(refused(shown, "", "the artifact has no Rego files"));
  const top = commonFolder(files.filter(({ refusal }) => refusal === undefined).map(({ inside }) => inside));
  return files
    .map((file) => (file.refusal === undefined ? { ...file, inside: file.inside.slice(top.length) } : file))
    .sort((a, b) => compareText(a.path, b.path));
}

async function filesOfLayer(
  shown: string,
  { mediaType, title, bytes }: ArtifactLayer,
): Promise<ReadonlyArray<FoundFile>> {
  if (mediaType === manifestType) return []; // Conftest's own notes
  if (bundleType.test(mediaType) || /\.(?:tar\.gz|tgz)$/.test(title)) {
    const { files, problems } = await readBundle(bytes);
    return [
      ...problems.map(({ path, message }) => refused(shown, path, message)),
      ...files.map(({ path, text, version }): FoundFile => {
        const content: FileContent = { kind: "text", text };
        return { path: `${shown}:${path}`, inside: path, content, ...(version === undefined ? {} : { version }) };
      }),
    ];
  }
  const inside = posix.normalize(title.replace(/^\/+/, ""));
  if (title === "" || inside === ".." || inside.startsWith("../") || title.includes("\\")) {
    return [refused(shown, title, "a layer has a name that leads out of the artifact, or none; it is not read")];
  }
  const isData = mediaType === dataType;
  if (mediaType !== policyType && !isData && !/\.(?:rego|json|ya?ml)$/.test(inside)) {
    return [refused(shown, inside, `a layer of the type ${mediaType} is not read`)];
  }
  if (inside.endsWith("_test.rego")) return [];
  return [{ path: `${shown}:${inside}`, inside, content: textOf(bytes), ...(isData ? { isData } : {}) }];
}

function textOf(bytes: Uint8Array): FileContent {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { kind: "not-utf8" };
  }
}

function refused(shown: string, inside: string, refusal: string): FoundFile {
  return { path: inside === "" ? shown : `${shown}:${inside}`, inside, content: { kind: "missing" }, refusal };
}

/** The folder that all files lie in, with its slash: whoever pushed named it, and it gives data no place. */
function commonFolder(paths: ReadonlyArray<string>): string {
  const [first = "", ...others] = paths;
  const steps = first.split("/").slice(0, -1);
  while (steps.length > 0 && !others.every((path) => path.startsWith(`${steps.join("/")}/`))) steps.pop();
  return steps.length === 0 ? "" : `${steps.join("/")}/`;
}
