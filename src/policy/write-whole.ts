import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";

/** Writes a file beside its place and moves it there, so that nobody reads half of it. Throws what the disk says. */
export async function writeWhole(path: string, content: Uint8Array | string, mode = 0o666): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, content, { mode });
  await rename(temporary, path);
}
