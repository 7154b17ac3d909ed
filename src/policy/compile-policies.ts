import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { LRUCache } from "lru-cache";
import { sha256 } from "../model/digest.ts";
import type { Engines } from "../engines/engines.ts";
import { EngineError } from "../model/failure.ts";
import type { Problem } from "../model/problem.ts";
import type { JsonObject } from "../model/resource.ts";
import { compareText } from "../model/text.ts";
import { compileResponse, readCompilation, readPolicyCode, writeCompilation } from "./compile-cache.ts";
import type { Compilation, CompileIssue } from "./compile-cache.ts";
import { inputSchemas } from "./input-schemas.ts";
import type { Constraint } from "./foreign/foreign.ts";
import { readPolicies, sourceFile } from "./foreign/read-policies.ts";
import { packageRoot } from "../engines/package-root.ts";
import { whyInvalid } from "../engines/valid-code.ts";
import { remedyOf } from "./remedies.ts";
import type { CompiledModule, CompiledPolicies, Policy, PolicyFile, PolicySources } from "./policy.ts";

/** What compiling needs besides the sources. */
export interface CompileOptions {
  /** Only called when no cache knows the sources. */
  readonly engines: Engines;
  /** A folder of the user for compiled policies, never one of the reviewed tree; null keeps nothing on disk. */
  readonly cacheDirectory: string | null;
}

/** Where `npm ci` puts the compiled pack. */
export const builtPack: string = fileURLToPath(new URL("policies/build/", packageRoot));

/** Where the libraries of the pack lie, as its files are named. */
const packLibraries = "policies/lib/";

const responseVersion = 1;
const fileTimeLimit = 5_000; // milliseconds; the largest policies that are known take a tenth
const packTimeLimit = 300_000; // milliseconds; it is our own, and compiled once, by `npm ci`
const groupTimeLimit = { least: 30_000, perFile: 100, most: 120_000 }; // milliseconds; a file of a large group takes about 15
const remembered = new LRUCache<string, Compilation>({ max: 32 });

/** SHA-256 by source: the pack is the same in every review of a process, and hashing it is most of what is left to do. */
const digests = new LRUCache<string, string>({ max: 4096 });

/** What was read of a compilation whose files are all Rego: the pack's, review after review. */
const described = new WeakMap<Compilation, ReturnType<typeof readPolicies>>();

/**
 * Compiles the built-in pack, the organisation's and the review's own policies, each into one module, so that none can
 * change what another decides; own policies may use the pack's libraries. What does not compile is dropped with a Problem.
 * Throws EngineError when the engine breaks.
 */
export async function compilePolicies(sources: PolicySources, options: CompileOptions): Promise<CompiledPolicies> {
  const pack = sources.files.filter((file) => file.origin === "pack");
  const own = sources.files.filter((file) => file.origin !== "pack");
  const engine = await engineVersion();
  const hasPack = pack.some((file) => !file.path.startsWith(packLibraries));
  const { organisation = nothing } = sources;
  const groups = await Promise.all([
    compileGroup({ wanted: hasPack ? pack : [], context: [], data: {}, constraints: [], engine }, options),
    compileGroup({ wanted: organisation.files, context: pack, ...sharedOf(organisation), engine }, options),
    compileGroup({ wanted: own, context: pack, ...sharedOf(sources), engine }, options),
  ]);
  const problems = [...organisation.problems, ...sources.problems, ...groups.flatMap((group) => group.problems)];
  const modules = groups.flatMap((group) => (group.module === null ? [] : [group.module]));
  return { modules, problems, notes: [...groups.flatMap((group) => group.notes), ...duplicateNotes(modules)] };
}

const nothing: PolicySources = { files: [], data: {}, problems: [] };

function sharedOf({ data, constraints = [] }: PolicySources): Pick<Group, "data" | "constraints"> {
  return { data, constraints };
}

interface Group {
  readonly wanted: ReadonlyArray<PolicyFile>;
  readonly context: ReadonlyArray<PolicyFile>;
  readonly data: JsonObject;
  readonly constraints: ReadonlyArray<Constraint>;
  readonly engine: string;
}

interface CompiledGroup {
  readonly module: CompiledModule | null;
  readonly problems: ReadonlyArray<Problem>;
  readonly notes: ReadonlyArray<string>;
}

async function compileGroup(group: Group, options: CompileOptions): Promise<CompiledGroup> {
  if (group.wanted.length === 0) {
    return { module: null, problems: [], notes: [] };
  }
  const hash = groupHash(group);
  const compilation = (await cachedCompilation(hash, options)) ?? (await freshCompilation(hash, group, options));
  return compiledGroup(hash, compilation, group);
}

async function cachedCompilation(hash: string, options: CompileOptions): Promise<Compilation | null> {
  const found =
    remembered.get(hash) ??
    (await builtCompilation(hash)) ??
    (options.cacheDirectory === null ? null : await readCompilation(options.cacheDirectory, hash));
  if (found !== null) {
    remembered.set(hash, found);
  }
  return found;
}

async function builtCompilation(hash: string): Promise<Compilation | null> {
  const built = await readCompilation(builtPack, hash);
  return built === null ? null : { ...built, code: await readPolicyCode(builtPack, built) };
}

async function freshCompilation(hash: string, group: Group, options: CompileOptions): Promise<Compilation> {
  const first = await askEngine(group, options.engines).catch(async (error: unknown) => {
    if (!(error instanceof EngineError) || error.reason === "unavailable") {
      throw error;
    }
    return compileWithoutFaulty(group, options.engines, error);
  });
  const compilation = await withValidCode(first, group, options.engines);
  remembered.set(hash, compilation);
  if (options.cacheDirectory !== null) {
    // A cache that cannot be written costs time and nothing else.
    await writeCompilation(options.cacheDirectory, hash, compilation).catch(() => undefined);
  }
  return compilation;
}

/** So many rules are left out one after the other; more is a compiler that is broken altogether. */
const mostInvalid = 20;

/**
 * OPA's compiler writes invalid code for some references. The rule is named and compiled no more, with what needs it.
 * Throws EngineError where nobody can say which rule it is.
 */
async function withValidCode(first: Compilation, group: Group, engines: Engines): Promise<Compilation> {
  let compilation = first;
  const invalid: Record<string, string> = {};
  while (compilation.wasm !== null) {
    const said = whyInvalid(compilation.wasm);
    if (said === null) break;
    const { rule, reason = said } = namedFunction.exec(said)?.groups ?? {};
    if (rule === undefined || rule in invalid || Object.keys(invalid).length >= mostInvalid) {
      throw new EngineError("opa", "refused", `the compiled policies are no valid WebAssembly: ${reason}`);
    }
    invalid[rule] = reason;
    compilation = await askEngine(group, engines, invalid);
  }
  return compilation;
}

/** How V8 names the function that it refuses; OPA names functions by their rules. */
const namedFunction = /:"g\d+\.(?<rule>data\.[^"]+)" failed: (?<reason>[^]*)$/;

async function askEngine(
  group: Group,
  engines: Engines,
  invalid: Readonly<Record<string, string>> = {},
): Promise<Compilation> {
  const request = {
    op: "compile",
    modules: [
      // A repository may have files of the same names.
      ...group.context.map(({ path, source }) => ({ path: `<built in>/${path}`, source, context: true })),
      ...group.wanted.map(({ path, source, mount, version }) => ({ path, source, mount, version })),
    ],
    schemas: inputSchemas(),
    invalid,
  };
  const isPack = group.wanted[0]?.origin === "pack";
  const timeLimit = isPack ? packTimeLimit : timeLimitOf(group.wanted.length);
  const response = await engines.engine("opa").call(request, { timeLimit });
  const { wasm, ...described } = compileResponse.parse(response);
  return { ...described, wasm: wasm === null ? null : Buffer.from(wasm, "base64") };
}

function timeLimitOf(files: number): number {
  const { least, perFile, most } = groupTimeLimit;
  return Math.min(most, Math.max(least, files * perFile));
}

/**
 * The engine ran out of time or memory: each file is tried for itself, those that break it again are named, and the
 * rest is compiled. Throws the first error when no file alone is to blame.
 */
async function compileWithoutFaulty(group: Group, engines: Engines, first: EngineError): Promise<Compilation> {
  const faulty: CompileIssue[] = [];
  for (const { path, source } of group.wanted) {
    const request = { op: "check", modules: [{ path, source }] };
    await engines
      .engine("opa")
      .call(request, { timeLimit: fileTimeLimit })
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        faulty.push({ file: path, row: 1, col: 1, code: "tollgate_fault", message });
      });
  }
  if (faulty.length === 0) {
    throw first;
  }
  const isFaulty = new Set(faulty.map((issue) => issue.file));
  const compilation = await askEngine(
    { ...group, wanted: group.wanted.filter(({ path }) => !isFaulty.has(path)) },
    engines,
  );
  return { ...compilation, errors: [...faulty, ...compilation.errors] };
}

function compiledGroup(hash: string, compilation: Compilation, group: Group): CompiledGroup {
  const sources = new Map(group.wanted.map(({ path, source }) => [path, source]));
  const problems = compilation.errors.flatMap((issue) => {
    const source = sources.get(issue.file);
    return source === undefined ? [] : [problemOf(issue, source)];
  });
  const { policies, ...read } = readGroup(compilation, group);
  const { wasm, code = null, aggregate } = compilation;
  const origin = group.wanted[0]?.origin;
  const whose = { isPack: origin === "pack", isOrganisation: origin === "organisation" };
  const module =
    wasm === null ? null : { hash, ...whose, wasm, code, aggregate, data: group.data, policies: sortedById(policies) };
  return { module, problems: [...problems, ...read.problems], notes: read.notes };
}

function readGroup(compilation: Compilation, { wanted, constraints }: Group): ReturnType<typeof readPolicies> {
  const templates = new Set(wanted.filter(({ mount }) => mount !== undefined).map(({ path }) => path));
  const isPlain = templates.size === 0 && constraints.length === 0;
  const known = isPlain ? described.get(compilation) : undefined;
  const read = known ?? readPolicies(compilation.policies, constraints, (file) => templates.has(file));
  if (isPlain) described.set(compilation, read);
  return read;
}

function sortedById(policies: ReadonlyArray<Policy>): ReadonlyArray<Policy> {
  return policies.toSorted((a, b) => compareText(a.id, b.id));
}

function problemOf(issue: CompileIssue, source: string): Problem {
  const name = issue.package === undefined ? "the policy" : `the policy ${issue.package}`;
  const message = [`${name} does not compile: ${issue.message}`, ...expectations(issue), ...remedy(issue, source)].join(
    "; ",
  );
  return policyProblem(sourceFile(issue.file), issue.row, message);
}

/** What was found and what was expected; the line of source and its caret mean nothing in a sentence. */
function expectations({ details = [], suggestion }: CompileIssue): ReadonlyArray<string> {
  const said = details.map((line) => line.trim()).filter((line) => /^(?:have|want)\b/.test(line));
  return suggestion === undefined ? said : [`did you mean "${suggestion}"?`];
}

function remedy({ message, row, col }: CompileIssue, source: string): ReadonlyArray<string> {
  const found = remedyOf({ message, row, col, source });
  return found === null ? [] : [found];
}

/** A Problem of a policy file. It hides nothing of the tree but itself. */
export function policyProblem(path: string, line: number | null, message: string): Problem {
  return { path, line, message, project: null, hides: [path] };
}

/** Two policies with one id cannot be told apart in settings and waivers. */
function duplicateNotes(modules: ReadonlyArray<CompiledModule>): ReadonlyArray<string> {
  const seen = new Map<string, string>();
  const notes: string[] = [];
  for (const { id, path } of modules.flatMap((module) => module.policies)) {
    const other = seen.get(id);
    if (other !== undefined) {
      notes.push(`two policies have the id ${id}: ${other} and ${path}`);
    }
    seen.set(id, path);
  }
  return notes;
}

function groupHash(group: Group): string {
  schemaDigest ??= sha256(JSON.stringify(inputSchemas()));
  const files = [...group.context, ...group.wanted].map(({ path, source, origin, mount, version }) => {
    return [path, sourceDigest(source), origin, mount, version];
  });
  return sha256(JSON.stringify([responseVersion, group.engine, schemaDigest, files]));
}

let schemaDigest: string | null = null;

function sourceDigest(source: string): string {
  const known = digests.get(source) ?? sha256(source);
  digests.set(source, known);
  return known;
}

let version: Promise<string> | null = null;

/** The hash of the engine's sources, which stands beside the built module; it is that of the process. */
function engineVersion(): Promise<string> {
  version ??= readFile(new URL("engines/build/opa.sha256", packageRoot), "utf8").catch(() => "");
  return version;
}
