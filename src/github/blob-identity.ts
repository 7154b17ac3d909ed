import { blobSha } from "../model/digest.ts";

/** True when the bytes are what git knows under this SHA (SHA-1, or SHA-256 where a repository uses it). */
export function isContentOf(bytes: Uint8Array, sha: string): boolean {
  return blobSha(bytes, sha.length === 64 ? "sha256" : "sha1") === sha;
}
