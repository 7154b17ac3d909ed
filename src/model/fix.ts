import type { Json } from "./resource.ts";

/** One operation of a JSON patch (RFC 6902) on a resource's attributes; `path` is a JSON Pointer. */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: Json }
  | { readonly op: "remove"; readonly path: string };

/** A change of whole lines in one file: `old` is what stands on them, `new` what is to stand there. Both end with a line feed where the lines do. */
export interface Edit {
  /** Relative to the tree, with `/`. */
  readonly path: string;
  /** 1-based; at least one line is replaced, so that an edit can be shown as a suggestion on it. */
  readonly line: number;
  /** 1-based, inclusive. */
  readonly end_line: number;
  readonly old: string;
  readonly new: string;
}

/** How a finding can be mended, as far as its policy says. */
export interface Fix {
  /** What the policy says, on the attributes. */
  readonly patch: ReadonlyArray<PatchOperation>;
  /** What that is in the source: empty where it cannot be written, or where it was not tried. */
  readonly edits: ReadonlyArray<Edit>;
  /** Why there are no edits; null where there are some, or where none was tried. */
  readonly why_not: string | null;
}

/** The steps of a JSON Pointer: names as they are, digits as indices, `-` for one past the last item. */
export function pointerSteps(pointer: string): ReadonlyArray<string | number> {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) =>
    /^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~"),
  );
}
