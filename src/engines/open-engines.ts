import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { setFlagsFromString } from "node:v8";
import { EngineError } from "../model/failure.ts";
import type { Engine, EngineHost, EngineName } from "./engines.ts";
import type { EngineCall } from "./engine-worker.ts";
import { codeKind, moduleWithCode } from "./machine-code.ts";
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
}

const defaultTimeLimit = 30_000;
const builtModules = new URL("../../engines/build/", import.meta.url);

/** An instance with more memory is not used for another call: Go never gives any back. */
const recycleBytes: Readonly<Record<EngineName, number>> = {
  documents: 128 * 2 ** 20,
  hcl: 192 * 2 ** 20,
  opa: 320 * 2 ** 20,
};

const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * The compiled module of an engine, compiled once a process and shared with its workers.
 * Throws EngineError (unavailable) when it was never built.
 */
export async function engineModule(name: string, directory: URL = builtModules): Promise<WebAssembly.Module> {
  const file = new URL(`${name}.wasm`, directory);
  const known = modules.get(file.href);
  if (known !== undefined) {
    return known;
  }
  const compiled = loadModule(name, file);
  modules.set(file.href, compiled);
  compiled.catch(() => modules.delete(file.href)); // it may be built while we live
  return compiled;
}

async function loadModule(name: string, file: URL): Promise<WebAssembly.Module> {
  try {
    const [bytes, code] = await Promise.all([readFile(file), readMachineCode(name, file)]);
    const module = code === null ? null : moduleWithCode(bytes, code);
    return module ?? (await compileModule(bytes));
  } catch (error) {
    throw new EngineError(
      name,
      "unavailable",
      `the ${name} engine cannot be loaded: ${error instanceof Error ? error.message : String(error)}. ` +
        "Install Go 1.26 or newer and run `npm ci` again, or use the published package, which carries the engine.",
      { cause: error },
    );
  }
}

/** The name is that of the module's sources: code of another build is not found. */
async function readMachineCode(name: string, module: URL): Promise<Uint8Array | null> {
  try {
    const sources = (await readFile(new URL(`${name}.sha256`, module), "utf8")).trim();
    return await readFile(new URL(codeFileName(name, sources), module));
  } catch {
    return null; // it is there where the package was built on a machine of this kind
  }
}

/** Where the build keeps the machine code of an engine, beside its module. */
export function codeFileName(name: string, sources: string): string {
  return `${name}-${sources.slice(0, 16)}-${codeKind}.code`;
}

/**
 * The modules come out of our own build: checking each function when it is first called saves most of the start. The
 * flag is set only here, because Node's own code caches do not hold under it.
 */
function compileModule(bytes: Uint8Array): Promise<WebAssembly.Module> {
  setFlagsFromString("--wasm-lazy-validation");
  return WebAssembly.compile(bytes);
}

/** Opens the engines of a process. Nothing is loaded or started before the first call. */
export function openEngines(options: EnginesOptions): EngineHost {
  const pools = new Map<EngineName, WorkerPool>();
  const poolOf = (name: EngineName): WorkerPool => {
    const pool = pools.get(name) ?? openPool(name, options);
    pools.set(name, pool);
    return pool;
  };
  const at = (clock: Date): EngineHost => ({
    engine: (name) => openEngine(name, poolOf(name), { ...options, clock }),
    at,
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  });
  return at(options.clock);
}

function openPool(name: EngineName, options: EnginesOptions): WorkerPool {
  return new WorkerPool({
    name,
    file: "engines/engine-worker",
    workers: options.workers ?? Math.min(availableParallelism(), 4),
    idleMilliseconds: options.idleMilliseconds ?? 30_000,
  });
}

function openEngine(name: EngineName, pool: WorkerPool, options: EnginesOptions): Engine {
  const prepare = (): Promise<WebAssembly.Module> => {
    pool.prepare(); // the worker starts while the module is loaded
    return engineModule(name, options.directory);
  };
  return {
    prepare: () => {
      prepare().catch(() => undefined); // whoever calls will hear of it
    },
    call: async (request, { timeLimit = defaultTimeLimit } = {}) => {
      const module = await prepare();
      const message: EngineCall = {
        recycleBytes: options.recycleBytes ?? recycleBytes[name],
        request: new TextEncoder().encode(JSON.stringify(request)),
        clock: options.clock.getTime(),
      };
      const value = await pool.run({ message, timeLimit, kept: { key: "module", fields: { module } } });
      return parseResponse(name, value);
    },
  };
}

function parseResponse(name: EngineName, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) {
    throw new EngineError(name, "trap", `the ${name} engine gave no response`);
  }
  const response: unknown = JSON.parse(new TextDecoder().decode(value));
  return response;
}
