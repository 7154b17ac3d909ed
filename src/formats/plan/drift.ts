import type { Tree } from "../../model/change-set.ts";
import type { AttributeDrift, DriftReport, ResourceDrift } from "../../model/drift.ts";
import { UsageError } from "../../model/failure.ts";
import type { ProjectSide } from "../../model/project.ts";
import type { AttributePath, Declaration, Json, JsonObject } from "../../model/resource.ts";
import type { FormatRequest } from "../format.ts";
import { readTerraform } from "../terraform/read-terraform.ts";
import { withoutKeys } from "./configuration.ts";
import { findDifferences, type Difference } from "./differences.ts";
import { isManaged, readShown, resourcesOf, type ResourceValues } from "./document.ts";
import type { GivenPlan } from "./given-plan.ts";
import { readIgnored, type Ignored } from "./ignored.ts";
import { directoryOf, findOwner } from "./owner.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { markedPaths } from "./settle.ts";
import { compareText } from "../../model/text.ts";

const redacted = "(sensitive)";

/**
 * Compares a state with the configuration of the root that it belongs to: what only one of them has, and configured
 * attributes that differ. Throws UsageError when the state cannot be used or its root cannot be told.
 */
export async function readDrift(request: FormatRequest, file: GivenPlan): Promise<DriftReport> {
  const resources = stateResources(file);
  const everything: FormatRequest = { ...request, base: null, changed: null };
  const read = await readTerraform(everything);
  const named = new Map(resources.map(({ address, values }) => [address, values ?? {}]));
  const directory = file.is_in_tree ? directoryOf(file.path) : null;
  const owner = await findOwner(directory, named, everything, read.projects);
  if (owner.kind === "none") throw new UsageError(noConfiguration(request.under, read.problems.head));
  if (owner.kind === "unclear") {
    const roots = owner.roots.slice(0, 5).join(", ");
    throw new UsageError(
      `the state ${file.path} could belong to several root modules (${roots}, …); name its directory`,
    );
  }
  const { project, head } = owner.pair;
  const side = head ?? { project, declarations: [], reads: [] };
  const compared = await compareState(side, resources, request.head);
  const problems = read.problems.head.filter((problem) => problem.project === project.name);
  return { project, state: file.path, ...compared, problems };
}

function noConfiguration(under: string, problems: ReadonlyArray<{ path: string; message: string }>): string {
  const [first] = problems;
  return first === undefined
    ? `${under} has no Terraform root module; name the directory of the state's configuration`
    : `the configuration cannot be evaluated: ${first.path}: ${first.message}`;
}

function stateResources({ path, text }: GivenPlan): ReadonlyArray<ResourceValues> {
  const shown = readShown(text);
  if (shown.kind === "other") {
    throw new UsageError(`the state ${path}${shown.line === null ? "" : `:${shown.line}`} ${shown.message}`);
  }
  if (shown.kind === "plan") {
    throw new UsageError(`${path} is a plan, expected a state; "tollgate scan --plan ${path}" reviews a plan`);
  }
  return resourcesOf(shown.state.values).filter(isManaged);
}

type Compared = Omit<DriftReport, "project" | "state" | "problems">;

async function compareState(
  side: ProjectSide,
  resources: ReadonlyArray<ResourceValues>,
  tree: Tree,
): Promise<Compared> {
  const { declarations } = side;
  const secrets = secretsOf(declarations, resources);
  const ignored = await readIgnored(tree, declarations);
  const left = new Map(resources.map((resource) => [resource.address, resource]));
  const missing: Declaration[] = [];
  const unclear: Array<{ address: string; reason: string }> = [];
  const changed: ResourceDrift[] = [];
  let equal = 0;
  for (const declaration of declarations) {
    const found = instancesOf(declaration, left);
    if (found.length === 0 && isOfUnknownNumber(declaration)) {
      unclear.push({ address: declaration.address, reason: "how many there are is not known, and the state has none" });
    } else if (found.length === 0) missing.push(declaration);
    for (const resource of found) {
      left.delete(resource.address);
      const drift = compareResource(declaration, resource, ignored, secrets);
      if (drift === null) equal += 1;
      else changed.push(drift);
    }
  }
  const rest = sortLeft([...left.values()], side);
  return {
    only_in_state: byAddress(rest.unmanaged.map(({ address, type }) => ({ address, type }))),
    only_in_configuration: byAddress(missing.map(({ address, type, location }) => ({ address, type, location }))),
    changed: byAddress(changed),
    equal,
    not_compared: byAddress([...unclear, ...rest.unclear]),
  };
}

function secretsOf(declarations: ReadonlyArray<Declaration>, resources: ReadonlyArray<ResourceValues>): Secrets {
  const secrets = openSecrets();
  for (const { values, sensitive } of declarations) secrets.addMarked(values, sensitive);
  for (const { values, sensitive_values: mask } of resources) secrets.addMarked(values ?? {}, markedPaths(mask));
  return secrets;
}

/** Instances of an unknown number are one declaration; what a `moved` block renames is still the same. */
function instancesOf(
  { address, formerly = [] }: Declaration,
  left: ReadonlyMap<string, ResourceValues>,
): ReadonlyArray<ResourceValues> {
  const exact = [address, ...formerly].map((name) => left.get(name)).find((found) => found !== undefined);
  if (exact !== undefined) return [exact];
  if (!address.includes("[*]")) return [];
  return [...left.values()].filter((resource) => withoutKeys(resource.address) === withoutKeys(address));
}

function isOfUnknownNumber({ address }: Declaration): boolean {
  return address.includes("[*]");
}

interface Left {
  readonly unmanaged: ReadonlyArray<ResourceValues>;
  readonly unclear: ReadonlyArray<{ readonly address: string; readonly reason: string }>;
}

/** What nothing declares is unmanaged, unless the part of the configuration that may declare it cannot be read. */
function sortLeft(left: ReadonlyArray<ResourceValues>, { unavailable = [], broken = [] }: ProjectSide): Left {
  const unmanaged: ResourceValues[] = [];
  const unclear: Array<{ address: string; reason: string }> = [];
  for (const resource of left) {
    const module = unavailable.find((call) => isInModule(resource.address, call));
    const [file] = broken;
    if (module !== undefined)
      unclear.push({ address: resource.address, reason: `the module of ${module} is not here` });
    else if (file !== undefined) unclear.push({ address: resource.address, reason: `${file} has syntax errors` });
    else unmanaged.push(resource);
  }
  return { unmanaged, unclear };
}

function isInModule(address: string, call: string): boolean {
  return withoutKeys(address).startsWith(`${withoutKeys(call)}.`);
}

function compareResource(
  declaration: Declaration,
  resource: ResourceValues,
  ignored: Ignored,
  secrets: Secrets,
): ResourceDrift | null {
  const open = new Set(declaration.unknown.map((path) => JSON.stringify(path)));
  const isIgnored = ignored(declaration);
  const differences = findDifferences(writtenOf(declaration), resource.values ?? {}, {
    isOpen: (path) => open.has(JSON.stringify(path)) || isIgnored(path),
    isExact: declaration.type === "terraform_data",
  });
  if (differences.length === 0) return null;
  const marked = [...declaration.sensitive, ...markedPaths(resource.sensitive_values)];
  return {
    address: resource.address,
    type: declaration.type,
    location: declaration.location,
    attributes: differences.map((difference) => describe(difference, declaration, marked, secrets)),
  };
}

/** What the source itself sets; what follows from it, such as `tags_all`, is the provider's business. */
function writtenOf({ values, lines }: Declaration): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([name]) => lineOf([name], lines) !== null));
}

function describe(
  { path, configured, actual }: Difference,
  { lines }: Declaration,
  marked: ReadonlyArray<AttributePath>,
  secrets: Secrets,
): AttributeDrift {
  const isMarked = marked.some((secret) => overlaps(secret, path));
  const show = (value: Json): Json =>
    value !== null && (isMarked || secrets.pathsIn({ value }).length > 0) ? redacted : value;
  return { attribute: path, line: lineOf(path, lines), configured: show(configured), actual: show(actual) };
}

/** Whether one path lies at or below the other. Indices do not count: a state has another order. */
function overlaps(a: AttributePath, b: AttributePath): boolean {
  const length = Math.min(a.length, b.length);
  return a
    .slice(0, length)
    .every((step, at) => step === b[at] || (typeof step === "number" && typeof b[at] === "number"));
}

function lineOf(path: AttributePath, lines: Readonly<Record<string, number>>): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const pointer = path
      .slice(0, length)
      .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
      .join("");
    const line = lines[pointer];
    if (line !== undefined) return line;
  }
  return null;
}

function byAddress<T extends { readonly address: string }>(items: ReadonlyArray<T>): ReadonlyArray<T> {
  return [...items].sort((a, b) => compareText(a.address, b.address));
}
