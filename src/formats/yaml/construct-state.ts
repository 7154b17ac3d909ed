import type { Json } from "../../model/resource.ts";
import type { LineIndex } from "./line-index.ts";
import type { YamlDialect } from "./yaml-stream.ts";

/** What one text's documents share while they are built. */
export interface ConstructContext {
  readonly source: string;
  readonly lineIndex: LineIndex;
  readonly dialect: YamlDialect;
  /** What aliases may still add; counts down over all documents of a text. */
  readonly budget: { aliases: number; expansion: number };
  /** Receives what is wrong and can be read all the same. */
  readonly report: (line: number, message: string) => void;
}

/** A document that cannot be built. Caught by the stream's reader, which turns it into an issue. */
export class ConstructError extends Error {
  override readonly name = "ConstructError";
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** A document as it is built from its events. */
export interface ConstructedDocument {
  readonly value: Json;
  readonly line: number;
  readonly end_line: number;
  readonly lines: Readonly<Record<string, number>>;
}

/** A value and what it costs to write it out: characters, and levels of nesting below it. */
export interface Built {
  readonly value: Json;
  readonly size: number;
  readonly height: number;
}

/** An anchor by its name. */
export interface Anchor {
  /** Null while its own collection is still open: an alias to it would be a cycle. */
  built: Built | null;
}

type Collection =
  | { readonly kind: "map"; readonly value: Record<string, Json>; readonly merges: Array<Merge>; key: Key | null }
  | { readonly kind: "seq"; readonly value: Array<Json> };

/** A collection that is open. */
export type Frame = Collection & {
  readonly pointer: string;
  readonly anchor: Anchor | null;
  size: number;
  height: number;
};

/** A mapping's key whose value is still to come. */
export interface Key {
  readonly text: string;
  readonly line: number;
  readonly isMerge: boolean;
}

/** A `<<` of a mapping. */
export interface Merge {
  readonly from: Json;
  readonly line: number;
}

/** One document while it is built. */
export interface State {
  readonly context: ConstructContext;
  readonly anchors: Map<string, Anchor>;
  readonly stack: Array<Frame>;
  readonly lines: Record<string, number>;
  line: number;
  lastLine: number;
  root: Built;
}
