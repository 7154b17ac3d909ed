import { posix } from "node:path";

import { isList, isObject } from "../../model/json.ts";
import type { Declaration, Json, JsonObject } from "../../model/resource.ts";
import type { FileFormat, FileReading } from "../file/file-format.ts";
import { readFiles } from "../file/read-files.ts";
import type { FormatRequest, FormatResult } from "../format.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { YamlDocument } from "../yaml/yaml-stream.ts";
import { isKustomization } from "./tree-layout.ts";

/** The fields that may name what lies elsewhere: addresses of files and repositories, and charts. */
const remote = ["resources", "bases", "components", "crds", "transformers", "generators", "configurations"];

const format: FileFormat = {
  format: "kubernetes",
  isCandidate: isKustomization,
  projectOf: (directory) => ({ name: `${directory} (kustomization)`, path: directory, format: "kubernetes" }),
  read: readKustomizationFile,
};

/**
 * Reads kustomizations that take something from outside of the tree, as what they say and not as what comes out; the
 * others are none of this. What is broken is said where overlays are read.
 */
export function readKustomizations(request: FormatRequest): Promise<FormatResult> {
  return readFiles(request, format);
}

function readKustomizationFile(path: string, text: string): FileReading | null {
  const [document] = readYaml(text, "kubernetes").documents;
  if (document === undefined || !isObject(document.value) || !takesFromElsewhere(document.value)) return null;
  return { declarations: [declare(path, document, document.value)], issues: [], skipped: null };
}

function takesFromElsewhere(values: JsonObject): boolean {
  const named = remote.flatMap((field) => listOf(values[field]));
  return named.some(isAddress) || listOf(values["helmCharts"]).length > 0;
}

/** As Kustomize decides it: a scheme, an account before a host, or a host with a path that is no directory here. */
function isAddress(entry: Json): boolean {
  return typeof entry === "string" && /^(?:[a-z+]+:|[^/\s]+@)|^(?:www\.)?[\w-]+\.(?:com|org|io|net)[/:]/i.test(entry);
}

function declare(path: string, { line, end_line, lines }: YamlDocument, values: JsonObject): Declaration {
  const { apiVersion, kind } = values;
  const version = typeof apiVersion === "string" ? apiVersion : "kustomize.config.k8s.io/v1beta1";
  return {
    address: path,
    format: "kubernetes",
    type: `${version}/${typeof kind === "string" ? kind : "Kustomization"}`,
    provider: "kubernetes",
    region: null,
    module: null,
    name: posix.basename(posix.dirname(path)),
    namespace: null,
    tags: {},
    values,
    unknown: [],
    sensitive: [],
    references: [],
    location: { path, line, end_line },
    called_from: [],
    lines,
  };
}

function listOf(value: Json | undefined): ReadonlyArray<Json> {
  return isList(value) ? value : [];
}
