import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";

const environment = { PATH: process.env["PATH"] ?? "", GIT_CONFIG_NOSYSTEM: "1", HOME: "/nonexistent", LC_ALL: "C" };

/** Runs git to its end and gives what it printed; throws with its complaint when it fails. */
export function git(directory: string, args: ReadonlyArray<string>, input?: Buffer | string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["-C", directory, ...args], { env: environment });
    const out: Buffer[] = [];
    const complaint: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => complaint.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(`git ${args.join(" ")}: exit ${String(code)}: ${Buffer.concat(complaint).toString()}`));
    });
    child.stdin.on("error", () => undefined); // git may close its input early; its exit code tells
    child.stdin.end(input ?? "");
  });
}

/** One object as git stores it. */
export interface GitObject {
  readonly sha: string;
  readonly type: "blob" | "tree" | "commit" | "tag";
  readonly bytes: Buffer;
}

interface Waiting {
  readonly resolve: (object: GitObject | null) => void;
  readonly reject: (error: Error) => void;
}

/** A `git cat-file --batch` that stays open: one object in well under a millisecond. */
export class ObjectReader {
  readonly #directory: string;
  #child: ChildProcessWithoutNullStreams | null = null;
  #received: Buffer = Buffer.alloc(0);
  readonly #chunks: Buffer[] = [];
  #buffered = 0;
  /** Bytes that the object being received needs in all: large ones are not joined chunk by chunk. */
  #needed = 0;
  readonly #waiting: Waiting[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Null when there is no such object. `name` is a SHA or any expression that git resolves. */
  read(name: string): Promise<GitObject | null> {
    if (/[\n\0]/.test(name)) return Promise.resolve(null);
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      child.stdin.write(`${name}\n`);
    });
  }

  close(): void {
    this.#child?.stdin.end();
    this.#child = null;
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn("git", ["-C", this.#directory, "cat-file", "--batch"], { env: environment });
    child.stdout.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#buffered += chunk.length;
      if (this.#buffered < this.#needed) return;
      this.#received = Buffer.concat(this.#chunks.splice(0));
      this.#answer();
      this.#chunks.push(this.#received);
      this.#buffered = this.#received.length;
    });
    child.on("close", () => {
      for (const waiting of this.#waiting.splice(0)) waiting.reject(new Error("git cat-file ended"));
    });
    return child;
  }

  #answer(): void {
    for (let end = this.#received.indexOf(10); end !== -1; end = this.#received.indexOf(10)) {
      const line = /^(?<sha>[0-9a-f]{40}) (?<type>blob|tree|commit|tag) (?<size>\d+)$/.exec(
        this.#received.subarray(0, end).toString(),
      );
      const { sha = "", type = "", size = "0" } = line?.groups ?? {};
      const isObject = line !== null;
      const next = isObject ? end + 1 + Number(size) + 1 : end + 1;
      this.#needed = next;
      if (this.#received.length < next) return;
      const bytes = Buffer.from(this.#received.subarray(end + 1, next - 1));
      this.#received = this.#received.subarray(next);
      this.#needed = 0;
      this.#waiting.shift()?.resolve(isObject ? { sha, type: type as GitObject["type"], bytes } : null);
    }
  }
}
