import { availableParallelism } from "node:os";
import { EngineError } from "../model/failure.ts";
import { isEngineValue, type EngineCall, type EngineStart } from "./engine-worker-protocol.ts";
import type { Engine, EngineHost, EngineName } from "./engines.ts";
import { answerKey, sourcesOf, type KeptAnswers } from "./kept-answers.ts";
import { compileModule, readModule, whyUnavailable } from "./load-module.ts";
import { WorkerPool } from "./worker-pool.ts";

/** How the engines of a process are opened. */
export interface EnginesOptions {
  /** The wall clock inside the engines; a review sets its own by `at`. */
  readonly clock: Date;
  /** Where the built modules lie; by default `engines/build` of this package. */
  readonly directory?: URL;
  /** Most workers an engine; default: one a processor, at most four. */
  readonly workers?: number;
  /** A worker without work for so long is let go; default 30,000 ms. */
  readonly idleMilliseconds?: number;
  /** Memory above which an instance is not used for another call; by default the engine's own mark. */
  readonly recycleBytes?: number;
  /** Answers of earlier processes; none where it is left out. */
  readonly answers?: KeptAnswers | null;
}

const defaultTimeLimit = 30_000;
const builtModules = new URL("../../engines/build/", import.meta.url);

/** An instance with more memory is not used for another call: Go never gives any back. */
const recycleBytes: Readonly<Record<EngineName, number>> = {
  documents: 128 * 2 ** 20,
  hcl: 192 * 2 ** 20,
  opa: 320 * 2 ** 20,
};

const loading = new Map<string, Promise<WebAssembly.Module>>();
const loaded = new Map<string, WebAssembly.Module>();

/**
 * The compiled module of an engine, compiled once a process and shared with its workers.
 * Throws EngineError (unavailable) when it was never built.
 */
export async function engineModule(name: string, directory: URL = builtModules): Promise<WebAssembly.Module> {
  const file = new URL(`${name}.wasm`, directory).href;
  const known = loaded.get(file) ?? loading.get(file);
  if (known !== undefined) return known;
  const compiled = compileEngine(name, directory);
  loading.set(file, compiled);
  try {
    const module = await compiled;
    loaded.set(file, module);
    return module;
  } finally {
    loading.delete(file); // it may be built while we live
  }
}

async function compileEngine(name: string, directory: URL): Promise<WebAssembly.Module> {
  try {
    return await compileModule(readModule(name, directory.href));
  } catch (error) {
    throw new EngineError(name, "unavailable", `the ${name} engine ${whyUnavailable(error)}`, { cause: error });
  }
}

/** Opens the engines of a process. Nothing is loaded or started before the first call. */
export function openEngines(options: EnginesOptions): EngineHost {
  const opened = new Map<EngineName, Opened>();
  const openedOf = (name: EngineName): Opened => {
    const known = opened.get(name) ?? { pool: openPool(name, options), sources: sourcesFor(name, options) };
    opened.set(name, known);
    return known;
  };
  const at = (clock: Date): EngineHost => ({
    engine: (name) => openEngine(name, openedOf(name), { ...options, clock }),
    at,
    close: async () => {
      await Promise.all([...opened.values()].map(({ pool }) => pool.close()));
    },
  });
  return at(options.clock);
}

/** An engine of a process: its workers, and a hash of what it was built of; null where no answers are kept. */
interface Opened {
  readonly pool: WorkerPool;
  readonly sources: string | null;
}

/** Without a hash of its sources an answer of another build could be meant. */
function sourcesFor(name: EngineName, { answers = null, directory = builtModules }: EnginesOptions): string | null {
  return answers === null ? null : sourcesOf(name, directory.href);
}

function openPool(name: EngineName, options: EnginesOptions): WorkerPool {
  const directory = (options.directory ?? builtModules).href;
  return new WorkerPool({
    name,
    file: "engines/engine-worker",
    workers: options.workers ?? Math.min(availableParallelism(), 4),
    idleMilliseconds: options.idleMilliseconds ?? 30_000,
    patience: 100, // another worker needs twice as long before it can begin
    // The first one loads the module by itself, while this thread does something else.
    start: (): EngineStart => ({ name, directory, module: loaded.get(`${directory}${name}.wasm`) ?? null }),
  });
}

function openEngine(name: EngineName, { pool, sources }: Opened, options: EnginesOptions): Engine {
  const answers = options.answers ?? null;
  return {
    prepare: () => {
      if (answers?.isLikely !== true) pool.prepare();
    },
    call: async (request, { timeLimit = defaultTimeLimit, isLasting } = {}) => {
      const bytes = new TextEncoder().encode(JSON.stringify(request));
      const key = isLasting === undefined || sources === null ? null : answerKey(`${name} ${sources}`, [bytes]);
      const kept = key === null ? null : ((await answers?.read(key)) ?? null);
      if (kept !== null) return readJson(kept);
      const answered = await ask(name, pool, bytes, timeLimit, options);
      const response = readJson(answered);
      if (key !== null && isLasting?.(response) === true) answers?.write(key, answered);
      return response;
    },
  };
}

async function ask(
  name: EngineName,
  pool: WorkerPool,
  request: Uint8Array,
  timeLimit: number,
  options: EnginesOptions,
): Promise<Uint8Array> {
  const message: EngineCall = {
    recycleBytes: options.recycleBytes ?? recycleBytes[name],
    request,
    clock: options.clock.getTime(),
  };
  const value = await pool.run({ message, timeLimit });
  if (!isEngineValue(value)) throw new EngineError(name, "trap", `the ${name} engine gave no response`);
  if (value.module !== null) loaded.set(`${(options.directory ?? builtModules).href}${name}.wasm`, value.module);
  return value.response;
}

function readJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
