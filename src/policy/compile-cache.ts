import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { sha256 } from "../model/digest.ts";
import { codeKind } from "../engines/machine-code.ts";
import { isDescribedPolicy, type DescribedPolicy } from "./metadata.ts";
import { writeWhole } from "./write-whole.ts";

const issue = z.object({
  file: z.string(),
  row: z.number(),
  col: z.number(),
  code: z.string(),
  message: z.string(),
  details: z.array(z.string()).optional(),
  package: z.string().optional(),
  suggestion: z.string().optional(),
});

const described = z.object({
  aggregate: z.string(),
  policies: z.array(z.custom<DescribedPolicy>(isDescribedPolicy, "expected a described policy")),
  errors: z.array(issue),
});

/** The answer of the `opa` engine to a compile request. */
export const compileResponse = described.extend({ wasm: z.string().nullable() });

/** One thing that is wrong with a policy, as the engine says it. */
export type CompileIssue = z.infer<typeof issue>;

/** What compiling gave: kept in memory and on disk under the hash of the sources. */
export type Compilation = z.infer<typeof described> & {
  readonly wasm: Uint8Array | null;
  /** Machine code of the module, where this package's build kept it for a processor and a V8 like these. */
  readonly code?: Uint8Array | null;
};

/** A folder of compilations. What cannot be read there counts as not there. */
export async function readCompilation(directory: string, hash: string): Promise<Compilation | null> {
  try {
    const stored = described
      .extend({ has_wasm: z.boolean() })
      .parse(JSON.parse(await readFile(join(directory, `${hash}.json`), "utf8")));
    const wasm = stored.has_wasm ? await readFile(join(directory, `${hash}.wasm`)) : null;
    return { ...stored, wasm };
  } catch {
    return null;
  }
}

/** Where a folder of compilations keeps the machine code of a module: V8 breaks on the code of another one. */
export function policyCodeFile(wasm: Uint8Array): string {
  return `${sha256(wasm)}-${codeKind}.code`;
}

/** The machine code of a compilation; null where none was kept. V8 runs it as it is: the folder must be our own. */
export async function readPolicyCode(directory: string, { wasm }: Compilation): Promise<Uint8Array | null> {
  return wasm === null ? null : readFile(join(directory, policyCodeFile(wasm))).catch(() => null);
}

/** Writes a compilation; the description comes last and each file in one step, so that nobody reads half of it. */
export async function writeCompilation(directory: string, hash: string, compilation: Compilation): Promise<void> {
  const { wasm, aggregate, policies, errors } = compilation;
  await mkdir(directory, { recursive: true });
  if (wasm !== null) {
    await writeWhole(join(directory, `${hash}.wasm`), wasm);
  }
  await writeWhole(
    join(directory, `${hash}.json`),
    `${JSON.stringify({ aggregate, policies, errors, has_wasm: wasm !== null })}\n`,
  );
}
