import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

import { openPackageStore } from "../changes/modules/package-store.ts";
import { policiesOfClone, policiesOfGit } from "../changes/policies/git-policies.ts";
import { pullArtifact } from "../changes/policies/oci.ts";
import { parsePolicyAddress, type OciAddress, type PolicyAddress } from "../changes/policies/policy-address.ts";
import { SourceError, UsageError } from "../model/failure.ts";
import type { FetchedPolicies, FetchPolicies, PolicySource } from "../model/policy-source.ts";
import { filesOfArtifact } from "../policy/foreign/artifact.ts";
import type { ReviewRequest } from "../review.ts";
import { cacheFolder } from "./cache-folder.ts";

/** Options that say where policies come from. */
export interface PolicySourceOptions {
  readonly policies?: ReadonlyArray<string>;
  readonly policyClone?: ReadonlyArray<string>;
  readonly fetchPolicies?: boolean;
  readonly repository?: string;
}

/**
 * What `--policies` names: paths of the disk, and what was fetched from the addresses among them. Whoever writes an
 * address asks for it; what cannot be had is a UsageError.
 */
export async function namedPolicies(
  options: PolicySourceOptions,
): Promise<Pick<ReviewRequest["policies"], "disk" | "found">> {
  const addresses = (options.policies ?? []).map((text) => parsePolicyAddress(text, existsSync));
  const disk = addresses.flatMap((address) => (address.kind === "disk" ? [address.path] : []));
  const found: NonNullable<ReviewRequest["policies"]["found"]>[number][] = [];
  for (const address of addresses) {
    if (address.kind === "wrong") throw new UsageError(address.reason);
    if (address.kind === "oci") found.push(await artifactOf(address));
    else if (address.kind !== "disk") found.push(usable(await fetchAddress(address, options)));
  }
  return { disk, ...(found.length === 0 ? {} : { found }) };
}

/** The policies that the organisation's file names: from a clone that was named, or from the network where that is allowed. */
export function organisationPolicyFetcher(options: PolicySourceOptions): FetchPolicies {
  return (source) => repositoryPolicies({ ...source, repository: fullName(source.repository, options) }, options);
}

type Fetchable = Extract<PolicyAddress, { kind: "clone" | "git" | "repository" }>;

function fetchAddress(address: Fetchable, options: PolicySourceOptions): Promise<FetchedPolicies> {
  const { path } = address;
  switch (address.kind) {
    case "clone":
      return policiesOfClone(address.directory, { repository: address.directory, ref: address.ref, path });
    case "git": {
      const source = { repository: withoutUser(address.url), ref: address.ref ?? "HEAD", path };
      return policiesOfGit(address.url, address.ref, source, openPackageStore(cacheFolder("modules")));
    }
    case "repository":
      return repositoryPolicies({ repository: address.repository, ref: address.ref, path }, options);
  }
}

async function repositoryPolicies(source: PolicySource, options: PolicySourceOptions): Promise<FetchedPolicies> {
  const { repository, ref } = source;
  const clone = clonesOf(options).get(repository.toLowerCase());
  if (clone !== undefined) return policiesOfClone(clone, source);
  if (!repository.includes("/")) {
    const reason = "whose repository it is is not known; give --repository OWNER/NAME";
    return { kind: "unavailable", source, reason };
  }
  if (options.fetchPolicies !== true) {
    const reason = `--policy-clone ${repository}=DIRECTORY names a clone of it, --fetch-policies fetches it`;
    return { kind: "unavailable", source, reason };
  }
  const server = process.env["GITHUB_SERVER_URL"] ?? "https://github.com";
  return policiesOfGit(`${server}/${repository}.git`, ref, source, openPackageStore(cacheFolder("modules")));
}

function clonesOf({ policyClone = [] }: PolicySourceOptions): ReadonlyMap<string, string> {
  return new Map(
    policyClone.map((text) => {
      const at = text.indexOf("=");
      const directory = text.slice(at + 1);
      if (at <= 0 || !existsSync(directory)) {
        throw new UsageError(`--policy-clone ${text}: expected OWNER/NAME=DIRECTORY with a directory that exists`);
      }
      return [text.slice(0, at).toLowerCase(), directory] as const;
    }),
  );
}

/** `policies` of the organisation that the reviewed repository belongs to. */
function fullName(repository: string, { repository: reviewed = "" }: PolicySourceOptions): string {
  const owner = reviewed.includes("/") ? reviewed.split("/")[0] : undefined;
  return repository.includes("/") || owner === undefined ? repository : `${owner}/${repository}`;
}

function usable(fetched: FetchedPolicies): FetchedPolicies {
  if (fetched.kind === "fetched") return fetched;
  const { repository, ref } = fetched.source;
  throw new UsageError(`the policies of ${repository}@${ref} are not to be had: ${fetched.reason}`);
}

async function artifactOf(address: OciAddress): Promise<NonNullable<ReviewRequest["policies"]["found"]>[number]> {
  const { layers } = await pullArtifact(address, { fetch, credentials: dockerCredentials }).catch((error: unknown) => {
    if (error instanceof SourceError) throw new UsageError(error.message, { cause: error }); // an address is the user's
    throw error;
  });
  return { kind: "files", files: await filesOfArtifact(`${address.registry}/${address.name}`, layers) };
}

const dockerConfiguration = z.object({
  auths: z.record(z.string(), z.object({ auth: z.string().optional() })).default({}),
});

/** What `docker login` wrote down; its helpers are programs, and none is started. */
function dockerCredentials(registry: string): string | null {
  const folder = process.env["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
  try {
    const { auths } = dockerConfiguration.parse(JSON.parse(readFileSync(join(folder, "config.json"), "utf8")));
    const auth = (auths[registry] ?? auths[`https://${registry}`] ?? auths[`https://${registry}/v2/`])?.auth;
    return auth === undefined || auth === "" ? null : Buffer.from(auth, "base64").toString("utf8");
  } catch {
    return null;
  }
}

function withoutUser(url: string): string {
  const parsed = new URL(url);
  return `${parsed.host}${parsed.pathname.replace(/\.git$/, "")}`;
}
