import { spawn } from "node:child_process";

import { SourceError } from "../model/failure.ts";

/** git's own limits are generous; ours end a command whose answer no review could use. */
const maxOutputBytes = 512 * 1024 * 1024;
const timeLimitMs = 60_000;

/** Nothing in a repository may start a program: no fsmonitor, hooks, pagers, filters of other refs, lazy fetches. */
const hardening = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"];

/** The end of a git command. */
export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs one git command without a shell in `directory`, with repository-controlled programs switched off.
 * Throws SourceError when git cannot be started, runs longer than a minute, answers without end or is ended by `ended`.
 */
export function runGit(
  directory: string,
  args: ReadonlyArray<string>,
  input?: Buffer,
  environment: Readonly<Record<string, string>> = {},
  ended?: AbortSignal,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", [...hardening, ...args], {
      cwd: directory,
      env: {
        ...process.env,
        GIT_NO_LAZY_FETCH: "1",
        GIT_NO_REPLACE_OBJECTS: "1",
        GIT_OPTIONAL_LOCKS: "0",
        GIT_TERMINAL_PROMPT: "0",
        GIT_EXTERNAL_DIFF: undefined,
        LC_ALL: "C",
        ...environment,
      },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: timeLimitMs,
      killSignal: "SIGKILL",
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutputBytes) child.kill("SIGKILL");
      else chunks.push(chunk);
    });
    ended?.addEventListener("abort", () => child.kill("SIGKILL"));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (stderr.length < 4096) stderr += text;
    });
    child.on("error", (cause) => {
      reject(new SourceError("git could not be started; install git 2.30 or newer", false, { cause }));
    });
    child.on("close", (code, signal) => {
      if (code === null) reject(new SourceError(`git ${args[0] ?? ""} was ended by ${signal ?? "a signal"}`, false));
      else resolve({ code, stdout: Buffer.concat(chunks), stderr: stderr.trim() });
    });
    child.stdin.on("error", () => {
      // git may end before it has read everything; its exit code tells why.
    });
    child.stdin.end(input);
  });
}

/** Like `runGit`, and throws SourceError with git's own words when it fails. */
export async function requireGit(directory: string, args: ReadonlyArray<string>, input?: Buffer): Promise<Buffer> {
  const result = await runGit(directory, args, input);
  if (result.code !== 0) {
    throw new SourceError(`git ${args[0] ?? ""} failed: ${result.stderr.split("\n")[0] ?? "no message"}`, false);
  }
  return result.stdout;
}
