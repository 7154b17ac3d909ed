import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

import type { Workplace } from "../changes/git.ts";
import { modulesOnDisk } from "../changes/installed-modules.ts";
import { moduleFetcher } from "../changes/modules/fetch-modules.ts";
import { openPackageStore } from "../changes/modules/package-store.ts";
import type { Engines } from "../engines/engines.ts";
import { EngineError } from "../model/failure.ts";
import type { ModuleSource } from "../model/module-source.ts";
import { cacheFolder } from "./cache-folder.ts";

/** Bytes of the largest archive or answer of a registry. */
const maxDownload = 100 * 1024 * 1024;

/**
 * Modules from outside of the tree: what init has fetched, then the user's cache, which is filled from the network only
 * where that is allowed.
 */
export function modulesFor(workplace: Workplace, engines: Engines, network: boolean): ModuleSource {
  const fetcher = moduleFetcher({
    store: openPackageStore(cacheFolder("modules")),
    web: { fetch: (url, init) => fetch(url, init), token: registryToken, maxBytes: maxDownload },
    newest: newestBy(engines),
    network,
    protocols: ["https", "ssh"],
  });
  return { ...modulesOnDisk(workplace), ...fetcher };
}

const newestAnswer = z.union([z.object({ version: z.string().nullable() }), z.object({ error: z.string() })]);

/** The choice of versions as HashiCorp's own library makes it. */
export function newestBy(engines: Engines) {
  return async (constraint: string, versions: ReadonlyArray<string>): Promise<string | null> => {
    const reply = newestAnswer.parse(await engines.engine("hcl").call({ op: "newest", constraint, versions }));
    if ("version" in reply) return reply.version;
    if (reply.error.startsWith("malformed constraint")) return null;
    throw new EngineError("hcl", "refused", reply.error);
  };
}

const credentialsFile = z.object({ credentials: z.record(z.string(), z.object({ token: z.string() })).default({}) });

/** The token that Terraform would use: `TF_TOKEN_host`, else what `terraform login` wrote. */
function registryToken(host: string): string | null {
  const names = [host.replaceAll(".", "_").replaceAll("-", "__"), host.replaceAll(".", "_")];
  for (const name of names) {
    const token = process.env[`TF_TOKEN_${name}`];
    if (token !== undefined && token !== "") return token;
  }
  try {
    const text = readFileSync(join(homedir(), ".terraform.d", "credentials.tfrc.json"), "utf8");
    return credentialsFile.parse(JSON.parse(text)).credentials[host]?.token ?? null;
  } catch {
    return null; // nobody has logged in
  }
}
