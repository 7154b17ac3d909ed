import { posix } from "node:path";

import type { FileContent, Tree, TreeEntry } from "../../model/change-set.ts";
import type { FetchedModule, ModuleFetcher, ModulePackage, ModuleRequest } from "../../model/module-source.ts";
import { layOut, type Directory } from "./layout.ts";
import { configurationOf, readGraph, type ModuleGraph } from "./module-graph.ts";
import { compareText } from "../../model/text.ts";

/** An answer to a module request, as the engine wants it. */
export interface EngineFetched extends ModuleRequest {
  /** Directory of the package beside the tree's own, empty when it is not to be had. */
  readonly root: string;
  /** The module's directory in it. */
  readonly path: string;
  readonly reason: string;
}

/** What a module that was fetched will surely need. */
export interface PackageNeeds {
  readonly directories: ReadonlyArray<string>;
  readonly files: ReadonlyArray<string>;
}

/** A tree with the packages beside its own files. */
export interface TreeView {
  readonly directory: (path: string) => Directory | null;
  readonly linkAt: (path: string) => string | null;
  /** Identity of a file's content. */
  readonly shaOf: (path: string) => string;
  readonly read: (paths: ReadonlyArray<string>) => Promise<ReadonlyMap<string, FileContent>>;
}

/**
 * Where packages stand beside the files of a tree. What a tree itself has there is not read: a pull request must not
 * take the place of a module that will be applied.
 */
const shelf = ".terraform/packages";

const noNeeds: PackageNeeds = { directories: [], files: [] };

/** The packages that the roots of one review asked for. Each request is made once. */
export class Packages {
  private readonly fetcher: Partial<ModuleFetcher>;
  private readonly answers = new Map<string, Promise<EngineFetched>>();
  private readonly settled = new Map<string, EngineFetched>();
  private readonly mounts = new Map<string, ModulePackage>();
  private readonly graphs = new Map<string, Promise<ModuleGraph>>();
  private readonly views = new WeakMap<Tree, TreeView>();

  constructor(fetcher: Partial<ModuleFetcher> | null) {
    this.fetcher = fetcher ?? {};
  }

  /** Whether anybody may be asked. */
  get fetches(): boolean {
    return this.fetcher.fetch !== undefined;
  }

  /** Everything that was answered so far, in the order of the requests. */
  get answered(): ReadonlyArray<EngineFetched> {
    return [...this.settled].sort(([a], [b]) => compareText(a, b)).map(([, answer]) => answer);
  }

  /** Asks for a module; the answer says what its evaluation will need. */
  async ask(request: ModuleRequest): Promise<PackageNeeds> {
    const key = `${request.source}\0${request.version}`;
    const pending = this.answers.get(key) ?? this.fetch(request);
    this.answers.set(key, pending);
    const answer = await pending;
    this.settled.set(key, answer);
    return answer.path === "" ? noNeeds : await this.needsOf(answer);
  }

  /** The tree with everything that was fetched. */
  view(tree: Tree): TreeView {
    const known = this.views.get(tree) ?? this.compose(tree);
    this.views.set(tree, known);
    return known;
  }

  private async fetch(request: ModuleRequest): Promise<EngineFetched> {
    const found: FetchedModule = (await this.fetcher.fetch?.(request)) ?? { kind: "unavailable", reason: "" };
    if (found.kind === "unavailable") return { ...request, root: "", path: "", reason: found.reason };
    const root = posix.join(shelf, shelfName(found.package.name));
    this.mounts.set(root, found.package);
    return { ...request, root, path: posix.join(root, found.directory), reason: "" };
  }

  private async needsOf({ root, path }: EngineFetched): Promise<PackageNeeds> {
    const files = this.mounts.get(root)?.files;
    if (files === undefined) return noNeeds;
    const pending = this.graphs.get(root) ?? readGraph(files);
    this.graphs.set(root, pending);
    const graph = await pending;
    const directories = [...graph.closure(posix.relative(root, path) || ".")];
    return {
      directories: directories.map((at) => posix.join(root, at)),
      files: directories.flatMap((at) => configurationOf(graph.layout, at)).map((at) => posix.join(root, at)),
    };
  }

  /** The package that a path lies in, and the path in it; null for a path of the tree's own. */
  private locate(path: string): { readonly root: string; readonly files: Tree; readonly inner: string } | null {
    for (let at = path; at !== "." && at !== "/" && at !== ""; at = posix.dirname(at)) {
      const found = this.mounts.get(at);
      if (found !== undefined) return { root: at, files: found.files, inner: posix.relative(at, path) || "." };
    }
    return null;
  }

  private compose(tree: Tree): TreeView {
    const own = layOut(tree);
    const entryOf = (path: string): TreeEntry | undefined => {
      const found = this.locate(path);
      return found === null ? tree.entries.get(path) : found.files.entries.get(found.inner);
    };
    return {
      directory: (path) => {
        const found = this.locate(path);
        if (found !== null) return layOut(found.files).directory(found.inner);
        return path === shelf || path.startsWith(`${shelf}/`) ? null : own.directory(path);
      },
      linkAt: (path) => {
        const found = this.locate(path);
        if (found === null) return own.linkAt(path);
        const link = found.inner === "." ? null : layOut(found.files).linkAt(found.inner);
        return link === null ? null : posix.join(found.root, link);
      },
      shaOf: (path) => `${this.locate(path)?.root ?? ""}\0${entryOf(path)?.sha ?? path}`,
      read: (paths) => this.read(tree, paths),
    };
  }

  private async read(tree: Tree, paths: ReadonlyArray<string>): Promise<ReadonlyMap<string, FileContent>> {
    const own: Array<string> = [];
    const inPackages = new Map<string, { readonly files: Tree; readonly inner: Array<string> }>();
    for (const path of paths) {
      const found = this.locate(path);
      if (found === null) {
        own.push(path);
        continue;
      }
      const group = inPackages.get(found.root) ?? { files: found.files, inner: [] };
      inPackages.set(found.root, group);
      group.inner.push(found.inner);
    }
    const contents = new Map(own.length === 0 ? [] : await tree.read(own));
    for (const [root, { files, inner }] of inPackages) {
      for (const [path, content] of await files.read(inner)) contents.set(posix.join(root, path), content);
    }
    return contents;
  }
}

/** A package's name as a path below the shelf. */
function shelfName(name: string): string {
  return name
    .split("/")
    .map((part) => (/^\.+$/.test(part) ? "_" : part.replaceAll(/[^\w.@+~-]/g, "_")))
    .join("/");
}
