import type { Engine } from "../../engines/engines.ts";
import type { FileContent, Tree } from "../../model/change-set.ts";
import { EngineError } from "../../model/failure.ts";
import { isRecord } from "../../model/json.ts";
import { engineAnswer, type EvaluatedRoot, type Wanted } from "./engine-answer.ts";
import type { EngineModule } from "./installed.ts";
import type { ModuleFetcher } from "../../model/module-source.ts";
import { Packages } from "./packages.ts";
import type { StackUnit } from "./units.ts";

/** One root to evaluate on one side. */
export interface RootRequest {
  readonly tree: Tree;
  /** Sides are asked apart: the base is the same for many changes, and its answers may be known. */
  readonly side: "base" | "head";
  readonly path: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly variable_files: ReadonlyArray<string>;
  /** `terraform.workspace`; absent where nobody names one. */
  readonly workspace?: string;
  /** What Terragrunt's `get_env` finds. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The directory is a Terragrunt unit. */
  readonly unit?: boolean;
  /** Where the unit is declared that Terragrunt would generate for a stack. */
  readonly stack?: StackUnit;
  /** Directories and files that it will surely need; what is missing costs another round. */
  readonly directories: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  /** Modules that were fetched for it; its tree is then its own. */
  readonly modules?: ReadonlyArray<EngineModule>;
}

/** What came of one root: its evaluation, or why there is none. */
export type RootResult =
  ({ readonly kind: "evaluated" } & EvaluatedRoot) | { readonly kind: "failed"; readonly message: string };

interface Work {
  readonly request: RootRequest;
  readonly directories: Set<string>;
  readonly files: Set<string>;
  result: RootResult | null;
}

/** Rounds of asking for files: one for each level of what only the evaluation finds (a path from a file's text, a module). */
const maxRounds = 48;
const maxRootsPerCall = 100;
/**
 * Milliseconds after which a call begins no further root: what some roots take is no reason to end the call of all, and
 * another worker may have time.
 */
const patience = 4_000;
/** Less is not worth to be shared among workers; neighbours call the same modules, which each worker parses for itself. */
const minRootsPerCall = 12;

/**
 * Evaluates roots; the answers are in the order of the requests. Roots of one call share their texts. A root that
 * breaks the engine (time, memory) fails alone: its neighbours are evaluated again without it.
 */
export async function evaluateRoots(
  engine: Engine,
  requests: ReadonlyArray<RootRequest>,
  fetcher: Partial<ModuleFetcher> | null = null,
): Promise<ReadonlyArray<RootResult>> {
  const packages = new Packages(fetcher);
  const contents = new ContentStore(packages);
  const works = requests.map((request): Work => ({
    request,
    directories: new Set(request.directories),
    files: new Set(request.files),
    result: null,
  }));
  const sides = [...Map.groupBy(works, ({ request }) => request.side).values()];
  await Promise.all(sides.flatMap(chunks).map((chunk) => settle(engine, chunk, contents)));
  return works.map(
    ({ result, request }) =>
      result ?? { kind: "failed", message: `${request.path} asks for ever more files; it is not evaluated` },
  );
}

/**
 * Evaluates neighbours until they have all that they ask for. Others do not wait for what these need to be fetched.
 * Neighbours that take long go on in two halves.
 */
async function settle(engine: Engine, works: ReadonlyArray<Work>, contents: ContentStore, from = 0): Promise<void> {
  for (let round = from; round < maxRounds; round += 1) {
    const open = works.filter(({ result }) => result === null);
    if (open.length === 0) return;
    await contents.load(open);
    const isLong = await evaluateChunk(engine, open, contents);
    if (isLong) {
      const left = open.filter(({ result }) => result === null);
      await Promise.all(halves(left).map((half) => settle(engine, half, contents, round)));
      return;
    }
  }
}

function halves(works: ReadonlyArray<Work>): ReadonlyArray<ReadonlyArray<Work>> {
  const middle = Math.ceil(works.length / 2);
  return [works.slice(0, middle), works.slice(middle)];
}

function chunks(works: ReadonlyArray<Work>): ReadonlyArray<ReadonlyArray<Work>> {
  const size = Math.min(maxRootsPerCall, Math.max(minRootsPerCall, Math.ceil(works.length / 8)));
  return Array.from({ length: Math.ceil(works.length / size) }, (_, at) => works.slice(at * size, (at + 1) * size));
}

/** Gives whether roots were put off because those before them took long. */
async function evaluateChunk(engine: Engine, works: ReadonlyArray<Work>, contents: ContentStore): Promise<boolean> {
  let reply: unknown;
  try {
    reply = await engine.call(requestOf(works, contents), { isLasting });
  } catch (error) {
    if (!(error instanceof EngineError) || error.reason === "unavailable") throw error;
    return evaluateApart(engine, works, contents, error);
  }
  const answer = engineAnswer.parse(reply);
  if ("error" in answer) throw new EngineError("hcl", "refused", answer.error);
  const asking: Array<Promise<void>> = [];
  let isLong = false;
  for (const [at, work] of works.entries()) {
    const root = answer.roots[at];
    if (root === undefined) throw new EngineError("hcl", "refused", "the engine left out a root");
    if ("put_off" in root) isLong = true;
    else if ("wanted" in root) asking.push(addWanted(work, root.wanted, contents.packages));
    else if ("failed" in root) work.result = { kind: "failed", message: root.failed };
    else work.result = { kind: "evaluated", ...root };
  }
  await Promise.all(asking);
  return isLong;
}

/**
 * Whether the engine would say the same again. It sees no clock, and what it put off it is asked once more: the answer
 * is as right tomorrow. What broke is tried again.
 */
function isLasting(reply: unknown): boolean {
  if (!isRecord(reply) || !Array.isArray(reply["roots"])) return false;
  return reply["roots"].every((root) => isRecord(root) && !("failed" in root));
}

/** Halves the roots until the one that broke the engine stands alone. */
async function evaluateApart(
  engine: Engine,
  works: ReadonlyArray<Work>,
  contents: ContentStore,
  error: EngineError,
): Promise<boolean> {
  const [only] = works;
  if (works.length === 1 && only !== undefined) {
    const what = error.reason === "time" ? "takes too long" : "needs too much memory or recursion";
    only.result = { kind: "failed", message: `the evaluation ${what} and was ended: ${error.message}` };
    return false;
  }
  let isLong = false;
  for (const half of halves(works)) isLong = (await evaluateChunk(engine, half, contents)) || isLong;
  return isLong;
}

async function addWanted(work: Work, { dirs, files, modules }: Wanted, packages: Packages): Promise<void> {
  const needs = await Promise.all(modules.map((request) => packages.ask(request)));
  for (const directory of [...dirs, ...needs.flatMap(({ directories }) => directories)])
    work.directories.add(directory);
  for (const file of [...files, ...needs.flatMap((need) => need.files)]) work.files.add(file);
}

function requestOf(works: ReadonlyArray<Work>, contents: ContentStore): unknown {
  const trees = [...new Set(works.map(({ request }) => request.tree))];
  const blobs: Record<string, string> = {};
  return {
    op: "evaluate",
    patience,
    blobs,
    trees: trees.map((tree) =>
      treeOf(
        tree,
        works.filter(({ request }) => request.tree === tree),
        contents,
        blobs,
      ),
    ),
    roots: works.map(({ request }) => ({
      tree: trees.indexOf(request.tree),
      path: request.path,
      variables: request.variables,
      variable_files: request.variable_files,
      workspace: request.workspace ?? "",
      environment: request.environment ?? {},
      unit: request.unit === true,
      stack: request.stack ?? null,
    })),
  };
}

function treeOf(
  tree: Tree,
  works: ReadonlyArray<Work>,
  contents: ContentStore,
  blobs: Record<string, string>,
): unknown {
  const { packages } = contents;
  const view = packages.view(tree);
  const files: Record<string, string> = {};
  const unreadable: Record<string, string> = {};
  const opaque: Record<string, string> = {};
  for (const path of new Set(works.flatMap((work) => [...work.files]))) {
    const content = contents.of(tree, path);
    if (content.kind === "text") {
      const id = view.shaOf(path);
      files[path] = id;
      blobs[id] = content.text;
    } else if (content.kind !== "missing" || tree.entries.has(path)) {
      unreadable[path] = whyUnreadable(content);
      if (isContent(content)) opaque[path] = view.shaOf(path);
    }
  }
  const dirs: Record<string, unknown> = {};
  for (const path of new Set(works.flatMap((work) => [...work.directories]))) {
    const link = view.linkAt(path);
    const content = link === null ? null : contents.of(tree, link);
    if (link !== null && content !== null && content.kind !== "text") unreadable[link] = whyUnreadable(content);
    dirs[path] = view.directory(path) ?? { files: [], dirs: [] };
  }
  const modules = works[0]?.request.modules ?? [];
  return { files, dirs, unreadable, opaque, modules, fetched: packages.answered, fetches: packages.fetches };
}

/** Whether a file has a content of its own, though no text: an archive's hash may be asked for. */
function isContent({ kind }: FileContent): boolean {
  return kind === "binary" || kind === "not-utf8" || kind === "oversized";
}

/** Why a file that exists cannot be analysed. */
export function whyUnreadable(content: Exclude<FileContent, { kind: "text" }>): string {
  switch (content.kind) {
    case "binary":
      return "it is a binary file, expected text";
    case "not-utf8":
      return "it is not UTF-8, expected UTF-8 text";
    case "oversized":
      return `it has ${content.size} bytes, more than the 5242880 that are read`;
    case "symlink":
      return "it is a symbolic link that leads to nothing in the repository";
    case "submodule":
      return "it is a submodule, whose content is not part of this repository";
    case "missing":
      return "it could not be read";
  }
}

/** Contents that were read for the evaluation, by tree and path. */
class ContentStore {
  readonly packages: Packages;
  private readonly contents = new Map<Tree, Map<string, FileContent>>();

  constructor(packages: Packages) {
    this.packages = packages;
  }

  async load(works: ReadonlyArray<Work>): Promise<void> {
    for (const tree of new Set(works.map(({ request }) => request.tree))) {
      const view = this.packages.view(tree);
      const known = this.contents.get(tree) ?? new Map<string, FileContent>();
      this.contents.set(tree, known);
      const own = works.filter(({ request }) => request.tree === tree);
      const links = own.flatMap((work) => [...work.directories]).flatMap((path) => view.linkAt(path) ?? []);
      const missing = [...new Set([...own.flatMap((work) => [...work.files]), ...links])].filter(
        (path) => !known.has(path),
      );
      if (missing.length === 0) continue;
      for (const [path, content] of await view.read(missing)) known.set(path, content);
    }
  }

  of(tree: Tree, path: string): FileContent {
    return this.contents.get(tree)?.get(path) ?? { kind: "missing" };
  }
}
