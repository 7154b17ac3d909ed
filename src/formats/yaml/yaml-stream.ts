import type { Json } from "../../model/resource.ts";

/** Which YAML a text is written in: what a plain `yes`, `0777` or `<<` means. */
export type YamlDialect = "kubernetes" | "core";

/** One document of a YAML stream. */
export interface YamlDocument {
  readonly value: Json;
  /** First and last line that have content, 1-based. */
  readonly line: number;
  readonly end_line: number;
  /** JSON Pointer of an attribute → 1-based line of its key, or of a list item's first character. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Something in a YAML text that cannot be read, or that its readers understand differently. */
export interface YamlIssue {
  /** 1-based; null where the whole text is meant. */
  readonly line: number | null;
  /** What is wrong, what was expected, what to do. */
  readonly message: string;
  /** Lines of the document that it is in, so that a caller can tell whether the document is its own. */
  readonly document: { readonly line: number; readonly end_line: number };
  /** Whether the document is missing from `documents`. */
  readonly fatal: boolean;
}

/** What a YAML text holds: the documents that could be read, and what could not. */
export interface YamlStream {
  readonly documents: ReadonlyArray<YamlDocument>;
  readonly issues: ReadonlyArray<YamlIssue>;
}

/** Bounds on one text; every one of them is far above what people write. */
export const yamlBounds = {
  depth: 100,
  documents: 5_000,
  aliases: 1_000,
  /** Characters that aliases and merges may add to what is written. */
  expansion: 1_000_000,
  /** Characters that may be parsed again because lines inside quotes or brackets stand too far to the left. */
  reread: 8_000_000,
  /** Issues that are kept of one text. */
  issues: 50,
} as const;
