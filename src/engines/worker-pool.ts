import { Worker } from "node:worker_threads";
import { EngineError } from "../model/failure.ts";
import { keep } from "./kept.ts";
import { limitTime } from "./time-limit.ts";

/** What a worker sends back for each message. After `ok: false` or `discard` it never gets another. */
export type WorkerAnswer =
  | { readonly ok: true; readonly value: unknown; readonly discard: boolean }
  | { readonly ok: false; readonly reason: "memory" | "trap" | "unavailable"; readonly message: string };

/** How a pool starts, bounds and lets go its workers. */
export interface PoolOptions {
  /** For messages: which engine it is. */
  readonly name: string;
  /** The worker's source, without its extension, relative to this folder's parent. */
  readonly file: string;
  /** Most workers at a time. */
  readonly workers: number;
  /** A worker without work for so many milliseconds is ended. */
  readonly idleMilliseconds: number;
  /**
   * Milliseconds that a task waits for a worker that is at work before another one is started for it: starting one can
   * take longer than what it would do. Default 0.
   */
  readonly patience?: number;
  /** Gives what the next worker begins with, its `workerData`. */
  readonly start?: () => object;
}

/** One task: what the worker gets and how long it may compute, in milliseconds of processor time. */
export interface PoolTask {
  readonly message: object;
  readonly timeLimit: number;
  /** What a worker gets with its first task that has this key, and keeps: a module takes a millisecond to be sent. */
  readonly kept?: { readonly key: string; readonly fields: object };
}

const stackMegabytes = 32; // Go on WebAssembly recurses on the thread's own stack
const heapMegabytes = 1_024; // for JavaScript; WebAssembly has bounds of its own
const isSource = import.meta.url.endsWith(".ts");

interface Waiting {
  readonly ready: (worker: Worker) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Worker threads that do one task each at a time. A worker that faults, runs out of time or asks for it is ended and
 * never reused; idle ones keep neither their memory for long nor the process alive. Tasks beyond the number of
 * workers wait in order.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #idle: { readonly worker: Worker; readonly timer: NodeJS.Timeout }[] = [];
  readonly #workers = new Map<Worker, Map<string, true>>(); // with the keys of what each keeps
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Starts a worker for a task that will come soon, where none waits for work. */
  prepare(): void {
    if (this.#closed || this.#idle.length > 0 || this.#workers.size >= this.#options.workers) return;
    this.#release(this.#start());
  }

  /** Whether a worker keeps what tasks of this key bring. */
  isKept(key: string): boolean {
    return [...this.#workers.values()].some((keys) => keys.has(key));
  }

  /** Gives the worker's value. Throws EngineError when the worker faults, takes too long or cannot be started. */
  async run(task: PoolTask): Promise<unknown> {
    const worker = await this.#acquire();
    try {
      const answer = await this.#ask(worker, task);
      if (answer.ok && !answer.discard) {
        this.#release(worker);
        return answer.value;
      }
      await this.#discard(worker);
      if (answer.ok) {
        return answer.value;
      }
      const said = answer.reason === "unavailable" ? ` ${answer.message}` : `: ${answer.message}`;
      throw new EngineError(this.#options.name, answer.reason, `the ${this.#options.name} engine${said}`);
    } catch (error) {
      await this.#discard(worker);
      throw error;
    }
  }

  /** Ends every worker; what still runs or waits fails with `unavailable`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { failed } of this.#waiting.splice(0)) {
      failed(this.#unavailable("was closed"));
    }
    await Promise.all([...this.#workers.keys()].map((worker) => this.#discard(worker)));
  }

  async #acquire(): Promise<Worker> {
    if (this.#closed) {
      throw this.#unavailable("was closed");
    }
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(idle.timer);
      return idle.worker;
    }
    const { workers, patience = 0 } = this.#options;
    if (this.#workers.size >= workers) return this.#wait();
    return this.#workers.size === 0 || patience === 0 ? this.#start() : this.#wait(patience);
  }

  /** Waits for a worker that others use; after so many milliseconds one is started, where there may be more. */
  #wait(patience = Infinity): Promise<Worker> {
    return new Promise((ready, failed) => {
      const waiting: Waiting = { ready, failed };
      this.#waiting.push(waiting);
      if (patience === Infinity) return;
      setTimeout(() => {
        const at = this.#waiting.indexOf(waiting);
        if (at < 0 || this.#closed || this.#workers.size >= this.#options.workers) return;
        this.#waiting.splice(at, 1);
        ready(this.#start());
      }, patience);
    });
  }

  #start(): Worker {
    const file = new URL(`../${this.#options.file}${isSource ? ".ts" : ".js"}`, import.meta.url);
    const worker = new Worker(file, {
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: this.#options.start?.(),
      resourceLimits: { stackSizeMb: stackMegabytes, maxOldGenerationSizeMb: heapMegabytes },
    });
    worker.unref();
    worker.on("error", () => undefined); // without a listener an idle worker's end would be the process's
    worker.on("exit", () => {
      this.#forget(worker);
    });
    this.#workers.set(worker, new Map());
    return worker;
  }

  #ask(worker: Worker, task: PoolTask): Promise<WorkerAnswer> {
    const { name } = this.#options;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        stop();
        worker.off("message", onMessage).off("error", onError).off("exit", onExit).unref();
        act();
      };
      const onMessage = (answer: WorkerAnswer): void => {
        settle(() => {
          resolve(answer);
        });
      };
      const fail = (reason: EngineError["reason"], message: string, cause?: unknown): void => {
        settle(() => {
          reject(new EngineError(name, reason, `the ${name} engine ${message}`, { cause }));
        });
      };
      const onError = (error: unknown): void => {
        fail(isOutOfMemory(error) ? "memory" : "trap", `broke: ${String(error)}`, error);
      };
      const onExit = (): void => {
        fail("trap", "ended before it answered");
      };
      const stop = limitTime(worker, task.timeLimit, () => {
        fail("time", `did not finish within ${task.timeLimit} ms and was ended`);
      });
      worker.ref();
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.postMessage(this.#complete(worker, task));
    });
  }

  #complete(worker: Worker, { message, kept }: PoolTask): object {
    const known = this.#workers.get(worker);
    if (kept === undefined || known === undefined || known.has(kept.key)) return message;
    keep(known, kept.key, true);
    return { ...message, ...kept.fields };
  }

  #release(worker: Worker): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.ready(worker);
      return;
    }
    const timer = setTimeout(() => void this.#discard(worker), this.#options.idleMilliseconds).unref();
    this.#idle.push({ worker, timer });
  }

  async #discard(worker: Worker): Promise<void> {
    this.#forget(worker);
    await worker.terminate();
  }

  /** Takes a worker off the books; a task that waits for a place gets a new one. */
  #forget(worker: Worker): void {
    const at = this.#idle.findIndex((idle) => idle.worker === worker);
    if (at >= 0) {
      clearTimeout(this.#idle[at]?.timer);
      this.#idle.splice(at, 1);
    }
    if (this.#workers.delete(worker) && !this.#closed) {
      const waiting = this.#waiting.shift();
      if (waiting !== undefined) {
        waiting.ready(this.#start());
      }
    }
  }

  #unavailable(what: string): EngineError {
    return new EngineError(this.#options.name, "unavailable", `the ${this.#options.name} engine ${what}`);
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
