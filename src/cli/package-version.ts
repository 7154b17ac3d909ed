import { readFileSync } from "node:fs";

import { packageRoot } from "../engines/package-root.ts";
import { isRecord } from "../model/json.ts";

/** The version of this package, as its package.json says. */
export function packageVersion(): string {
  const said: unknown = JSON.parse(readFileSync(new URL("package.json", packageRoot), "utf8"));
  const version = isRecord(said) ? said["version"] : null;
  return typeof version === "string" ? version : "without a version";
}
