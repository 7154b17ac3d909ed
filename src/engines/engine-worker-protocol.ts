/** What a worker begins with, as its `workerData`. There is no zod here: it would cost every worker a tenth of a second. */
export interface EngineStart {
  readonly name: string;
  /** Where the built modules lie: a file URL that ends with a slash. */
  readonly directory: string;
  /** Null where no thread of the process is known to have it: the worker loads it. */
  readonly module: WebAssembly.Module | null;
}

/** One call. */
export interface EngineCall {
  /** An instance with more memory is not used again. */
  readonly recycleBytes: number;
  /** The request as JSON. */
  readonly request: Uint8Array;
  /** The review's time, milliseconds since 1970. */
  readonly clock: number;
}

/** What a call gives. */
export interface EngineValue {
  /** The response as JSON. */
  readonly response: Uint8Array;
  /** In the first answer of a worker that loaded its module, for the others of the process; else null. */
  readonly module: WebAssembly.Module | null;
}

export function isEngineStart(value: unknown): value is EngineStart {
  return typeof value === "object" && value !== null && "directory" in value;
}

export function isEngineCall(value: unknown): value is EngineCall {
  return typeof value === "object" && value !== null && "request" in value;
}

export function isEngineValue(value: unknown): value is EngineValue {
  return typeof value === "object" && value !== null && "response" in value && value.response instanceof Uint8Array;
}
