import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A database is a thousand files: in memory, where the system has such a place, a copy takes a moment. */
export const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

/** Where the empty store lies that the test files of one run copy, by the process that started them. */
export function templateOf(runner: number): string {
  return join(memory, `tollgate-template-${runner}`);
}

/** Vitest calls it when all test files have ended: they themselves are ended by a signal. */
export function teardown(): void {
  const template = templateOf(process.pid);
  for (const name of readdirSync(memory)) {
    const path = join(memory, name);
    if (path === template || path.startsWith(`${template}-`)) rmSync(path, { recursive: true, force: true });
  }
}
