import { randomUUID } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join, relative } from "node:path";

import { UsageError } from "../model/failure.ts";

const socketName = "tollgate.sock";

/** Longest path that every system takes for a Unix socket. */
const maxSocketPath = 100;

/** Longest command that the socket reads, bytes. */
const maxCommandBytes = 64 * 1024;

/** Answers one administrative command; what it returns is sent back as JSON. */
export type AnswerCommand = (command: string) => Promise<unknown>;

/** Holds a data directory for this process until it is released. */
export interface DirectoryLock {
  readonly release: () => Promise<void>;
}

/**
 * Locks a data directory by binding a Unix socket in it: the system lets go of it however the process ends, and it
 * works in containers, where every process has the same id. Throws UsageError when another server holds it.
 */
export async function lockDirectory(directory: string, answer: AnswerCommand): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const place = await socketPath(directory);
  const identity = randomUUID();
  const server = createServer((socket) => {
    serve(socket, (command) => (command === "hello" ? Promise.resolve(identity) : answer(command)));
  });
  const isStale = await bind(server, place.path, directory);
  // Two that found the same stale socket may both have replaced it: only the one that is reached there goes on.
  if (isStale && (await ask(place.path, "hello").catch(() => null)) !== identity) {
    await closeServer(server);
    throw inUse(directory);
  }
  return {
    release: async () => {
      await closeServer(server);
      await place.close();
    },
  };
}

/** What the server that holds a directory answered; not alive where none holds it. */
export type ServerAnswer = { readonly isAlive: true; readonly value: unknown } | { readonly isAlive: false };

/** Sends a command to the server that holds a directory. Throws UsageError with what the server refused. */
export async function askServer(directory: string, command: string): Promise<ServerAnswer> {
  const place = await socketPath(directory);
  try {
    return { isAlive: true, value: await ask(place.path, command) };
  } catch (error) {
    if (isDead(error)) return { isAlive: false };
    throw error;
  } finally {
    await place.close();
  }
}

interface SocketPlace {
  readonly path: string;
  readonly close: () => Promise<void>;
}

async function socketPath(directory: string): Promise<SocketPlace> {
  const absolute = join(directory, socketName);
  const fitting = [absolute, relative(process.cwd(), absolute)].find(
    (path) => Buffer.byteLength(path) <= maxSocketPath,
  );
  if (fitting !== undefined) return { path: fitting, close: () => Promise.resolve() };
  if (process.platform !== "linux") {
    throw new UsageError(`the data directory's path is too long for a socket: ${directory}; choose a shorter one`);
  }
  const handle = await open(directory);
  return { path: `/proc/self/fd/${handle.fd}/${socketName}`, close: () => handle.close() };
}

/** True when a dead process's socket had to be replaced. */
async function bind(server: Server, path: string, directory: string): Promise<boolean> {
  try {
    await listen(server, path);
    return false;
  } catch (error) {
    if (codeOf(error) !== "EADDRINUSE") throw error;
  }
  const isAlive = await ask(path, "hello").then(
    () => true,
    (error: unknown) => !isDead(error),
  );
  if (isAlive) throw inUse(directory);
  await rm(path, { force: true });
  await listen(server, path).catch((error: unknown) => {
    throw codeOf(error) === "EADDRINUSE" ? inUse(directory) : error;
  });
  return true;
}

function listen(server: Server, path: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once("error", reject);
  server.listen(path, () => {
    server.off("error", reject);
    resolve(undefined);
  });
  return promise;
}

function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.close(() => {
    resolve(undefined);
  });
  return promise;
}

function serve(socket: Socket, answer: AnswerCommand): void {
  let received = "";
  socket.setEncoding("utf8");
  socket.setTimeout(10_000, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (text: string) => {
    received += text;
    if (received.length > maxCommandBytes) socket.destroy();
    const end = received.indexOf("\n");
    if (end < 0) return;
    answer(received.slice(0, end)).then(
      (value) => socket.end(`${JSON.stringify({ value: value ?? null })}\n`),
      (error: unknown) =>
        socket.end(`${JSON.stringify({ error: error instanceof Error ? error.message : "failed" })}\n`),
    );
  });
}

function ask(path: string, command: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const socket = connect(path);
  let received = "";
  socket.setEncoding("utf8");
  socket.setTimeout(10_000, () => socket.destroy(new Error("the server does not answer on its socket")));
  socket.on("connect", () => socket.write(`${command}\n`));
  socket.on("data", (text: string) => (received += text));
  socket.on("error", reject);
  socket.on("close", () => {
    try {
      const reply: unknown = JSON.parse(received);
      if (typeof reply === "object" && reply !== null && "error" in reply) reject(new UsageError(String(reply.error)));
      else if (typeof reply === "object" && reply !== null && "value" in reply) resolve(reply.value);
    } catch (error) {
      reject(new Error("the server ended the conversation without an answer", { cause: error }));
    }
  });
  return promise;
}

function inUse(directory: string): UsageError {
  return new UsageError(
    `another server uses ${directory}; stop it first, or give this one a data directory of its own`,
  );
}

function isDead(error: unknown): boolean {
  const code = codeOf(error);
  return code === "ECONNREFUSED" || code === "ENOENT";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
