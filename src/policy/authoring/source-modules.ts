import { isLibrary } from "../load-policies.ts";
import type { AuthorSources } from "./author-sources.ts";

/** A module as the `opa` engine takes it. */
export interface SourceModule {
  readonly path: string;
  readonly source: string;
  readonly context?: true;
}

/**
 * The author's modules, and beside them as context what of the pack they refer to, directly or not, and packages of the
 * same name, so that the compiler can say that they are taken.
 */
export function sourceModules(sources: AuthorSources): ReadonlyArray<SourceModule> {
  const own = new Set(sources.files.map(({ source }) => packageOf(source)));
  const wanted = [...sources.files.map(({ source }) => source)];
  const needed = new Set(sources.context.filter(({ source }) => own.has(packageOf(source))));
  for (let text = wanted.pop(); text !== undefined; text = wanted.pop()) {
    for (const file of sources.context) {
      if (needed.has(file) || !isLibrary(file.inside) || !mentions(text, packageOf(file.source))) continue;
      needed.add(file);
      wanted.push(file.source);
    }
  }
  const context = sources.context.filter((file) => needed.has(file));
  return [
    ...context.map(({ path, source }) => ({ path, source, context: true as const })),
    ...sources.files.map(({ path, source }) => ({ path, source })),
  ];
}

/** Whether a text names a package, or everything above it. */
function mentions(text: string, name: string | null): boolean {
  return name !== null && (text.includes(name) || /policies\.lib(?:\[|\s|$)/m.test(text));
}

/** What the package clause of a file says, null where there is none. */
export function packageOf(source: string): string | null {
  return /^package[ \t]+(?<name>[A-Za-z_][\w.]*)/m.exec(source)?.groups?.["name"] ?? null;
}
