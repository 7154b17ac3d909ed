import { createHash } from "node:crypto";

/** True when the bytes are what git knows under this SHA (SHA-1, or SHA-256 where a repository uses it). */
export function isContentOf(bytes: Uint8Array, sha: string): boolean {
  const algorithm = sha.length === 64 ? "sha256" : "sha1";
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex") === sha;
}
