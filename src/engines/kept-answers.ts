import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/**
 * Answers of an earlier process to exactly the same questions. Whoever writes one promises that it depends on nothing
 * but its question: not on the clock, not on how long it took.
 */
export interface KeptAnswers {
  /** Whether an earlier run was here: then what it would take to answer anew is not started beforehand. */
  readonly isLikely: boolean;
  /** Null where there is none; never throws. */
  readonly read: (key: string) => Promise<Uint8Array | null>;
  readonly write: (key: string, answer: Uint8Array) => void;
  /** The run ends: keeps what it asked for. Never throws: the next run asks anew. */
  readonly save: () => Promise<void>;
}

/** The key of a question: whom it is asked, by a hash of what the build made it of, and the question itself. */
export function answerKey(whom: string, question: ReadonlyArray<Uint8Array | string>): string {
  const hash = createHash("sha256").update(whom);
  for (const part of question) {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    hash.update(`\n${bytes.byteLength}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/** A hash of the sources of a built engine; null where the build did not say it. */
export function sourcesOf(name: string, directory: string): string | null {
  try {
    return readFileSync(new URL(`${name}.sha256`, directory), "utf8").trim();
  } catch {
    return null;
  }
}
