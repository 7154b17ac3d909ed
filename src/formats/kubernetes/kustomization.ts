import { posix } from "node:path";

import { z } from "zod";

import { readYaml } from "../yaml/read-yaml.ts";

const names = z.array(z.string()).nullish().catch([]);
const withPath = z
  .array(z.object({ path: z.string().nullish().catch(null) }).catch({ path: null }))
  .nullish()
  .catch([]);
const generator = z
  .array(
    z
      .object({ files: names, envs: names, env: z.string().nullish().catch(null) })
      .catch({ files: [], envs: [], env: null }),
  )
  .nullish()
  .catch([]);

/** The fields of a kustomization that name files which are no manifests, and those that name manifests. */
const kustomization = z.object({
  resources: names,
  bases: names,
  patches: withPath,
  patchesStrategicMerge: names,
  patchesJson6902: withPath,
  replacements: withPath,
  configMapGenerator: generator,
  secretGenerator: generator,
  generators: names,
  transformers: names,
  validators: names,
  configurations: names,
  crds: names,
  openapi: z
    .object({ path: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  helmCharts: z
    .array(
      z
        .object({ valuesFile: z.string().nullish().catch(null), additionalValuesFiles: names })
        .catch({ valuesFile: null, additionalValuesFiles: [] }),
    )
    .nullish()
    .catch([]),
});

/** A kustomization file: what it names, or why it cannot be read. */
export interface KustomizationFile {
  /** Files and directories, relative to the tree, that are patches, generators or their input. */
  readonly consumed: ReadonlyArray<string>;
  /** Files and directories, relative to the tree, that it lists as resources or bases. */
  readonly resources: ReadonlyArray<string>;
  readonly problem: { readonly line: number | null; readonly message: string } | null;
}

/** Reads which files a kustomization takes for something else than manifests. What it lists as a resource stays one. */
export function readKustomization(path: string, text: string): KustomizationFile {
  const { documents, issues } = readYaml(text, "kubernetes");
  const fatal = issues.find((issue) => issue.fatal);
  if (fatal !== undefined) return { consumed: [], resources: [], problem: fatal };
  const parsed = kustomization.safeParse(documents[0]?.value ?? {});
  if (!parsed.success) {
    return {
      consumed: [],
      resources: [],
      problem: {
        line: null,
        message: "a kustomization is a mapping; expected resources, patches or other fields of it",
      },
    };
  }
  const directory = posix.dirname(path);
  const resources = insideTree(directory, [...(parsed.data.resources ?? []), ...(parsed.data.bases ?? [])]);
  const consumed = insideTree(directory, namedFiles(parsed.data)).filter((file) => !resources.includes(file));
  return { consumed, resources, problem: null };
}

function namedFiles(read: z.infer<typeof kustomization>): ReadonlyArray<string> {
  const lists = [
    read.patchesStrategicMerge,
    read.generators,
    read.transformers,
    read.validators,
    read.configurations,
    read.crds,
  ];
  const withPaths = [read.patches, read.patchesJson6902, read.replacements].flatMap((list) => list ?? []);
  const generators = [read.configMapGenerator, read.secretGenerator].flatMap((list) => list ?? []);
  const charts = read.helmCharts ?? [];
  return [
    ...lists.flatMap((list) => list ?? []),
    ...withPaths.flatMap(({ path }) => path ?? []),
    ...generators
      .flatMap(({ files, envs, env }) => [...(files ?? []), ...(envs ?? []), ...(env == null ? [] : [env])])
      .map(withoutKey),
    ...charts.flatMap(({ valuesFile, additionalValuesFiles }) =>
      [valuesFile ?? [], additionalValuesFiles ?? []].flat(),
    ),
    ...(read.openapi?.path == null ? [] : [read.openapi.path]),
  ];
}

/** A generator's file may be given as `key=path`. */
function withoutKey(file: string): string {
  return file.slice(file.indexOf("=") + 1);
}

/** Inline patches, web addresses and what leaves the tree name no file of it. */
function insideTree(directory: string, listed: ReadonlyArray<string>): ReadonlyArray<string> {
  return listed
    .filter((name) => name !== "" && !name.includes("\n") && !name.includes("://"))
    .map((name) => posix.join(directory, name).replace(/\/$/, ""))
    .filter((path) => path !== "." && path !== ".." && !path.startsWith("../"));
}
