import { homedir } from "node:os";
import { join } from "node:path";

/** A folder for one sort of things in the user's cache, by the XDG base directory specification. */
export function cacheFolder(name: "answers" | "code" | "policies" | "modules" | "prices"): string {
  const base = process.env["XDG_CACHE_HOME"];
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "tollgate", name);
}
