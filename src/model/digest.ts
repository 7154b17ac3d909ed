import { hash } from "node:crypto";

/** SHA-256 of a content, hex; of a text as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex"); // in one call: a report has thousands of small ones
}

/** git's name of a content, hex: SHA-1, or SHA-256 where a repository uses it. */
export function blobSha(bytes: Uint8Array, algorithm: "sha1" | "sha256" = "sha1"): string {
  return hash(algorithm, Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]), "hex");
}
