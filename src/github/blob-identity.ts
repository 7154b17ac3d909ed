import { createHash } from "node:crypto";

/** git's name of a content, hex. */
export function blobSha(bytes: Uint8Array, algorithm: "sha1" | "sha256"): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** True when the bytes are what git knows under this SHA (SHA-1, or SHA-256 where a repository uses it). */
export function isContentOf(bytes: Uint8Array, sha: string): boolean {
  return blobSha(bytes, sha.length === 64 ? "sha256" : "sha1") === sha;
}
