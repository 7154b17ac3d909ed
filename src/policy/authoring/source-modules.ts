import type { AuthorSources } from "./author-sources.ts";

/** A module as the `opa` engine takes it. */
export interface SourceModule {
  readonly path: string;
  readonly source: string;
  readonly context?: true;
}

/** The author's modules, and the pack as context: of it the engine takes what they refer to. */
export function sourceModules(sources: AuthorSources): ReadonlyArray<SourceModule> {
  return [
    ...sources.context.map(({ path, source }) => ({ path, source, context: true as const })),
    ...sources.files.map(({ path, source }) => ({ path, source })),
  ];
}

/** What the package clause of a file says, null where there is none. */
export function packageOf(source: string): string | null {
  return /^package[ \t]+(?<name>[A-Za-z_][\w.]*)/m.exec(source)?.groups?.["name"] ?? null;
}
