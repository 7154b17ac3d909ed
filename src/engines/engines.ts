/** The engines by name; each is one WebAssembly module built from `engines/`. */
export type EngineName = "documents" | "hcl" | "opa";

/** Options of one call. */
export interface CallOptions {
  /** Milliseconds of processor time after which the worker is ended; default 30,000. */
  readonly timeLimit?: number;
  /**
   * Whether a response will be the same whenever the same is asked. Whoever gives it says that the request does not
   * depend on the clock; the answer of an earlier process may then come in its place.
   */
  readonly isLasting?: (response: unknown) => boolean;
}

/** One engine: JSON in, JSON out, in a worker thread without files or network. */
export interface Engine {
  /** Loads the engine and starts a worker for calls that will come soon. Never throws. */
  readonly prepare: () => void;
  /** Throws EngineError (time, memory, trap, refused, unavailable); afterwards the next call works. */
  readonly call: (request: unknown, options?: CallOptions) => Promise<unknown>;
}

/** All engines of a process. Workers start on first use and are let go when idle. */
export interface Engines {
  readonly engine: (name: EngineName) => Engine;
  readonly close: () => Promise<void>;
}

/** What opens the engines owns them; each review gets them with its own clock. */
export interface EngineHost extends Engines {
  /** The same engines with another wall clock: what is evaluated through them sees this time, standing still. */
  readonly at: (clock: Date) => Engines;
}
