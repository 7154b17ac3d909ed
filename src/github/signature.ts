import { createHmac, timingSafeEqual } from "node:crypto";

const signature = /^sha256=(?<digest>[0-9a-f]{64})$/;

/** True when a body was signed with one of the secrets. Takes the same time for every wrong signature. */
export function isSigned(body: Uint8Array, header: string | undefined, secrets: ReadonlyArray<string>): boolean {
  const digest = signature.exec(header ?? "")?.groups?.["digest"];
  if (digest === undefined) return false;
  const given = Buffer.from(digest, "hex");
  let matches = 0;
  for (const secret of secrets) {
    const right = createHmac("sha256", secret).update(body).digest();
    matches += Number(timingSafeEqual(given, right));
  }
  return matches > 0;
}
