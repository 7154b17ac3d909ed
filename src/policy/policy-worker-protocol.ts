import { z } from "zod";
import { ruleResult } from "./rule-result.ts";

const bytes = z.instanceof(Uint8Array<ArrayBufferLike>);

/** One task of a policy worker: evaluate one entry point on each input. */
export const policyTask = z.object({
  /** Content hash of the compiled policies: equal hash, equal instance. */
  hash: z.string(),
  module: z.instanceof(WebAssembly.Module),
  /** The opa engine, once it is known to be needed. */
  opa: z.instanceof(WebAssembly.Module).nullable(),
  /** The data document as JSON. */
  data: bytes,
  /** Pages of 64 KiB. */
  memory: z.object({ initial: z.number(), maximum: z.number() }),
  entrypoint: z.string(),
  /** Keys of the rules whose results the aggregate holds; null when the entry point is one rule. */
  keys: z.array(z.string()).nullable(),
  /** `input` documents as JSON. */
  inputs: z.array(bytes),
  /** The review's time, milliseconds since 1970. */
  clock: z.number(),
});

/** What a worker is given for one task. */
export type PolicyTask = z.infer<typeof policyTask>;

/** What a worker answers; `needs-opa` asks for the same task again with the engine. */
export const policyAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("needs-opa") }),
  /** For each input what each rule said, in the order of the keys. */
  z.object({ kind: z.literal("results"), results: z.array(z.array(ruleResult)) }),
  z.object({ kind: z.literal("fault"), message: z.string() }),
]);

/** An answer of a policy worker. */
export type PolicyWorkerAnswer = z.infer<typeof policyAnswer>;
